package org.fovea.inference.mucosa;

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
    boolean[] crypts = new boolean[map.kinds().length];
    for (int i = 0; i < crypts.length; i++) {
      crypts[i] = map.kinds()[i] == crypt;
    }
    boolean[] besideCrypts = Widened.of(crypts, map.columns(), map.rows(), 1);
    boolean[] besideOpen = Widened.of(open, map.columns(), map.rows(), 1);
    byte[] kinds = map.kinds().clone();
    Components.of(
        map.columns(),
        map.rows(),
        4,
        cell -> map.kinds()[cell] == villous,
        (cells, count) -> {
          int atSurface = 0;
          boolean touchesCrypts = false;
          for (int i = 0; i < count; i++) {
            atSurface += besideOpen[cells[i]] ? 1 : 0;
            touchesCrypts |= besideCrypts[cells[i]];
          }
          if (touchesCrypts && atSurface <= MOST_OPEN * count) {
            for (int i = 0; i < count; i++) {
              kinds[cells[i]] = crypt;
            }
          }
        });
    return new CompartmentMap(map.columns(), map.rows(), map.cellPixels(), map.cellUm(), kinds);
  }
}
