package org.fovea.inference.mucosa;

/**
 * Sets of cells widened and closed by a square (Serra, Image Analysis and Mathematical Morphology,
 * 1982). Time does not depend on its size. Sets are row by row and are not changed.
 */
final class Morphology {
  private Morphology() {}

  /**
   * The cells that have one of a set within a square about them.
   *
   * @param reach half the side of the square, cells
   */
  static boolean[] widened(boolean[] set, int columns, int rows, int reach) {
    return near(set, true, columns, rows, reach);
  }

  /**
   * A set with the gaps filled that are narrower than a square.
   *
   * @param reach half the side of the square, cells
   */
  static boolean[] closed(boolean[] set, int columns, int rows, int reach) {
    boolean[] wide = near(set, true, columns, rows, reach);
    boolean[] around = near(wide, false, columns, rows, reach);
    for (int i = 0; i < around.length; i++) {
      around[i] = !around[i];
    }
    return around;
  }

  /** Where a cell of a value lies within a square about a cell; none lies beyond the edges. */
  private static boolean[] near(boolean[] set, boolean value, int columns, int rows, int reach) {
    boolean[] along = new boolean[set.length];
    for (int y = 0; y < rows; y++) {
      line(set, value, along, y * columns, 1, columns, reach);
    }
    boolean[] both = new boolean[set.length];
    for (int x = 0; x < columns; x++) {
      line(along, true, both, x, columns, rows, reach);
    }
    return both;
  }

  private static void line(
      boolean[] set, boolean value, boolean[] near, int start, int step, int length, int reach) {
    int last = -reach - 1;
    for (int i = 0; i < length + reach; i++) {
      if (i < length && set[start + i * step] == value) {
        last = i;
      }
      // a cell is reached when the last one seen is no further behind the cell that is `reach` on
      if (i >= reach && last >= i - 2 * reach) {
        near[start + (i - reach) * step] = true;
      }
    }
  }
}
