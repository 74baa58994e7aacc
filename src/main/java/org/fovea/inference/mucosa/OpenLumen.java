package org.fovea.inference.mucosa;

import org.fovea.imaging.slide.Components;

/**
 * The lumen that a villus can stand in: glass and the clefts that open into it, without the holes
 * inside of tissue, such as vessels, ducts and tears.
 */
final class OpenLumen {
  /** Smaller holes are not the lumen of the gut, mm². */
  private static final double LEAST_MM2 = 0.1;

  private OpenLumen() {}

  /** For each cell of a map whether it is such lumen (4 neighbours). */
  static boolean[] of(CompartmentMap map) {
    boolean[] open = new boolean[map.kinds().length];
    double cellMm2 = map.cellUm() * map.cellUm() / 1e6;
    Components.of(
        map.columns(),
        map.rows(),
        4,
        cell -> map.kinds()[cell] == 0,
        (cells, count) -> {
          for (int i = 0; count * cellMm2 >= LEAST_MM2 && i < count; i++) {
            open[cells[i]] = true;
          }
        });
    return open;
  }
}
