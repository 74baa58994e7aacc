package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.List;

/** Nuclei from the maps of their network: peaks of the probability of a centre. */
final class NucleusPeaks {
  /** A peak is the highest in a square of this many cells to each side (µm). */
  private static final int REACH = 2;

  private NucleusPeaks() {}

  /**
   * A nucleus.
   *
   * @param x centre, cells of the map from its left edge
   * @param y centre, cells from its upper edge
   * @param kind 0 epithelial, 1 inflammatory, 2 other
   * @param inEpithelium whether it lies in epithelium, whatever its kind
   */
  record Nucleus(double x, double y, int kind, boolean inEpithelium) {}

  /**
   * The peaks of one field.
   *
   * @param maps channel by channel: centre, epithelial, inflammatory, other, epithelium
   * @param offset of the field's first value
   * @param threshold from which a peak is a nucleus
   * @param epithelium from which probability on it lies in epithelium
   */
  static List<Nucleus> of(float[] maps, int offset, int side, double threshold, double epithelium) {
    List<Nucleus> found = new ArrayList<>();
    int plane = side * side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float value = maps[offset + y * side + x];
        if (value >= threshold && highest(maps, offset, side, x, y, value)) {
          int at = offset + y * side + x;
          int kind = 0;
          for (int k = 1; k < 3; k++) {
            if (maps[at + (k + 1) * plane] > maps[at + (kind + 1) * plane]) {
              kind = k;
            }
          }
          found.add(new Nucleus(x + 0.5, y + 0.5, kind, maps[at + 4 * plane] > epithelium));
        }
      }
    }
    return found;
  }

  /** Of equal neighbours the first counts. */
  private static boolean highest(float[] maps, int offset, int side, int x, int y, float value) {
    for (int v = Math.max(0, y - REACH); v <= Math.min(side - 1, y + REACH); v++) {
      for (int u = Math.max(0, x - REACH); u <= Math.min(side - 1, x + REACH); u++) {
        float other = maps[offset + v * side + u];
        if (other > value || other == value && v * side + u < y * side + x) {
          return false;
        }
      }
    }
    return true;
  }
}
