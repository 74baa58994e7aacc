package org.fovea.dicom.annotation;

/**
 * Ellipses as polygons. Each is given by the ends of its major axis and of its minor axis (PS3.3
 * C.37.1.2, Graphic Type): eight coordinates.
 */
final class Ellipses {
  private static final int COORDINATES = 8;
  private static final int CORNERS = 36;

  private Ellipses() {}

  /**
   * The corners of all, one after the other: x0, y0, x1, y1 …
   *
   * @throws IllegalArgumentException if the last ellipse is not whole
   */
  static double[] polygons(double[] ellipses) {
    if (ellipses.length % COORDINATES != 0) {
      throw new IllegalArgumentException("ellipses of " + ellipses.length + " coordinates");
    }
    int n = ellipses.length / COORDINATES;
    double[] corners = new double[n * 2 * CORNERS];
    for (int i = 0; i < n; i++) {
      int e = i * COORDINATES;
      double cx = (ellipses[e] + ellipses[e + 2]) / 2;
      double cy = (ellipses[e + 1] + ellipses[e + 3]) / 2;
      double majorX = (ellipses[e + 2] - ellipses[e]) / 2;
      double majorY = (ellipses[e + 3] - ellipses[e + 1]) / 2;
      double minorX = (ellipses[e + 6] - ellipses[e + 4]) / 2;
      double minorY = (ellipses[e + 7] - ellipses[e + 5]) / 2;
      for (int k = 0; k < CORNERS; k++) {
        double angle = 2 * Math.PI * k / CORNERS;
        int at = (i * CORNERS + k) * 2;
        corners[at] = cx + majorX * Math.cos(angle) + minorX * Math.sin(angle);
        corners[at + 1] = cy + majorY * Math.cos(angle) + minorY * Math.sin(angle);
      }
    }
    return corners;
  }

  /** Where each polygon begins among the coordinates, from 1, as DICOM counts. */
  static int[] starts(double[] ellipses) {
    int[] starts = new int[ellipses.length / COORDINATES];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i * 2 * CORNERS + 1;
    }
    return starts;
  }
}
