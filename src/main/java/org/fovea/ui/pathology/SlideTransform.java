package org.fovea.ui.pathology;

import javafx.geometry.Point2D;

/**
 * Where a slide stands on the screen. Slide points are in pixels of the highest resolution from the
 * upper left corner of the matrix.
 *
 * @param cx slide point in the middle of the view
 * @param cy slide point in the middle of the view
 * @param scale screen pixels a slide pixel, along a row
 * @param angle turn of the slide, clockwise, degrees, 0 to 360
 * @param width of the view, screen pixels
 * @param height of the view, screen pixels
 * @param aspect height over width of a slide pixel
 */
record SlideTransform(
    double cx, double cy, double scale, double angle, double width, double height, double aspect) {

  /** A view in which the whole slide is seen, upright. */
  static SlideTransform fit(
      double columns, double rows, double aspect, double angle, double width, double height) {
    double a = Math.toRadians(angle);
    double w = columns * Math.abs(Math.cos(a)) + rows * aspect * Math.abs(Math.sin(a));
    double h = columns * Math.abs(Math.sin(a)) + rows * aspect * Math.abs(Math.cos(a));
    double scale = Math.min(width / w, height / h);
    return new SlideTransform(columns / 2, rows / 2, scale, angle, width, height, aspect);
  }

  Point2D toScreen(double x, double y) {
    double dx = (x - cx) * scale;
    double dy = (y - cy) * aspect * scale;
    return new Point2D(width / 2 + dx * cos() - dy * sin(), height / 2 + dx * sin() + dy * cos());
  }

  Point2D toSlide(double x, double y) {
    double dx = x - width / 2;
    double dy = y - height / 2;
    return new Point2D(
        cx + (dx * cos() + dy * sin()) / scale, cy + (-dx * sin() + dy * cos()) / (scale * aspect));
  }

  /** Cosine of the turn, exact for right angles. */
  double cos() {
    return angle == 90 || angle == 270 ? 0 : angle == 180 ? -1 : Math.cos(Math.toRadians(angle));
  }

  /** Sine of the turn, exact for right angles. */
  double sin() {
    return angle == 0 || angle == 180
        ? 0
        : angle == 90 ? 1 : angle == 270 ? -1 : Math.sin(Math.toRadians(angle));
  }

  /** Shown larger by a factor; the slide point under a screen point stays there. */
  SlideTransform zoomed(double factor, double x, double y) {
    Point2D fixed = toSlide(x, y);
    SlideTransform t = with(cx, cy, scale * factor, angle);
    Point2D now = t.toSlide(x, y);
    return t.with(cx + fixed.getX() - now.getX(), cy + fixed.getY() - now.getY(), t.scale, angle);
  }

  /** With the slide moved by screen pixels. */
  SlideTransform moved(double dx, double dy) {
    Point2D middle = toSlide(width / 2 - dx, height / 2 - dy);
    return with(middle.getX(), middle.getY(), scale, angle);
  }

  /** With the slide turned about the middle of the view. */
  SlideTransform turned(double by) {
    double to = (angle + by) % 360;
    return with(cx, cy, scale, to < 0 ? to + 360 : to);
  }

  SlideTransform centred(double x, double y) {
    return with(x, y, scale, angle);
  }

  SlideTransform scaled(double to) {
    return with(cx, cy, to, angle);
  }

  /** In a view of another size, about the same middle. */
  SlideTransform sized(double w, double h) {
    return new SlideTransform(cx, cy, scale, angle, w, h, aspect);
  }

  private SlideTransform with(double x, double y, double s, double a) {
    return new SlideTransform(x, y, s, a, width, height, aspect);
  }

  /** The box round what is seen: x0, y0, x1, y1. */
  double[] seen() {
    double[] box = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (Point2D p :
        new Point2D[] {
          toSlide(0, 0), toSlide(width, 0), toSlide(0, height), toSlide(width, height)
        }) {
      box[0] = Math.min(box[0], p.getX());
      box[1] = Math.min(box[1], p.getY());
      box[2] = Math.max(box[2], p.getX());
      box[3] = Math.max(box[3], p.getY());
    }
    return box;
  }

  /** How far a point of the screen is from the line between two slide points, screen pixels. */
  double toLine(double ax, double ay, double bx, double by, double x, double y) {
    Point2D a = toScreen(ax, ay);
    Point2D along = toScreen(bx, by).subtract(a);
    Point2D p = new Point2D(x, y);
    double square = along.dotProduct(along);
    double t = square == 0 ? 0 : Math.clamp(p.subtract(a).dotProduct(along) / square, 0, 1);
    return a.add(along.multiply(t)).distance(p);
  }
}
