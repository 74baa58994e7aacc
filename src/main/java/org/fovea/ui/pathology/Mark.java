package org.fovea.ui.pathology;

import java.util.List;
import javafx.geometry.Point2D;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.Slide;

/**
 * Something that a person drew on a slide.
 *
 * @param name for people, such as {@code Area 2}
 * @param points x0, y0, x1, y1 …, pixels of the highest resolution: both ends of a ruler, the four
 *     corners of a rectangle, the corners of a polygon, a point. Not written to.
 */
record Mark(Kind kind, String name, double[] points) {

  /** What was drawn. */
  enum Kind {
    RULER,
    RECTANGLE,
    POLYGON,
    POINT
  }

  Mark named(String other) {
    return new Mark(kind, other, points);
  }

  int size() {
    return points.length / 2;
  }

  Point2D point(int i) {
    return new Point2D(points[2 * i], points[2 * i + 1]);
  }

  /** Length of a ruler, area of a rectangle or a polygon, with unit; empty for a point. */
  String measure(Slide slide) {
    boolean mm = slide.calibrated();
    double sx = mm ? slide.highest().spacingXMm() : 1;
    double sy = mm ? slide.highest().spacingYMm() : 1;
    return switch (kind) {
      case POINT -> "";
      case RULER -> {
        double length = Math.hypot((points[2] - points[0]) * sx, (points[3] - points[1]) * sy);
        yield mm ? Lengths.millimetres(length) : Lengths.pixels(length);
      }
      case RECTANGLE, POLYGON -> {
        double area = Outline.area(points) * sx * sy;
        yield mm ? Lengths.squareMillimetres(area) : Lengths.squarePixels(area);
      }
    };
  }

  /** The box round it: x0, y0, x1, y1. */
  double[] box() {
    return Outline.box(List.of(points));
  }
}
