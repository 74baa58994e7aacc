package org.fovea.dicom.synthetic.biopsy;

/**
 * A nucleus, or the mucin of a goblet cell: an ellipse, µm.
 *
 * @param a half of its length, µm
 * @param b half of its width, µm
 * @param angle of its length, radians
 * @param haematoxylin optical density of haematoxylin inside
 * @param mucin whether it is mucin, which takes the place of cytoplasm, rather than a nucleus
 */
record Spot(
    double x, double y, double a, double b, double angle, double haematoxylin, boolean mucin) {

  /** 0 in the middle, 1 at the border, more outside. */
  double reach(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double u = (dx * cos + dy * sin) / a;
    double v = (dy * cos - dx * sin) / b;
    return Math.sqrt(u * u + v * v);
  }
}
