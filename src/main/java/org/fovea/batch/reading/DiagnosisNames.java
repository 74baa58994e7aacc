package org.fovea.batch.reading;

import java.util.Map;
import java.util.MissingResourceException;
import org.fovea.common.Text;
import org.fovea.finding.Code;
import org.fovea.finding.FindingClass;

/** Diagnoses that are no output of a network, such as those that follow from measurements. */
final class DiagnosisNames {
  private static final Text WORDS = Text.of(DiagnosisNames.class);

  /** SNOMED CT; what has no code that fits is written in words. */
  private static final Map<String, Code> CODES =
      Map.of(
          "normal", new Code("SCT", "17621005", "Normal"),
          "coeliac", new Code("SCT", "396331005", "Celiac disease"));

  private DiagnosisNames() {}

  static FindingClass of(String name) {
    String label;
    try {
      label = WORDS.get("diagnosis." + name);
    } catch (MissingResourceException e) {
      label = name;
    }
    return new FindingClass(name, label, CODES.get(name));
  }
}
