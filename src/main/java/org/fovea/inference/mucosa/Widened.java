package org.fovea.inference.mucosa;

/**
 * Sets of cells widened by a square (dilation; Serra, Image Analysis and Mathematical Morphology,
 * 1982). Time does not depend on its size.
 */
final class Widened {
  private Widened() {}

  /**
   * The cells that have one of a set within a square about them.
   *
   * @param set row by row; not changed
   * @param reach half the side of the square, cells
   */
  static boolean[] of(boolean[] set, int columns, int rows, int reach) {
    boolean[] along = new boolean[set.length];
    for (int y = 0; y < rows; y++) {
      line(set, along, y * columns, 1, columns, reach);
    }
    boolean[] both = new boolean[set.length];
    for (int x = 0; x < columns; x++) {
      line(along, both, x, columns, rows, reach);
    }
    return both;
  }

  private static void line(
      boolean[] set, boolean[] wide, int start, int step, int length, int reach) {
    int last = -reach - 1;
    for (int i = 0; i < length + reach; i++) {
      if (i < length && set[start + i * step]) {
        last = i;
      }
      // all up to `i` is seen: the cell `reach` before it has one within reach, or none
      if (i >= reach && last >= i - 2 * reach) {
        wide[start + (i - reach) * step] = true;
      }
    }
  }
}
