package org.fovea.imaging.slide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place where a heatmap is highest.
 *
 * @param x middle, pixels of the highest resolution from the left edge
 * @param y middle, pixels of the highest resolution from the upper edge
 * @param value of the map there, as it stands in the map
 */
public record HotSpot(double x, double y, double value) {

  /**
   * The highest places of a map, the highest first, none nearer to another than a distance. The
   * values are smoothed over three by three cells first, so that a single cell is no hot spot.
   *
   * @param apart least distance between two, pixels of the highest resolution
   * @param least places below it are left out
   * @param most how many at most
   */
  public static List<HotSpot> of(SlideHeatmap map, double apart, double least, int most) {
    record Cell(int index, float value) {}
    float[] smooth = smooth(map);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < smooth.length; i++) {
      if (smooth[i] >= least) {
        cells.add(new Cell(i, smooth[i]));
      }
    }
    cells.sort(Comparator.comparingDouble((Cell c) -> -c.value()).thenComparingInt(Cell::index));
    List<HotSpot> found = new ArrayList<>();
    for (Cell c : cells) {
      if (found.size() == most) {
        break;
      }
      double x = (c.index() % map.columns() + 0.5) * map.cellPixels();
      double y = (c.index() / map.columns() + 0.5) * map.cellPixels();
      if (found.stream().allMatch(f -> Math.hypot(f.x() - x, f.y() - y) >= apart)) {
        found.add(new HotSpot(x, y, c.value()));
      }
    }
    return found;
  }

  /** The mean of the analysed cells about each analysed cell; NaN where nothing was analysed. */
  private static float[] smooth(SlideHeatmap map) {
    float[] smooth = new float[map.values().length];
    for (int y = 0; y < map.rows(); y++) {
      for (int x = 0; x < map.columns(); x++) {
        float sum = 0;
        int n = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(map.rows() - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(map.columns() - 1, x + 1); u++) {
            float value = map.values()[v * map.columns() + u];
            if (!Float.isNaN(value)) {
              sum += value;
              n++;
            }
          }
        }
        boolean analysed = !Float.isNaN(map.values()[y * map.columns() + x]);
        smooth[y * map.columns() + x] = analysed ? sum / n : Float.NaN;
      }
    }
    return smooth;
  }
}
