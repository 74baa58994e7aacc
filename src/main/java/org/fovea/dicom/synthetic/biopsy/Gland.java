package org.fovea.dicom.synthetic.biopsy;

/**
 * A crypt: everything within a radius of a line, µm. A line of no length is a crypt cut across.
 *
 * @param radius from the axis to the basement membrane, µm
 * @param wall height of the epithelium, µm; what is further in is lumen
 * @param dysplastic whether its nuclei are long, dark and in several rows, and mucin is scant
 */
record Gland(
    double x0, double y0, double x1, double y1, double radius, double wall, boolean dysplastic) {

  /** Distance to the basement membrane, µm, negative inside. */
  double distance(double x, double y) {
    double t = along(x, y);
    return Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0)) - radius;
  }

  /** Nearest place of the axis, 0 at its first end and 1 at its last. */
  private double along(double x, double y) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double square = dx * dx + dy * dy;
    return square == 0 ? 0 : Math.clamp(((x - x0) * dx + (y - y0) * dy) / square, 0, 1);
  }

  /** Length of the outline at a depth below the basement membrane, µm. */
  double perimeter(double depth) {
    return 2 * Math.hypot(x1 - x0, y1 - y0) + 2 * Math.PI * (radius - depth);
  }

  /**
   * The place of the outline at a depth after a way along it: x, y and the direction inwards as an
   * angle, radians.
   */
  double[] outline(double way, double depth) {
    double length = Math.hypot(x1 - x0, y1 - y0);
    double angle = length == 0 ? 0 : Math.atan2(y1 - y0, x1 - x0);
    double r = radius - depth;
    double half = Math.PI * r;
    double s = way % perimeter(depth);
    if (s < length) {
      return place(x0, y0, angle, s, -r, angle + Math.PI / 2);
    }
    s -= length;
    if (s < half) {
      double turn = angle - Math.PI / 2 + s / r;
      return new double[] {x1 + r * Math.cos(turn), y1 + r * Math.sin(turn), turn + Math.PI};
    }
    s -= half;
    if (s < length) {
      return place(x1, y1, angle, -s, r, angle - Math.PI / 2);
    }
    s -= length;
    double turn = angle + Math.PI / 2 + s / r;
    return new double[] {x0 + r * Math.cos(turn), y0 + r * Math.sin(turn), turn + Math.PI};
  }

  private static double[] place(
      double x, double y, double angle, double along, double across, double inwards) {
    return new double[] {
      x + along * Math.cos(angle) - across * Math.sin(angle),
      y + along * Math.sin(angle) + across * Math.cos(angle),
      inwards
    };
  }
}
