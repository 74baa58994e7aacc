package org.fovea.inference.mucosa;

import org.fovea.imaging.slide.Components;

/**
 * Where a superficial piece was torn from what lies below: an edge of lamina propria that no
 * epithelium covers, over a length that a denuded villus does not have. Stands in for the base of
 * the mucosa where muscularis and submucosa are missing.
 */
final class CutEdge {
  /** Epithelium within a square of this half side covers an edge, µm … */
  private static final double AROUND_UM = 48;

  /**
   * … if it takes up this share of it. A surface takes about a third; what is found of a damaged
   * one, as of the slide of coeliac disease of the Pathology Atlas, less.
   */
  private static final double COVERED = 0.03;

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
    int[] villous = sums(kinds, width, height);
    int reach = (int) Math.round(AROUND_UM / cellUm);
    double most = COVERED * (2 * reach + 1) * (2 * reach + 1);
    boolean[] edge = new boolean[kinds.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        edge[at] =
            kinds[at] != Compartment.LUMEN.ordinal()
                && kinds[at] != Compartment.SUBMUCOSA.ordinal()
                && (open[at - 1] || open[at + 1] || open[at - width] || open[at + width])
                && within(villous, width, height, x, y, reach) < most;
      }
    }
    return longer(edge, width, (int) Math.ceil(LEAST_UM / cellUm));
  }

  /** Villous epithelium above and to the left of each corner of a cell. */
  private static int[] sums(byte[] kinds, int width, int height) {
    int[] sums = new int[(width + 1) * (height + 1)];
    for (int y = 0; y < height; y++) {
      int row = 0;
      for (int x = 0; x < width; x++) {
        row += kinds[y * width + x] == Compartment.VILLOUS_EPITHELIUM.ordinal() ? 1 : 0;
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
      }
    }
    return sums;
  }

  private static int within(int[] sums, int width, int height, int x, int y, int reach) {
    int left = Math.max(0, x - reach);
    int right = Math.min(width, x + reach + 1);
    int top = Math.max(0, y - reach) * (width + 1);
    int bottom = Math.min(height, y + reach + 1) * (width + 1);
    return sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
  }

  /** The connected parts (8 neighbours) that have at least so many cells. */
  private static boolean[] longer(boolean[] edge, int width, int least) {
    boolean[] kept = new boolean[edge.length];
    Components.of(
        width,
        edge.length / width,
        8,
        cell -> edge[cell],
        (cells, count) -> {
          for (int i = 0; count >= least && i < count; i++) {
            kept[cells[i]] = true;
          }
        });
    return kept;
  }
}
