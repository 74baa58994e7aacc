package org.fovea.ui.radiology;

import java.util.Optional;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/**
 * Where the picture of another viewport cuts this one.
 *
 * @param from one end, in pixel coordinates of this picture
 */
record ReferenceLine(Point from, Point to) {
  /** Planes closer than this to parallel have no line worth drawing. */
  private static final double LEAST_ANGLE = Math.toRadians(10);

  /** The line along which the rectangle of a plane meets another plane; empty where it does not. */
  static Optional<ReferenceLine> of(Plane other, Plane on) {
    if (other == null || on == null) {
      return Optional.empty();
    }
    if (other.normal().cross(on.normal()).length() < Math.sin(LEAST_ANGLE)) {
      return Optional.empty();
    }
    double right = other.columns() - 0.5;
    double bottom = other.rows() - 0.5;
    Vec3[] corners = {
      other.toPatient(-0.5, -0.5),
      other.toPatient(right, -0.5),
      other.toPatient(right, bottom),
      other.toPatient(-0.5, bottom)
    };
    Point first = null;
    for (int i = 0; i < 4; i++) {
      Vec3 a = corners[i];
      Vec3 b = corners[(i + 1) % 4];
      double da = on.distance(a);
      double db = on.distance(b);
      if (da >= 0 == db >= 0) {
        continue;
      }
      Vec3 p = a.plus(b.minus(a).times(da / (da - db)));
      Point here = new Point(on.column(p), on.row(p));
      if (first != null) {
        return Optional.of(new ReferenceLine(first, here));
      }
      first = here;
    }
    return Optional.empty();
  }
}
