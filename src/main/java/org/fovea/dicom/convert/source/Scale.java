package org.fovea.dicom.convert.source;

/**
 * Distance between the centres of neighbouring pixels.
 *
 * @param xMm along a row, mm
 * @param yMm along a column, mm
 */
public record Scale(double xMm, double yMm) {
  /**
   * Beyond this, mm, a resolution was meant for paper: 20 µm a pixel is 1270 dots an inch, and no
   * microscope's camera sees as little.
   */
  private static final double COARSEST = 0.02;

  /** Below this, mm, no light microscope's pixels lie. */
  private static final double FINEST = 0.00002;

  public Scale {
    if (!(xMm > 0 && yMm > 0) || Double.isInfinite(xMm) || Double.isInfinite(yMm)) {
      throw new IllegalArgumentException("scale " + xMm + ", " + yMm);
    }
  }

  /** As given in µm. */
  public static Scale ofMicrometres(double x, double y) {
    return new Scale(x / 1000, y / 1000);
  }

  /**
   * A scale as a microscope may have it; null for anything else, such as the dots an inch that
   * programs write when they know nothing.
   */
  static Scale believable(double xMm, double yMm) {
    boolean both = xMm >= FINEST && xMm <= COARSEST && yMm >= FINEST && yMm <= COARSEST;
    return both ? new Scale(xMm, yMm) : null;
  }
}
