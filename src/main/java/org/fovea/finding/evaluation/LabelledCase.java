package org.fovea.finding.evaluation;

import java.util.Comparator;
import java.util.Map;

/**
 * A case whose class is known, and what a model says of it.
 *
 * @param id of the case, such as a Study Instance UID
 * @param patient whose it is; cases of one patient are drawn together in a bootstrap
 * @param truth the known class
 * @param grades of the model by class, 0 to 1; empty where it gave none
 * @param reason why it gave none; null where it did
 */
public record LabelledCase(
    String id, String patient, String truth, Map<String, Double> grades, String reason) {

  /** Whether the model gave grades. */
  public boolean answered() {
    return !grades.isEmpty();
  }

  /** The class of the highest grade. */
  public String answer() {
    return grades.entrySet().stream()
        .max(
            Comparator.comparingDouble(Map.Entry<String, Double>::getValue)
                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
