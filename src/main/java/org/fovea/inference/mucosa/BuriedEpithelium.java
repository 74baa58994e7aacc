package org.fovea.inference.mucosa;

import java.util.function.IntPredicate;
import org.fovea.imaging.slide.Components;

/**
 * Epithelium that does not come to the surface. Crypts with wide lumens look like the sides of two
 * villi with a cleft between them, and a network takes their epithelium for that of villi: flat
 * mucosa then has villi as high as its crypts are deep. But clefts are open towards the lumen of
 * the gut, and crypts begin with epithelium that was seen as theirs.
 */
final class BuriedEpithelium {
  /**
   * Most cells of a part beside open lumen, as a share: one crypt that seems to reach the surface
   * has some.
   */
  private static final double MOST_OPEN = 0.02;

  private BuriedEpithelium() {}

  /**
   * The map with those parts of the epithelium of villi as crypts that touch crypts and are not at
   * the surface.
   *
   * @param open lumen of the map, see {@link OpenLumen}
   */
  static CompartmentMap asCrypts(CompartmentMap map, boolean[] open) {
    byte villous = (byte) Compartment.VILLOUS_EPITHELIUM.ordinal();
    byte crypt = (byte) Compartment.CRYPT_EPITHELIUM.ordinal();
    byte[] kinds = map.kinds().clone();
    Components.of(
        map.columns(),
        map.rows(),
        4,
        cell -> map.kinds()[cell] == villous,
        (cells, count) -> {
          int atSurface = 0;
          boolean besideCrypt = false;
          for (int i = 0; i < count; i++) {
            atSurface += beside(map, cells[i], to -> open[to]) ? 1 : 0;
            besideCrypt |= beside(map, cells[i], to -> map.kinds()[to] == crypt);
          }
          for (int i = 0; besideCrypt && atSurface <= MOST_OPEN * count && i < count; i++) {
            kinds[cells[i]] = crypt;
          }
        });
    return new CompartmentMap(map.columns(), map.rows(), map.cellPixels(), map.cellUm(), kinds);
  }

  /** Whether one of the eight cells around is so. */
  private static boolean beside(CompartmentMap map, int cell, IntPredicate so) {
    int x = cell % map.columns();
    int y = cell / map.columns();
    for (int v = Math.max(0, y - 1); v <= Math.min(map.rows() - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(map.columns() - 1, x + 1); u++) {
        if (so.test(v * map.columns() + u)) {
          return true;
        }
      }
    }
    return false;
  }
}
