package org.fovea.imaging.slide.stain;

/**
 * Takes stained tissue apart into its two stains (Ruifrok and Johnston 2001): optical density is
 * the sum of each stain's density times its amount, so the amounts follow from the inverse of the
 * matrix of densities. Safe for several threads.
 */
public final class StainSeparation {
  /** Eight-bit value of glass without tissue, as in the estimation of M. Macenko (ISBI 2009). */
  public static final double WHITE = 240;

  private static final int STEPS = 2048;
  private static final double MOST = 6;

  /** Optical density by eight-bit value. */
  private static final float[] DENSITY = densities();

  private final StainMatrix matrix;
  private final double[][] inverse;
  private final byte[][] hues;
  private final byte[][] pinks;

  /**
   * @throws ArithmeticException if both stains have one colour
   */
  public StainSeparation(StainMatrix matrix) {
    this.matrix = matrix;
    inverse = inverse(matrix);
    hues = colors(matrix.haematoxylin());
    pinks = colors(matrix.eosin());
  }

  public StainMatrix matrix() {
    return matrix;
  }

  private static float[] densities() {
    float[] table = new float[256];
    for (int v = 0; v < 256; v++) {
      table[v] = (float) Math.max(0, -Math.log(Math.max(v, 1) / WHITE));
    }
    return table;
  }

  /**
   * Optical density (natural logarithm) of an eight-bit value; 0 for what is brighter than glass.
   */
  public static double density(int value) {
    return DENSITY[value];
  }

  /**
   * The amounts of haematoxylin, eosin and residual in one pixel; negative where the colour lies
   * outside what the two stains can make.
   */
  public double[] amounts(int red, int green, int blue) {
    double[] a = new double[3];
    for (int i = 0; i < 3; i++) {
      a[i] =
          inverse[0][i] * DENSITY[red]
              + inverse[1][i] * DENSITY[green]
              + inverse[2][i] * DENSITY[blue];
    }
    return a;
  }

  /**
   * Pixels as they would be with one of the stains alone. Alpha is kept.
   *
   * @param eosin the eosin, else the haematoxylin
   */
  public int[] alone(int[] argb, boolean eosin) {
    int[] out = new int[argb.length];
    byte[][] colors = eosin ? pinks : hues;
    int which = eosin ? 1 : 0;
    float r = (float) inverse[0][which];
    float g = (float) inverse[1][which];
    float b = (float) inverse[2][which];
    for (int i = 0; i < argb.length; i++) {
      int c = argb[i];
      float amount =
          r * DENSITY[c >> 16 & 0xff] + g * DENSITY[c >> 8 & 0xff] + b * DENSITY[c & 0xff];
      int step = amount <= 0 ? 0 : Math.min(STEPS - 1, (int) (amount * (STEPS / (float) MOST)));
      out[i] =
          c & 0xff000000
              | (colors[0][step] & 0xff) << 16
              | (colors[1][step] & 0xff) << 8
              | colors[2][step] & 0xff;
    }
    return out;
  }

  private static byte[][] colors(double[] stain) {
    byte[][] table = new byte[3][STEPS];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < STEPS; i++) {
        double amount = (i + 0.5) * MOST / STEPS;
        double light = WHITE * Math.exp(-(i == 0 ? 0 : amount) * stain[channel]);
        table[channel][i] = (byte) Math.clamp(Math.round(light), 0, 255);
      }
    }
    return table;
  }

  /**
   * What densities are multiplied by to get amounts: rows are channels, columns haematoxylin, eosin
   * and residual.
   *
   * @throws ArithmeticException if both stains have one colour
   */
  static double[][] inverse(StainMatrix matrix) {
    double[][] m = {matrix.haematoxylin(), matrix.eosin(), matrix.residual()};
    double[][] inv = new double[3][3];
    double det = 0;
    for (int i = 0; i < 3; i++) {
      det +=
          m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] - m[1][(i + 2) % 3] * m[2][(i + 1) % 3]);
    }
    if (Math.abs(det) < 1e-9) {
      throw new ArithmeticException("stains of one colour");
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        inv[j][i] =
            (m[(i + 1) % 3][(j + 1) % 3] * m[(i + 2) % 3][(j + 2) % 3]
                    - m[(i + 1) % 3][(j + 2) % 3] * m[(i + 2) % 3][(j + 1) % 3])
                / det;
      }
    }
    return inv;
  }
}
