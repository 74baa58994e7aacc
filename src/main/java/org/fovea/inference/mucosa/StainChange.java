package org.fovea.inference.mucosa;

import java.util.Arrays;
import java.util.Optional;

/**
 * Brings the haematoxylin and eosin of a slide to fixed colours and amounts, so that networks see
 * every slide in one stain (Macenko et al., A method for normalizing histology slides for
 * quantitative analysis, ISBI 2009). Densities are optical, natural logarithm: {@code -ln((byte +
 * 1) / 256)}.
 */
final class StainChange {
  /** Brighter pixels are glass or nearly unstained: mean of red, green and blue. */
  private static final double BRIGHT = 215;

  /** And so are those of which a colour has less density than this. */
  private static final double LEAST_DENSITY = 0.15;

  /** Of fewer pixels of tissue the stains are not estimated. */
  private static final int LEAST_PIXELS = 2000;

  /** Stains whose directions have a larger cosine than this cannot be told apart. */
  private static final double SAME = 0.995;

  private static final double LOW = 0.01;
  private static final double HIGH = 0.99;

  /**
   * Directions of haematoxylin and eosin that slides are brought to, red, green, blue; near those
   * of the slides that the tissue network was trained on.
   */
  private static final double[][] STAINS = {unit(0.62, 0.73, 0.29), unit(0.17, 0.97, 0.17)};

  /** Row by row: {@code density' = density · change}. */
  private final double[][] change;

  private StainChange(double[][] change) {
    this.change = change;
  }

  /**
   * The change for a slide.
   *
   * @param rgb of pixels of the slide, interleaved, 0 to 255
   * @param haematoxylin 99th percentile that its amount is brought to, density
   * @param eosin likewise
   * @return empty where there is too little tissue, or one stain only
   */
  static Optional<StainChange> of(float[] rgb, double haematoxylin, double eosin) {
    double[][] stained = stained(rgb);
    if (stained.length < LEAST_PIXELS) {
      return Optional.empty();
    }
    double[][] own = directions(stained);
    if (!(dot(own[0], own[1]) < SAME)) {
      return Optional.empty();
    }
    double[][] inverse = pseudoInverse(own);
    double[] wanted = {haematoxylin, eosin};
    double[][] change = new double[3][3];
    for (int s = 0; s < 2; s++) {
      double[] column = {inverse[0][s], inverse[1][s], inverse[2][s]};
      double amount = quantile(Arrays.stream(stained).mapToDouble(p -> dot(p, column)), HIGH);
      if (!(amount > 0)) {
        return Optional.empty();
      }
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          change[i][j] += column[i] * wanted[s] / amount * STAINS[s][j];
        }
      }
    }
    return Optional.of(new StainChange(change));
  }

  /** Changes one pixel, 0 to 255, in place. */
  void apply(double[] rgb) {
    double r = density(rgb[0]);
    double g = density(rgb[1]);
    double b = density(rgb[2]);
    for (int c = 0; c < 3; c++) {
      double d = r * change[0][c] + g * change[1][c] + b * change[2][c];
      rgb[c] = Math.clamp(256 * Math.exp(-d) - 1, 0, 255);
    }
  }

  private static double density(double value) {
    return -Math.log((value + 1) / 256);
  }

  /** Densities of the pixels that are stained. */
  private static double[][] stained(float[] rgb) {
    double[][] found = new double[rgb.length / 3][];
    int n = 0;
    for (int i = 0; i + 2 < rgb.length; i += 3) {
      double[] d = {density(rgb[i]), density(rgb[i + 1]), density(rgb[i + 2])};
      if (rgb[i] + rgb[i + 1] + rgb[i + 2] < 3 * BRIGHT
          && Math.min(d[0], Math.min(d[1], d[2])) > LEAST_DENSITY) {
        found[n++] = d;
      }
    }
    return Arrays.copyOf(found, n);
  }

  /**
   * Directions of haematoxylin and eosin: the outermost ones in the plane in which most densities
   * lie. Haematoxylin takes up more red.
   */
  private static double[][] directions(double[][] stained) {
    double[] mean = new double[3];
    double[][] products = new double[3][3];
    for (double[] p : stained) {
      for (int i = 0; i < 3; i++) {
        mean[i] += p[i] / stained.length;
        for (int j = 0; j < 3; j++) {
          products[i][j] += p[i] * p[j] / stained.length;
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        products[i][j] -= mean[i] * mean[j];
      }
    }
    double[] normal = leastSpread(products);
    double along = dot(mean, normal);
    double[] first =
        unit(mean[0] - along * normal[0], mean[1] - along * normal[1], mean[2] - along * normal[2]);
    double[] second = cross(normal, first);
    double[] angles =
        Arrays.stream(stained)
            .mapToDouble(p -> Math.atan2(dot(p, second), dot(p, first)))
            .sorted()
            .toArray();
    double[] a = turned(first, second, quantile(angles, LOW));
    double[] b = turned(first, second, quantile(angles, HIGH));
    return a[0] > b[0] ? new double[][] {a, b} : new double[][] {b, a};
  }

  /** Unit vector of least variance of a covariance, by inverse iteration. */
  private static double[] leastSpread(double[][] covariance) {
    double floor = 1e-9 + 1e-6 * (covariance[0][0] + covariance[1][1] + covariance[2][2]);
    double[][] rows = new double[3][];
    for (int i = 0; i < 3; i++) {
      rows[i] = covariance[i].clone();
      rows[i][i] += floor; // so that it has an inverse
    }
    // the cross products of rows are the columns of the inverse but for a factor
    double[][] inverse = {
      cross(rows[1], rows[2]), cross(rows[2], rows[0]), cross(rows[0], rows[1])
    };
    double[] v = unit(1, -1, 1);
    for (int n = 0; n < 200; n++) {
      double[] next = new double[3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          next[j] += v[i] * inverse[i][j];
        }
      }
      v = unit(next[0], next[1], next[2]);
    }
    return v;
  }

  /** 3 × 2: densities times this are the amounts of two stains, by least squares. */
  private static double[][] pseudoInverse(double[][] stains) {
    double aa = dot(stains[0], stains[0]);
    double ab = dot(stains[0], stains[1]);
    double bb = dot(stains[1], stains[1]);
    double determinant = aa * bb - ab * ab;
    double[][] inverse = new double[3][2];
    for (int i = 0; i < 3; i++) {
      inverse[i][0] = (bb * stains[0][i] - ab * stains[1][i]) / determinant;
      inverse[i][1] = (aa * stains[1][i] - ab * stains[0][i]) / determinant;
    }
    return inverse;
  }

  private static double quantile(java.util.stream.DoubleStream values, double share) {
    return quantile(values.sorted().toArray(), share);
  }

  /** Between sorted values, linearly. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static double[] turned(double[] first, double[] second, double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return unit(
        c * first[0] + s * second[0], c * first[1] + s * second[1], c * first[2] + s * second[2]);
  }

  private static double[] unit(double r, double g, double b) {
    double length = Math.sqrt(r * r + g * g + b * b);
    return new double[] {r / length, g / length, b / length};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }
}
