package org.fovea.finding.enteropathy;

import java.util.Arrays;

/**
 * How a measured length or share is spread over the places where it was measured.
 *
 * @param count number of places
 * @param median NaN where there is none
 * @param mean NaN where there is none
 * @param deviation standard deviation of the sample; NaN below two places
 * @param lower first quartile, linear between the values around it
 * @param upper third quartile
 */
public record Spread(
    int count, double median, double mean, double deviation, double lower, double upper) {

  /** The spread of some values. Values that are not numbers are left out. */
  public static Spread of(double[] values) {
    double[] v = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (v.length == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = Arrays.stream(v).average().orElseThrow();
    double squares = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = v.length < 2 ? Double.NaN : Math.sqrt(squares / (v.length - 1));
    return new Spread(
        v.length, quantile(v, 0.5), mean, deviation, quantile(v, 0.25), quantile(v, 0.75));
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
