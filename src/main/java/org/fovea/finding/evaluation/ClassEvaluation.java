package org.fovea.finding.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.finding.agreement.ConfusionTable;
import org.fovea.finding.agreement.Kappa;

/**
 * How well a model's classes agree with classes that are known. Cases without an answer are counted
 * and left out of everything else; an answer that is none of the known classes, such as
 * indeterminate, counts as wrong.
 *
 * @param cases all of them
 * @param answered how many the model gave grades for
 * @param table rows: known class; columns: answer
 * @param accuracy share of right answers (Wilson)
 * @param balancedAccuracy mean of the sensitivities (bootstrap over patients)
 * @param kappa Cohen's, of the table
 * @param classes figures of each known class, in the order of the names
 */
public record ClassEvaluation(
    int cases,
    int answered,
    ConfusionTable table,
    Figure accuracy,
    Figure balancedAccuracy,
    Kappa kappa,
    Map<String, OfClass> classes) {
  private static final int RESAMPLES = 2000;

  /**
   * One class against all others.
   *
   * @param cases how many are of it and were answered
   * @param sensitivity share of them that were called so (Wilson)
   * @param specificity share of the others that were not (Wilson)
   * @param auroc area under the receiver operating characteristic of its grade (bootstrap over
   *     patients); NaN where there are no others
   */
  public record OfClass(int cases, Figure sensitivity, Figure specificity, Figure auroc) {}

  /** Computes all figures. */
  public static ClassEvaluation of(List<LabelledCase> all) {
    List<LabelledCase> answered = all.stream().filter(LabelledCase::answered).toList();
    List<String> known = answered.stream().map(LabelledCase::truth).distinct().sorted().toList();
    ConfusionTable table =
        ConfusionTable.of(
            known,
            answered.stream().map(c -> new ConfusionTable.Pair(c.truth(), c.answer())).toList());
    List<List<LabelledCase>> patients = byPatient(answered);
    Map<String, OfClass> classes = new LinkedHashMap<>();
    for (String name : known) {
      classes.put(name, ofClass(name, answered, patients));
    }
    int right = (int) answered.stream().filter(c -> c.truth().equals(c.answer())).count();
    return new ClassEvaluation(
        all.size(),
        answered.size(),
        table,
        Figure.share(right, answered.size()),
        Figure.bootstrap(patients, RESAMPLES, ClassEvaluation::balanced),
        Kappa.cohen(table),
        classes);
  }

  private static List<List<LabelledCase>> byPatient(List<LabelledCase> cases) {
    Map<String, List<LabelledCase>> groups = new LinkedHashMap<>();
    for (LabelledCase c : cases) {
      String key = c.patient().isBlank() ? "case " + c.id() : c.patient();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
    }
    return List.copyOf(groups.values());
  }

  private static OfClass ofClass(
      String name, List<LabelledCase> cases, List<List<LabelledCase>> patients) {
    int of = 0;
    int found = 0;
    int spared = 0;
    for (LabelledCase c : cases) {
      boolean called = c.answer().equals(name);
      if (c.truth().equals(name)) {
        of++;
        found += called ? 1 : 0;
      } else {
        spared += called ? 0 : 1;
      }
    }
    return new OfClass(
        of,
        Figure.share(found, of),
        Figure.share(spared, cases.size() - of),
        Figure.bootstrap(patients, RESAMPLES, sample -> auroc(name, sample)));
  }

  private static double balanced(List<LabelledCase> cases) {
    Map<String, int[]> byClass = new LinkedHashMap<>();
    for (LabelledCase c : cases) {
      int[] counts = byClass.computeIfAbsent(c.truth(), k -> new int[2]);
      counts[0]++;
      counts[1] += c.truth().equals(c.answer()) ? 1 : 0;
    }
    return byClass.values().stream()
        .mapToDouble(n -> (double) n[1] / n[0])
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The chance that a case of the class has a higher grade for it than another case, equal grades
   * counting half (Mann and Whitney 1947).
   */
  static double auroc(String name, List<LabelledCase> cases) {
    double[] others =
        cases.stream()
            .filter(c -> !c.truth().equals(name))
            .mapToDouble(c -> c.grades().getOrDefault(name, 0.0))
            .sorted()
            .toArray();
    double below = 0;
    int of = 0;
    for (LabelledCase c : cases) {
      if (c.truth().equals(name)) {
        double grade = c.grades().getOrDefault(name, 0.0);
        int less = rank(others, grade);
        int notMore = rank(others, Math.nextUp(grade));
        below += (less + notMore) / 2.0;
        of++;
      }
    }
    return of == 0 || others.length == 0 ? Double.NaN : below / of / others.length;
  }

  /** How many sorted values are less than another. */
  private static int rank(double[] sorted, double value) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
