package org.fovea.finding.enteropathy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What measurements of a duodenal biopsy suggest. A suggestion for a pathologist; not validated on
 * patients.
 *
 * @param marshOberhuber class, such as {@code 3a}; empty where it cannot be told
 * @param corazzaVillanacci grade, such as {@code B1}; empty where it cannot be told
 * @param rule that led to the class, in words
 * @param normal degree to which it looks normal, 0 to 1; the four add up to 1
 * @param coeliac degree to which it looks like coeliac disease
 * @param environmental degree to which it looks like environmental enteropathy
 * @param indeterminate what is left open
 * @param reasons in words, most important first
 */
public record Judgement(
    String marshOberhuber,
    String corazzaVillanacci,
    String rule,
    double normal,
    double coeliac,
    double environmental,
    double indeterminate,
    List<String> reasons) {

  public Judgement {
    reasons = List.copyOf(reasons);
  }

  /** The name and degree that is suggested first; of equal ones the earlier of {@link #degrees}. */
  public Map.Entry<String, Double> first() {
    return degrees().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
  }

  /** The four degrees by the names that results use. */
  public Map<String, Double> degrees() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("normal", normal);
    named.put("coeliac", coeliac);
    named.put("environmental-enteropathy", environmental);
    named.put("indeterminate", indeterminate);
    return named;
  }
}
