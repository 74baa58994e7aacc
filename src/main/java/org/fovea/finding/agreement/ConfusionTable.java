package org.fovea.finding.agreement;

import java.util.ArrayList;
import java.util.List;

/** How often one reader said this where another said that. Immutable. */
public final class ConfusionTable {
  private final List<String> labels;
  private final int[][] counts;

  private ConfusionTable(List<String> labels, int[][] counts) {
    this.labels = labels;
    this.counts = counts;
  }

  /** What two readers called one case. */
  public record Pair(String row, String column) {}

  /**
   * Counts.
   *
   * @param labels in the order of rows and columns; what is not among them is added at the end
   */
  public static ConfusionTable of(List<String> labels, List<Pair> pairs) {
    List<String> all = new ArrayList<>(labels);
    for (Pair p : pairs) {
      for (String label : List.of(p.row(), p.column())) {
        if (!all.contains(label)) {
          all.add(label);
        }
      }
    }
    int[][] counts = new int[all.size()][all.size()];
    for (Pair p : pairs) {
      counts[all.indexOf(p.row())][all.indexOf(p.column())]++;
    }
    return new ConfusionTable(List.copyOf(all), counts);
  }

  /** The classes, of the rows and of the columns. */
  public List<String> labels() {
    return labels;
  }

  /** How often the one reader said the row and the other the column. */
  public int count(int row, int column) {
    return counts[row][column];
  }

  /** How many cases. */
  public int total() {
    int total = 0;
    for (int[] row : counts) {
      for (int c : row) {
        total += c;
      }
    }
    return total;
  }
}
