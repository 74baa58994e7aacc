package org.fovea.inference.mucosa;

import java.util.Arrays;
import java.util.List;
import org.fovea.bundle.Manifest;
import org.fovea.finding.enteropathy.EnteropathyCriteria;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;

/**
 * How short the villi are about each measured place: 0 where villus to crypt is normal or more, 1
 * where there is no villus. Elsewhere nothing is said.
 */
final class BluntingMap {
  /** A place speaks for the mucosa within this distance of its axis, µm. */
  private static final double REACH_UM = 110;

  private BluntingMap() {}

  static SlideHeatmap of(CompartmentMap map, List<MucosalPlace> places, Manifest manifest) {
    float[] values = new float[map.columns() * map.rows()];
    float[] nearest = new float[values.length];
    Arrays.fill(values, Float.NaN);
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    for (MucosalPlace p : places) {
      paint(map, p, values, nearest);
    }
    return new SlideHeatmap(
        manifest.heatmap(),
        Heatmap.Quantity.DEGREE,
        manifest.operatingThreshold(),
        map.columns(),
        map.rows(),
        map.cellPixels(),
        values);
  }

  private static void paint(CompartmentMap map, MucosalPlace p, float[] values, float[] nearest) {
    double scale = map.cellPixels();
    double reach = REACH_UM / map.cellUm();
    double ax = p.base().x() / scale;
    double ay = p.base().y() / scale;
    double bx = p.tip().x() / scale;
    double by = p.tip().y() / scale;
    double length2 = Math.max(1e-9, (bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    float value = (float) Math.clamp(1 - p.ratio() / EnteropathyCriteria.NORMAL_RATIO, 0.0, 1.0);
    int left = (int) Math.max(0, Math.min(ax, bx) - reach);
    int right = (int) Math.min(map.columns() - 1.0, Math.max(ax, bx) + reach);
    int top = (int) Math.max(0, Math.min(ay, by) - reach);
    int bottom = (int) Math.min(map.rows() - 1.0, Math.max(ay, by) + reach);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int at = y * map.columns() + x;
        if (map.kinds()[at] == 0) {
          continue;
        }
        double dx = x + 0.5 - ax;
        double dy = y + 0.5 - ay;
        double t = Math.clamp((dx * (bx - ax) + dy * (by - ay)) / length2, 0.0, 1.0);
        float d = (float) Math.hypot(dx - t * (bx - ax), dy - t * (by - ay));
        if (d <= reach && d < nearest[at]) {
          nearest[at] = d;
          values[at] = value;
        }
      }
    }
  }
}
