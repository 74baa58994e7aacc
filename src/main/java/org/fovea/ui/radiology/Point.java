package org.fovea.ui.radiology;

/**
 * A point in pixel coordinates of an image, or on the screen. In an image, 0,0 is the centre of the
 * first pixel and x the column.
 */
public record Point(double x, double y) {

  public Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  public double distance(Point o) {
    return Math.hypot(x - o.x, y - o.y);
  }
}
