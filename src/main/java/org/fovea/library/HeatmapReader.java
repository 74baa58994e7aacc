package org.fovea.library;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.imaging.volume.Heatmap;

/** Reads the heatmaps of a saved analysis back from its parametric map. */
@FunctionalInterface
public interface HeatmapReader {
  List<Heatmap> read(Path parametricMap) throws FoveaException;

  /**
   * The values of a map over a slide, row by row; NaN where nothing was analysed.
   *
   * @param map which of the maps in the file, from 0
   * @throws FoveaException if the file cannot be read or is of another size
   */
  default float[] readSlide(Path parametricMap, int map, int columns, int rows)
      throws FoveaException {
    float[] values = new float[Math.multiplyExact(columns, rows)];
    java.util.Arrays.fill(values, Float.NaN);
    return values;
  }

  /** Reads none: for those who need the catalogue only. */
  static HeatmapReader none() {
    return path -> List.of();
  }
}
