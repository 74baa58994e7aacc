package org.fovea.library;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.imaging.volume.Heatmap;

/** Reads the heatmaps of a saved analysis back from its parametric map. */
@FunctionalInterface
public interface HeatmapReader {
  List<Heatmap> read(Path parametricMap) throws FoveaException;

  /** Reads none: for those who need the catalogue only. */
  static HeatmapReader none() {
    return path -> List.of();
  }
}
