package org.fovea.dicom.convert;

import java.util.Locale;
import org.fovea.finding.Code;

/** Organs that biopsies are taken from, gut first; SNOMED CT as PS3.16 has them (CID 7151). */
public enum BodySite {
  ESOPHAGUS("32849002", "Esophagus"),
  STOMACH("69695003", "Stomach"),
  DUODENUM("38848004", "Duodenum"),
  JEJUNUM("21306003", "Jejunum"),
  ILEUM("34516001", "Ileum"),
  SMALL_INTESTINE("30315005", "Small intestine"),
  COLON("71854001", "Colon"),
  RECTUM("34402009", "Rectum"),
  LIVER("10200004", "Liver"),
  PANCREAS("15776009", "Pancreas"),
  KIDNEY("64033007", "Kidney"),
  PROSTATE("41216001", "Prostate"),
  BREAST("76752008", "Breast"),
  LUNG("39607008", "Lung"),
  LYMPH_NODE("59441001", "Lymph node"),
  SKIN("39937001", "Skin");

  private final Code code;

  BodySite(String value, String meaning) {
    this.code = new Code("SCT", value, meaning);
  }

  public Code code() {
    return code;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
