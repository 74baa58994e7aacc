package org.fovea.imaging.slide.stain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Brings the haematoxylin and eosin of a slide to fixed colours and amounts, so that networks see
 * every slide in one stain (Macenko et al., A method for normalizing histology slides for
 * quantitative analysis, ISBI 2009). Densities are optical, natural logarithm, and here {@code
 * -ln((byte + 1) / 256)}, which has an inverse for every byte.
 */
public final class StainChange {
  /** Brighter pixels are glass or nearly unstained: mean of red, green and blue. */
  private static final double BRIGHT = 215;

  /** And so are those of which a colour has less density than this. */
  private static final double LEAST_DENSITY = 0.15;

  /** Of fewer pixels of tissue the stains are not estimated. */
  private static final int LEAST_PIXELS = 2000;

  /** Stains nearer to each other than this are not told apart well enough to change, degrees. */
  private static final double NEAREST = Math.toDegrees(Math.acos(0.995));

  /** Per cent of the amounts of a stain that lie below the one that is brought to a fixed value. */
  private static final double MOST = 99;

  /**
   * What slides are brought to; near the stains of the slides that the tissue network was trained
   * on.
   */
  private static final StainMatrix STAINS =
      new StainMatrix(new double[] {0.62, 0.73, 0.29}, new double[] {0.17, 0.97, 0.17});

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
  public static Optional<StainChange> of(float[] rgb, double haematoxylin, double eosin) {
    double[][] stained = stained(rgb);
    if (stained.length < LEAST_PIXELS) {
      return Optional.empty();
    }
    return StainEstimator.ofDensities(stained)
        .filter(own -> own.angle() >= NEAREST)
        .flatMap(own -> of(stained, own, haematoxylin, eosin));
  }

  private static Optional<StainChange> of(
      double[][] stained, StainMatrix own, double haematoxylin, double eosin) {
    double[][] inverse = StainSeparation.inverse(own);
    double[] wanted = {haematoxylin, eosin};
    double[][] colours = {STAINS.haematoxylin(), STAINS.eosin()};
    double[][] change = new double[3][3];
    for (int s = 0; s < 2; s++) {
      int stain = s;
      double[] amounts =
          Arrays.stream(stained)
              .mapToDouble(
                  p ->
                      p[0] * inverse[0][stain]
                          + p[1] * inverse[1][stain]
                          + p[2] * inverse[2][stain])
              .sorted()
              .toArray();
      double amount = StainEstimator.percentile(amounts, MOST);
      if (!(amount > 0)) {
        return Optional.empty();
      }
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          change[i][j] += inverse[i][s] * wanted[s] / amount * colours[s][j];
        }
      }
    }
    return Optional.of(new StainChange(change));
  }

  /** Changes one pixel, 0 to 255, in place. */
  public void apply(double[] rgb) {
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
}
