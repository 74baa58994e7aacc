package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.imaging.geometry.Plane;

/**
 * Lengths, areas and angles of what was drawn: in millimetres where the geometry of the image is
 * known, else in pixels; never one for the other.
 */
final class Measured {
  private final double across;
  private final double down;
  private final boolean calibrated;

  /** Measures on a plane; null where the header does not say where the image lies. */
  Measured(Plane plane) {
    calibrated = plane != null;
    across = calibrated ? plane.columnSpacingMm() : 1;
    down = calibrated ? plane.rowSpacingMm() : 1;
  }

  /** Distance in mm, or in pixels. */
  double length(Point a, Point b) {
    return Math.hypot((a.x() - b.x()) * across, (a.y() - b.y()) * down);
  }

  /** Angle at the vertex, degrees, 0 to 180; NaN where an arm has no length. */
  double angle(Annotation.Angle g) {
    double ax = (g.a().x() - g.vertex().x()) * across;
    double ay = (g.a().y() - g.vertex().y()) * down;
    double bx = (g.b().x() - g.vertex().x()) * across;
    double by = (g.b().y() - g.vertex().y()) * down;
    double lengths = Math.hypot(ax, ay) * Math.hypot(bx, by);
    return lengths > 0
        ? Math.toDegrees(Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by))
        : Double.NaN;
  }

  /** Area of a rectangle or ellipse as drawn, mm² or square pixels; 0 for anything else. */
  double area(Annotation region) {
    Point a = region.handles().getFirst();
    Point b = region.handles().getLast();
    double box = Math.abs(a.x() - b.x()) * across * Math.abs(a.y() - b.y()) * down;
    return switch (region) {
      case Annotation.Rectangle r -> box;
      case Annotation.Ellipse e -> Math.PI / 4 * box;
      default -> 0;
    };
  }

  /** What is written beside an annotation, line by line. */
  List<String> lines(Annotation annotation, FrameLoader.Loaded.Picture picture) {
    List<String> lines = new ArrayList<>();
    switch (annotation) {
      case Annotation.Length l -> lines.add(number(length(l.a(), l.b())) + unit());
      case Annotation.Angle g -> {
        double degrees = angle(g);
        lines.add(Double.isNaN(degrees) ? "–" : String.format(Locale.ROOT, "%.1f°", degrees));
      }
      case Annotation.Note n -> lines.add(n.text());
      case Annotation.Rectangle r -> region(r, picture, lines);
      case Annotation.Ellipse e -> region(e, picture, lines);
    }
    return lines;
  }

  private void region(Annotation region, FrameLoader.Loaded.Picture picture, List<String> lines) {
    double area = area(region);
    lines.add(
        calibrated
            ? area >= 100
                ? String.format(Locale.ROOT, "%.2f cm²", area / 100)
                : String.format(Locale.ROOT, "%.1f mm²", area)
            : String.format(Locale.ROOT, "%.0f px²", area));
    String unit = picture.presentation().modalityLut().unit();
    String after = unit.isBlank() || unit.equals("US") ? "" : " " + unit;
    RegionStatistics.of(region, picture)
        .ifPresent(
            s -> {
              lines.add(number(s.mean()) + " ± " + number(s.deviation()) + after);
              lines.add(CornerText.number(s.min()) + " … " + CornerText.number(s.max()) + after);
            });
  }

  private String unit() {
    return calibrated ? " mm" : " px";
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, Math.abs(v) < 10 ? "%.2f" : "%.1f", v);
  }
}
