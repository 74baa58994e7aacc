package org.fovea.imaging.slide.stain;

import java.util.Arrays;

/**
 * The colours of two stains as directions in optical density (A. C. Ruifrok and D. A. Johnston,
 * Quantification of histochemical staining by color deconvolution, Anal Quant Cytol Histol 23,
 * 2001). Not written to by readers.
 *
 * @param haematoxylin unit vector: how much light of red, green and blue a unit of it takes away
 * @param eosin unit vector, likewise
 */
public record StainMatrix(double[] haematoxylin, double[] eosin) {

  /** What is assumed of a slide on which there is too little tissue to tell (Ruifrok, table 1). */
  public static final StainMatrix USUAL =
      new StainMatrix(new double[] {0.650, 0.704, 0.286}, new double[] {0.072, 0.990, 0.105});

  public StainMatrix {
    haematoxylin = unit(haematoxylin);
    eosin = unit(eosin);
  }

  /**
   * The residual: what neither stain explains, perpendicular to both.
   *
   * @throws ArithmeticException if both stains have one colour
   */
  public double[] residual() {
    double[] h = haematoxylin;
    double[] e = eosin;
    return unit(
        new double[] {
          h[1] * e[2] - h[2] * e[1], h[2] * e[0] - h[0] * e[2], h[0] * e[1] - h[1] * e[0]
        });
  }

  /** The angle between the two colours, degrees. */
  public double angle() {
    double dot = 0;
    for (int i = 0; i < 3; i++) {
      dot += haematoxylin[i] * eosin[i];
    }
    return Math.toDegrees(Math.acos(Math.clamp(dot, -1, 1)));
  }

  private static double[] unit(double[] v) {
    if (v.length != 3) {
      throw new IllegalArgumentException("a colour has three parts");
    }
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (!(length > 1e-9)) {
      throw new ArithmeticException("a colour without light");
    }
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof StainMatrix m
        && Arrays.equals(haematoxylin, m.haematoxylin)
        && Arrays.equals(eosin, m.eosin);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(haematoxylin) + Arrays.hashCode(eosin);
  }
}
