package org.fovea.inference.mucosa;

import org.fovea.imaging.slide.Components;

/**
 * The profiles of crypts in a section: a crypt cut lengthwise is one long profile, one cut across a
 * round one with others above and below it.
 */
final class CryptProfiles {
  /** For each cell of crypt epithelium how far its profile reaches away from the base, cells. */
  final float[] reach;

  CryptProfiles(PieceWindow window, NearestBase nearest) {
    int width = window.width;
    reach = new float[window.size()];
    Components.of(
        width,
        window.height,
        4,
        i -> window.kind(i % width, i / width) == Compartment.CRYPT_EPITHELIUM,
        (cells, count) -> {
          double low = Double.POSITIVE_INFINITY;
          double high = 0;
          for (int i = 0; i < count; i++) {
            double distance = nearest.distance(cells[i] % width, cells[i] / width);
            low = Math.min(low, distance);
            high = Math.max(high, distance);
          }
          for (int i = 0; i < count; i++) {
            reach[cells[i]] = (float) (high - low + 1);
          }
        });
  }
}
