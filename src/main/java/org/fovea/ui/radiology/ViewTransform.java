package org.fovea.ui.radiology;

/**
 * Where the pixels of an image lie in a viewport.
 *
 * @param scale screen units a column
 * @param aspect height of a pixel over its width
 * @param center image point in the middle of the viewport
 * @param turn rotation and reflection
 * @param width of the viewport, screen units
 * @param height of the viewport, screen units
 */
public record ViewTransform(
    double scale, double aspect, Point center, Turn turn, double width, double height) {

  /** Screen position of an image point. */
  public Point toScreen(Point p) {
    double x = (p.x() - center.x()) * scale;
    double y = (p.y() - center.y()) * scale * aspect;
    return new Point(
        width / 2 + turn.xx() * x + turn.xy() * y, height / 2 + turn.yx() * x + turn.yy() * y);
  }

  /** Image point at a screen position. */
  public Point toImage(Point s) {
    double x = s.x() - width / 2;
    double y = s.y() - height / 2;
    // the inverse of a turn is its transpose
    return new Point(
        center.x() + (turn.xx() * x + turn.yx() * y) / scale,
        center.y() + (turn.xy() * x + turn.yy() * y) / (scale * aspect));
  }

  /** The whole image, as large as it fits. */
  public static ViewTransform fit(
      int columns, int rows, double aspect, Turn turn, double width, double height) {
    double across = turn.sideways() ? rows * aspect : columns;
    double down = turn.sideways() ? columns : rows * aspect;
    double scale = Math.max(1e-6, Math.min(width / across, height / down));
    return new ViewTransform(
        scale, aspect, new Point((columns - 1) / 2.0, (rows - 1) / 2.0), turn, width, height);
  }

  /** Larger by a factor, the image point at a screen position staying where it is. */
  public ViewTransform zoomedAt(Point screen, double factor) {
    Point held = toImage(screen);
    ViewTransform zoomed = new ViewTransform(scale * factor, aspect, center, turn, width, height);
    Point now = zoomed.toImage(screen);
    return zoomed.centered(center.plus(held.x() - now.x(), held.y() - now.y()));
  }

  /** Moved on the screen. */
  public ViewTransform panned(double dx, double dy) {
    Point middle = toImage(new Point(width / 2 - dx, height / 2 - dy));
    return centered(middle);
  }

  ViewTransform centered(Point newCenter) {
    return new ViewTransform(scale, aspect, newCenter, turn, width, height);
  }

  ViewTransform turned(Turn newTurn) {
    return new ViewTransform(scale, aspect, center, newTurn, width, height);
  }

  ViewTransform resized(double newWidth, double newHeight) {
    return new ViewTransform(scale, aspect, center, turn, newWidth, newHeight);
  }
}
