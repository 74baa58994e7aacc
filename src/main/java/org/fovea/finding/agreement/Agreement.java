package org.fovea.finding.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.fovea.finding.FindingClass;

/**
 * How far readers and AI agree, from cases in which both readings are in. Cases that only one
 * reader has read count for nothing here, so that no reader sees the other's through a figure.
 *
 * @param cases those with both readings
 * @param labels the classes, by their names
 */
public record Agreement(List<ReadCase> cases, List<String> labels) {

  /** Two whose calls are compared. */
  public enum Pairing {
    FIRST_SECOND,
    FIRST_AI,
    SECOND_AI
  }

  /**
   * The agreement in some cases; unfinished ones are left out.
   *
   * @param order names of classes in the order in which people know them; others follow by name
   */
  public static Agreement of(List<ReadCase> all, List<String> order) {
    List<ReadCase> complete = all.stream().filter(ReadCase::complete).toList();
    List<String> labels = new ArrayList<>();
    for (ReadCase c : complete) {
      for (FindingClass f : calls(c)) {
        if (!labels.contains(f.name())) {
          labels.add(f.name());
        }
      }
    }
    labels.sort(
        Comparator.comparingInt((String l) -> order.contains(l) ? order.indexOf(l) : order.size())
            .thenComparing(Comparator.naturalOrder()));
    return new Agreement(complete, List.copyOf(labels));
  }

  private static List<FindingClass> calls(ReadCase c) {
    List<FindingClass> calls = new ArrayList<>();
    calls.add(c.first().diagnosis());
    calls.add(c.second().diagnosis());
    if (c.ai() != null) {
      calls.add(c.ai());
    }
    return calls;
  }

  /** How often the one said this where the other said that. */
  public ConfusionTable table(Pairing pairing) {
    Function<ReadCase, FindingClass> first = c -> c.first().diagnosis();
    Function<ReadCase, FindingClass> second = c -> c.second().diagnosis();
    return switch (pairing) {
      case FIRST_SECOND -> table(first, second);
      case FIRST_AI -> table(first, ReadCase::ai);
      case SECOND_AI -> table(second, ReadCase::ai);
    };
  }

  private ConfusionTable table(
      Function<ReadCase, FindingClass> row, Function<ReadCase, FindingClass> column) {
    return ConfusionTable.of(
        labels,
        cases.stream()
            .filter(c -> row.apply(c) != null && column.apply(c) != null)
            .map(c -> new ConfusionTable.Pair(row.apply(c).name(), column.apply(c).name()))
            .toList());
  }

  /** Cohen's kappa of two. */
  public Kappa cohen(Pairing pairing) {
    return Kappa.cohen(table(pairing));
  }

  /** Fleiss' kappa of both readers and the AI, in the cases that the AI has called. */
  public Kappa fleiss() {
    List<ReadCase> called = cases.stream().filter(c -> c.ai() != null).toList();
    int[][] counts = new int[called.size()][labels.size()];
    for (int i = 0; i < called.size(); i++) {
      for (FindingClass f : calls(called.get(i))) {
        counts[i][labels.indexOf(f.name())]++;
      }
    }
    return Kappa.fleiss(counts);
  }

  /** Cases in which the readers differ. */
  public List<ReadCase> disagreements() {
    return cases.stream().filter(ReadCase::disagrees).toList();
  }
}
