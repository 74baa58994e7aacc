package org.fovea.finding.enteropathy;

import java.util.Arrays;
import java.util.Optional;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;

/**
 * Intraepithelial lymphocytes over a slide, field by field: 1 stands for 100 per 100 enterocytes.
 */
public final class LymphocyteMap {
  /** What the map is called. */
  public static final String NAME = "intraepithelial lymphocytes";

  private LymphocyteMap() {}

  /**
   * The map on the grid of another; empty where nothing was counted.
   *
   * @param grid whose cells are taken
   */
  public static Optional<SlideHeatmap> of(Mucosa mucosa, SlideHeatmap grid) {
    float[] values = new float[grid.values().length];
    Arrays.fill(values, Float.NaN);
    boolean any = false;
    for (EpithelialCount c : mucosa.counts()) {
      if (Double.isNaN(c.per100())) {
        continue;
      }
      any = true;
      float value = Math.min(1f, (float) (c.per100() / 100));
      int left = Math.max(0, (int) (c.x() / grid.cellPixels()));
      int top = Math.max(0, (int) (c.y() / grid.cellPixels()));
      int right = Math.min(grid.columns(), (int) ((c.x() + c.side()) / grid.cellPixels()));
      int bottom = Math.min(grid.rows(), (int) ((c.y() + c.side()) / grid.cellPixels()));
      for (int y = top; y < bottom; y++) {
        Arrays.fill(
            values, y * grid.columns() + left, y * grid.columns() + Math.max(left, right), value);
      }
    }
    return any
        ? Optional.of(
            new SlideHeatmap(
                NAME,
                Heatmap.Quantity.DEGREE,
                EnteropathyCriteria.MOST_LYMPHOCYTES / 100,
                grid.columns(),
                grid.rows(),
                grid.cellPixels(),
                values))
        : Optional.empty();
  }
}
