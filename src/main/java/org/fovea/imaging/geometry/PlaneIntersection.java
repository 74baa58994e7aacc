package org.fovea.imaging.geometry;

import java.util.Optional;

/** Where the image of one plane cuts that of another: the reference line. */
public final class PlaneIntersection {
  /** Sine of the angle, about 0.06°, below which planes count as parallel. */
  private static final double PARALLEL = 1e-3;

  private PlaneIntersection() {}

  /** A piece of a straight line between two patient points, mm. */
  public record Segment(Vec3 from, Vec3 to) {}

  /**
   * The part of the line common to two planes that lies inside the pixel rectangles of both, edges
   * of the outer pixels included.
   *
   * @return empty where the planes are parallel or the images do not meet
   */
  public static Optional<Segment> of(Plane a, Plane b) {
    Vec3 n = a.normal();
    Vec3 m = b.normal();
    Vec3 along = n.cross(m);
    if (along.length() < PARALLEL) {
      return Optional.empty();
    }
    double da = n.dot(a.origin());
    double db = m.dot(b.origin());
    double c = n.dot(m);
    double det = 1 - c * c;
    Vec3 point = n.times((da - db * c) / det).plus(m.times((db - da * c) / det));
    Vec3 direction = along.unit();
    double[] range = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    if (!clip(range, a, point, direction) || !clip(range, b, point, direction)) {
      return Optional.empty();
    }
    return Optional.of(
        new Segment(point.plus(direction.times(range[0])), point.plus(direction.times(range[1]))));
  }

  private static boolean clip(double[] range, Plane plane, Vec3 point, Vec3 direction) {
    double column = plane.column(point);
    double row = plane.row(point);
    double perColumn = direction.dot(plane.columnAxis()) / plane.columnSpacingMm();
    double perRow = direction.dot(plane.rowAxis()) / plane.rowSpacingMm();
    return clip(range, column, perColumn, plane.columns())
        && clip(range, row, perRow, plane.rows());
  }

  /** Keeps of a range of t where {@code start + t · slope} is between -0.5 and count - 0.5. */
  private static boolean clip(double[] range, double start, double slope, int count) {
    if (Math.abs(slope) < 1e-12) {
      return start >= -0.5 && start <= count - 0.5;
    }
    double t = (-0.5 - start) / slope;
    double u = (count - 0.5 - start) / slope;
    range[0] = Math.max(range[0], Math.min(t, u));
    range[1] = Math.min(range[1], Math.max(t, u));
    return range[0] < range[1];
  }
}
