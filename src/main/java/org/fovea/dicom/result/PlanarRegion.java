package org.fovea.dicom.result;

import org.fovea.finding.Region;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;

/** The border of an area in the slide coordinate system. */
final class PlanarRegion {
  /** More points tell no more at the scale of a heatmap's cells. */
  private static final int MOST_POINTS = 1000;

  private PlanarRegion() {}

  /**
   * The outer ring, thinned evenly where it is long.
   *
   * @return x, y, z of each point, mm, the first repeated at the end
   */
  static float[] points(Region.Area area, Slide slide) {
    double[] ring = area.outline().rings().getFirst();
    int every = Math.max(1, Math.ceilDiv(ring.length / 2, MOST_POINTS));
    int n = Math.ceilDiv(ring.length / 2, every);
    float[] points = new float[3 * (n + 1)];
    for (int i = 0; i <= n; i++) {
      int at = 2 * (i == n ? 0 : i * every);
      Vec3 p = slide.placement().toSlide(ring[at], ring[at + 1], slide.highest());
      points[3 * i] = (float) p.x();
      points[3 * i + 1] = (float) p.y();
      points[3 * i + 2] = (float) p.z();
    }
    return points;
  }
}
