package org.fovea.inference.mucosa;

/**
 * Where a superficial piece was torn from what lies below: an edge of lamina propria that no
 * epithelium covers, over a length that a denuded villus does not have. Stands in for the base of
 * the mucosa where muscularis and submucosa are missing.
 */
final class CutEdge {
  /** Epithelium nearer than this covers an edge, µm. */
  private static final double COVERED_UM = 40;

  /** Shorter edges are tears and denuded tips, µm. */
  private static final double LEAST_UM = 160;

  private CutEdge() {}

  /**
   * The cells of cut edges in a window.
   *
   * @param kinds ordinals of {@link Compartment} in the window, row by row
   * @param open whether a cell is open lumen
   * @param cellUm side of a cell, µm
   */
  static boolean[] of(byte[] kinds, boolean[] open, int width, int height, double cellUm) {
    boolean[] villous = new boolean[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      villous[i] = kinds[i] == Compartment.VILLOUS_EPITHELIUM.ordinal();
    }
    NearestBase toVillous = new NearestBase(villous, width, height);
    boolean[] edge = new boolean[kinds.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        edge[at] =
            kinds[at] == Compartment.LAMINA_PROPRIA.ordinal()
                && (open[at - 1] || open[at + 1] || open[at - width] || open[at + width])
                && toVillous.distance(x, y) * cellUm > COVERED_UM;
      }
    }
    return longer(edge, width, (int) Math.ceil(LEAST_UM / cellUm));
  }

  /** The connected parts (8 neighbours) that have at least so many cells. */
  private static boolean[] longer(boolean[] edge, int width, int least) {
    boolean[] kept = new boolean[edge.length];
    boolean[] seen = new boolean[edge.length];
    int[] queue = new int[edge.length];
    int[] around = {-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1};
    for (int start = 0; start < edge.length; start++) {
      if (!edge[start] || seen[start]) {
        continue;
      }
      int head = 0;
      int tail = 0;
      queue[tail++] = start;
      seen[start] = true;
      while (head < tail) {
        int at = queue[head++];
        for (int step : around) {
          int next = at + step; // the margin of the window has no edge cells
          if (edge[next] && !seen[next]) {
            seen[next] = true;
            queue[tail++] = next;
          }
        }
      }
      for (int i = 0; tail >= least && i < tail; i++) {
        kept[queue[i]] = true;
      }
    }
    return kept;
  }
}
