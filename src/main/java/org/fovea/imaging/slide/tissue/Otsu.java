package org.fovea.imaging.slide.tissue;

/**
 * Otsu's threshold (IEEE Transactions on Systems, Man, and Cybernetics 9, 1979): it parts values
 * with the least spread on both sides.
 */
public final class Otsu {
  private Otsu() {}

  /**
   * The last step of the lower side, from 0.
   *
   * @param values from 0; those beyond the steps count with the last one
   * @param perUnit steps that a value of 1 is
   * @param steps how many there are
   */
  public static int step(double[] values, double perUnit, int steps) {
    long[] counts = new long[steps];
    for (double v : values) {
      counts[Math.clamp((long) (v * perUnit), 0, steps - 1)]++;
    }
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += i * (double) counts[i];
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int at = 0;
    for (int i = 0; i < steps - 1; i++) {
      below += counts[i];
      sumBelow += i * (double) counts[i];
      double above = values.length - below;
      if (below > 0 && above > 0) {
        double difference = sumBelow / below - (sum - sumBelow) / above;
        double between = below * above * difference * difference;
        if (between > best) {
          best = between;
          at = i;
        }
      }
    }
    return at;
  }
}
