package org.fovea.imaging.slide;

import org.fovea.imaging.volume.Heatmap;

/**
 * A map over a slide of how strongly each place speaks for something: square cells that begin at
 * the upper left corner of the total pixel matrix.
 *
 * @param name what for, such as {@code neoplasia}
 * @param quantity what the numbers are
 * @param operatingThreshold value from which the model's authors call a place positive
 * @param cellPixels side of a cell, pixels of the highest resolution
 * @param values row by row, 0 to 1; NaN where nothing was analysed. Not copied.
 */
public record SlideHeatmap(
    String name,
    Heatmap.Quantity quantity,
    double operatingThreshold,
    int columns,
    int rows,
    double cellPixels,
    float[] values) {

  public SlideHeatmap {
    if (values.length != columns * rows) {
      throw new IllegalArgumentException("map of " + values.length + " cells");
    }
  }

  /** The same map with cells of twice the side, each the mean of the analysed ones below it. */
  public SlideHeatmap half() {
    int w = Math.ceilDiv(columns, 2);
    int h = Math.ceilDiv(rows, 2);
    float[] half = new float[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float sum = 0;
        int n = 0;
        for (int v = 2 * y; v < Math.min(rows, 2 * y + 2); v++) {
          for (int u = 2 * x; u < Math.min(columns, 2 * x + 2); u++) {
            float value = values[v * columns + u];
            if (!Float.isNaN(value)) {
              sum += value;
              n++;
            }
          }
        }
        half[y * w + x] = n == 0 ? Float.NaN : sum / n;
      }
    }
    return new SlideHeatmap(name, quantity, operatingThreshold, w, h, cellPixels * 2, half);
  }
}
