package org.fovea.finding.agreement;

/**
 * Agreement beyond chance.
 *
 * @param cases how many cases it was taken from
 * @param observed share of agreement, 0 to 1; NaN for no cases
 * @param value kappa, at most 1; NaN where it is not defined, as when everybody always says the
 *     same
 * @param standardError of the value; NaN where it is not defined
 */
public record Kappa(int cases, double observed, double value, double standardError) {
  /** Half the width of an interval of 95 % of a normal distribution, in standard errors. */
  private static final double NORMAL_95 = 1.959964;

  /** Lower end of the 95 % interval; not below -1. */
  public double low() {
    return Math.max(-1, value - NORMAL_95 * standardError);
  }

  /** Upper end of the 95 % interval; not above 1. */
  public double high() {
    return Math.min(1, value + NORMAL_95 * standardError);
  }

  /**
   * Cohen's kappa of two readers (Cohen 1960), unweighted, with the large-sample standard error of
   * Fleiss, Cohen and Everitt (1969).
   *
   * @param table how often the one reader said the row and the other the column
   */
  public static Kappa cohen(ConfusionTable table) {
    int n = table.total();
    int k = table.labels().size();
    if (n == 0) {
      return new Kappa(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] row = new double[k];
    double[] column = new double[k];
    double observed = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double p = table.count(i, j) / (double) n;
        row[i] += p;
        column[j] += p;
        observed += i == j ? p : 0;
      }
    }
    double chance = 0;
    for (int i = 0; i < k; i++) {
      chance += row[i] * column[i];
    }
    if (chance >= 1 - 1e-12) {
      return new Kappa(n, observed, Double.NaN, Double.NaN);
    }
    double value = (observed - chance) / (1 - chance);
    double sum = 0;
    for (int i = 0; i < k; i++) {
      double own = 1 - chance - (row[i] + column[i]) * (1 - observed);
      sum += table.count(i, i) / (double) n * own * own;
      for (int j = 0; j < k; j++) {
        if (i != j) {
          double other = column[i] + row[j];
          sum += (1 - observed) * (1 - observed) * table.count(i, j) / (double) n * other * other;
        }
      }
    }
    double last = observed * chance - 2 * chance + observed;
    double variance = (sum - last * last) / (n * Math.pow(1 - chance, 4));
    return new Kappa(n, observed, value, Math.sqrt(Math.max(0, variance)));
  }

  /**
   * Fleiss' kappa of several readers who all read every case (Fleiss 1971), with the standard error
   * by leaving out one case at a time (jackknife).
   *
   * @param counts for each case, how many readers called it each class
   * @throws IllegalArgumentException if cases were read by different numbers of readers, or by one
   */
  public static Kappa fleiss(int[][] counts) {
    int n = counts.length;
    if (n == 0) {
      return new Kappa(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] whole = fleiss(counts, -1);
    double mean = 0;
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      without[i] = n > 1 ? fleiss(counts, i)[1] : Double.NaN;
      mean += without[i] / n;
    }
    double squares = 0;
    for (double w : without) {
      squares += (w - mean) * (w - mean);
    }
    return new Kappa(n, whole[0], whole[1], Math.sqrt(squares * (n - 1) / n));
  }

  /** Observed agreement and kappa, without one case. */
  private static double[] fleiss(int[][] counts, int left) {
    int readers = java.util.Arrays.stream(counts[0]).sum();
    int k = counts[0].length;
    double[] share = new double[k];
    double observed = 0;
    int n = 0;
    for (int c = 0; c < counts.length; c++) {
      int all = java.util.Arrays.stream(counts[c]).sum();
      if (all != readers || readers < 2) {
        throw new IllegalArgumentException("every case needs the same readers, two or more");
      }
      if (c == left) {
        continue;
      }
      n++;
      double pairs = 0;
      for (int j = 0; j < k; j++) {
        share[j] += counts[c][j];
        pairs += counts[c][j] * (counts[c][j] - 1.0);
      }
      observed += pairs / (readers * (readers - 1.0));
    }
    observed /= n;
    double chance = 0;
    for (double s : share) {
      chance += Math.pow(s / (n * (double) readers), 2);
    }
    double value = chance >= 1 - 1e-12 ? Double.NaN : (observed - chance) / (1 - chance);
    return new double[] {observed, value};
  }
}
