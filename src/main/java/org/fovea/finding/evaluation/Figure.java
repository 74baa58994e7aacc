package org.fovea.finding.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** A figure with its 95 % interval; NaN where it cannot be computed. */
public record Figure(double value, double low, double high) {
  private static final Figure NONE = new Figure(Double.NaN, Double.NaN, Double.NaN);

  /** 97.5 % of a normal distribution lie below this many deviations. */
  private static final double Z = 1.959964;

  private static final long SEED = 20_261_123;

  /** A share of independent cases with the score interval of Wilson (JASA 1927). */
  public static Figure share(int successes, int cases) {
    if (cases == 0) {
      return NONE;
    }
    double p = (double) successes / cases;
    double z2 = Z * Z / cases;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / cases + z2 / cases / 4) / (1 + z2);
    return new Figure(p, Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /**
   * A statistic with the percentile interval of a bootstrap that draws groups of cases, such as all
   * cases of a patient; always the same for the same cases. Draws for which the statistic is NaN
   * are left out.
   */
  public static <T> Figure bootstrap(
      List<List<T>> groups, int resamples, ToDoubleFunction<List<T>> statistic) {
    List<T> all = groups.stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      return NONE;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] drawn = new double[resamples];
    int n = 0;
    for (int r = 0; r < resamples; r++) {
      List<T> sample = new ArrayList<>(all.size());
      for (int i = 0; i < groups.size(); i++) {
        sample.addAll(groups.get(random.nextInt(groups.size())));
      }
      double value = statistic.applyAsDouble(sample);
      if (!Double.isNaN(value)) {
        drawn[n++] = value;
      }
    }
    double value = statistic.applyAsDouble(all);
    if (n == 0 || Double.isNaN(value)) {
      return new Figure(value, Double.NaN, Double.NaN);
    }
    double[] sorted = Arrays.copyOf(drawn, n);
    Arrays.sort(sorted);
    return new Figure(value, sorted[(int) (0.025 * (n - 1))], sorted[(int) (0.975 * (n - 1))]);
  }
}
