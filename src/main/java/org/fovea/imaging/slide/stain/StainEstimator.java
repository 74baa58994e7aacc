package org.fovea.imaging.slide.stain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the colours of the two stains of one slide from its own pixels (M. Macenko et al., A method
 * for normalizing histology slides for quantitative analysis, ISBI 2009): in the plane that holds
 * most of the optical density, the stains are the extreme directions.
 */
public final class StainEstimator {
  /** Optical density below which a pixel counts as glass (Macenko: beta). */
  private static final double TRANSPARENT = 0.15;

  /** Per cent of the pixels that lie beyond either stain (Macenko: alpha). */
  private static final double EXTREME = 1;

  /** Fewer tissue pixels than this say nothing. */
  private static final int FEWEST = 400;

  /** Two stains nearer to each other than this, degrees, are one. */
  private static final double NEAREST = 4;

  private StainEstimator() {}

  /**
   * The stains of a slide.
   *
   * @param argb pixels of a low resolution, of which those with alpha 0 and those without tissue
   *     are left out
   * @return empty where there is too little tissue, or one stain alone
   */
  public static Optional<StainMatrix> estimate(int[] argb) {
    return ofDensities(tissue(argb));
  }

  /**
   * The stains of pixels of tissue.
   *
   * @param od optical densities of red, green and blue, pixel by pixel
   * @return empty where there are too few, or one stain alone
   */
  static Optional<StainMatrix> ofDensities(double[][] od) {
    if (od.length < FEWEST) {
      return Optional.empty();
    }
    double[][] axes = plane(od);
    double[] angle = new double[od.length];
    for (int i = 0; i < od.length; i++) {
      angle[i] = Math.atan2(dot(od[i], axes[1]), dot(od[i], axes[0]));
    }
    Arrays.sort(angle);
    double[] one = direction(axes, percentile(angle, EXTREME));
    double[] other = direction(axes, percentile(angle, 100 - EXTREME));
    // haematoxylin takes more red light away than eosin does
    StainMatrix m = one[0] > other[0] ? new StainMatrix(one, other) : new StainMatrix(other, one);
    return m.angle() < NEAREST ? Optional.empty() : Optional.of(m);
  }

  private static double[][] tissue(int[] argb) {
    double[][] od = new double[argb.length][];
    int n = 0;
    for (int c : argb) {
      double r = StainSeparation.density(c >> 16 & 0xff);
      double g = StainSeparation.density(c >> 8 & 0xff);
      double b = StainSeparation.density(c & 0xff);
      if (c >>> 24 != 0 && r >= TRANSPARENT && g >= TRANSPARENT && b >= TRANSPARENT) {
        od[n++] = new double[] {r, g, b};
      }
    }
    return Arrays.copyOf(od, n);
  }

  /** The two directions with the largest variance, the first the one along which density lies. */
  private static double[][] plane(double[][] od) {
    double[] mean = new double[3];
    for (double[] p : od) {
      for (int i = 0; i < 3; i++) {
        mean[i] += p[i] / od.length;
      }
    }
    double[][] covariance = new double[3][3];
    for (double[] p : od) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          covariance[i][j] += (p[i] - mean[i]) * (p[j] - mean[j]) / (od.length - 1);
        }
      }
    }
    double[][] axes = Eigen.symmetric(covariance);
    for (double[] axis : axes) {
      if (dot(mean, axis) < 0) {
        for (int i = 0; i < 3; i++) {
          axis[i] = -axis[i];
        }
      }
    }
    return axes;
  }

  private static double[] direction(double[][] axes, double angle) {
    double[] v = new double[3];
    for (int i = 0; i < 3; i++) {
      v[i] = Math.cos(angle) * axes[0][i] + Math.sin(angle) * axes[1][i];
    }
    return v;
  }

  /** Between the two nearest ranks, linearly. */
  static double percentile(double[] sorted, double percent) {
    double at = percent / 100 * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
