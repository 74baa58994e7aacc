package org.fovea.finding.enteropathy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How a measured length or share is spread over the places where it was measured.
 *
 * @param count number of places
 * @param median NaN where there is none
 * @param lower first quartile, linear between the values around it
 * @param upper third quartile
 */
public record Spread(int count, double median, double lower, double upper) {

  /** The spread of some values. Values that are not numbers are left out. */
  public static Spread of(double[] values) {
    double[] v = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (v.length == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
    }
    return new Spread(v.length, quantile(v, 0.5), quantile(v, 0.25), quantile(v, 0.75));
  }

  /**
   * The spread of values of which some stand for more than others.
   *
   * @param values those that are not numbers are left out; {@code count} is how many are left
   * @param weights of the values, 0 or more; quartiles and median are the values below which such a
   *     part of all weight lies
   */
  public static Spread weighted(double[] values, double[] weights) {
    int[] order =
        IntStream.range(0, values.length)
            .filter(i -> Double.isFinite(values[i]) && weights[i] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double all = Arrays.stream(order).mapToDouble(i -> weights[i]).sum();
    return new Spread(
        order.length,
        quantile(values, weights, order, all / 2),
        quantile(values, weights, order, all / 4),
        quantile(values, weights, order, all * 3 / 4));
  }

  private static double quantile(double[] values, double[] weights, int[] order, double below) {
    double weight = 0;
    for (int i : order) {
      weight += weights[i];
      if (weight >= below) {
        return values[i];
      }
    }
    return Double.NaN;
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
