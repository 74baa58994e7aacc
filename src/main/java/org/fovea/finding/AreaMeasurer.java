package org.fovea.finding;

import java.util.List;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.Slide;

/** Measures an area on a slide by its border. */
public final class AreaMeasurer {
  /** Of longer borders every few points are asked for the longest axis. */
  private static final int MOST_POINTS = 400;

  private AreaMeasurer() {}

  /**
   * Area, longest axis, centroid and bounding box of what lies inside the outer rings and outside
   * the holes; mm and mm², NaN where the slide has no scale.
   */
  public static Region.Area measure(Outline outline, Slide slide) {
    double[] box = outline.box();
    double[] middle = centroid(outline);
    Vec3 a = slide.placement().toSlide(box[0], box[1], slide.highest());
    Vec3 b = slide.placement().toSlide(box[2], box[3], slide.highest());
    return new Region.Area(
        outline,
        areaMm2(outline, slide),
        slide.calibrated() ? longAxisMm(outline.rings().getFirst(), slide) : Double.NaN,
        slide.placement().toSlide(middle[0], middle[1], slide.highest()),
        new Vec3(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.min(a.z(), b.z())),
        new Vec3(Math.max(a.x(), b.x()), Math.max(a.y(), b.y()), Math.max(a.z(), b.z())));
  }

  /** Area inside the outer rings and outside the holes, mm²; NaN where the slide has no scale. */
  public static double areaMm2(Outline outline, Slide slide) {
    return slide.calibrated()
        ? outline.area() * slide.highest().spacingXMm() * slide.highest().spacingYMm()
        : Double.NaN;
  }

  /**
   * Largest distance between two points of a ring, mm; of long rings every few points are asked.
   *
   * @param ring as in {@link Outline}
   */
  public static double longAxisMm(double[] ring, Slide slide) {
    int every = 2 * Math.max(1, ring.length / 2 / MOST_POINTS);
    double best = 0;
    for (int i = 0; i < ring.length; i += every) {
      for (int j = i + every; j < ring.length; j += every) {
        double dx = (ring[i] - ring[j]) * slide.highest().spacingXMm();
        double dy = (ring[i + 1] - ring[j + 1]) * slide.highest().spacingYMm();
        best = Math.max(best, Math.hypot(dx, dy));
      }
    }
    return best;
  }

  /** Centre of mass of the outer rings less their holes, pixels. */
  private static double[] centroid(Outline outline) {
    List<double[]> rings = outline.rings();
    double area = 0;
    double sumX = 0;
    double sumY = 0;
    double x0 = rings.getFirst()[0]; // near the ring, so that no digits are lost far from 0, 0
    double y0 = rings.getFirst()[1];
    for (int r = 0; r < rings.size(); r++) {
      double[] ring = rings.get(r);
      double twice = 0;
      double x = 0;
      double y = 0;
      for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        double cross = (ring[j] - x0) * (ring[i + 1] - y0) - (ring[i] - x0) * (ring[j + 1] - y0);
        twice += cross;
        x += (ring[j] + ring[i] - 2 * x0) * cross;
        y += (ring[j + 1] + ring[i + 1] - 2 * y0) * cross;
      }
      double sign = Math.signum(twice) * (outline.hole(r) ? -1 : 1);
      area += sign * twice / 2;
      sumX += sign * x / 6;
      sumY += sign * y / 6;
    }
    return area > 0 ? new double[] {x0 + sumX / area, y0 + sumY / area} : new double[] {x0, y0};
  }
}
