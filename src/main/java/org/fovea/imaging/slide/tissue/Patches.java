package org.fovea.imaging.slide.tissue;

import java.util.Arrays;

/** Connected patches of a tissue map, so that specks go and small holes are filled. */
final class Patches {
  private final byte[] kinds;
  private final int columns;
  private final int rows;
  private final int[] queue;

  Patches(byte[] kinds, int columns, int rows) {
    this.kinds = kinds;
    this.columns = columns;
    this.rows = rows;
    this.queue = new int[kinds.length];
  }

  /** Pieces of tissue below a number of cells become background, and enclosed holes tissue. */
  void clean(int cells) {
    replace(TissueMap.Kind.BACKGROUND, TissueMap.Kind.TISSUE, cells, true);
    replace(TissueMap.Kind.TISSUE, TissueMap.Kind.BACKGROUND, cells, false);
  }

  private void replace(TissueMap.Kind from, TissueMap.Kind to, int below, boolean enclosed) {
    boolean[] seen = new boolean[kinds.length];
    for (int start = 0; start < kinds.length; start++) {
      if (!seen[start] && kinds[start] == from.ordinal()) {
        int n = fill(start, seen);
        if (n < below && !(enclosed && touchesBorder(n))) {
          for (int i = 0; i < n; i++) {
            kinds[queue[i]] = (byte) to.ordinal();
          }
        }
      }
    }
  }

  /** Collects the patch of a cell (4 neighbours) in the queue. */
  private int fill(int start, boolean[] seen) {
    byte kind = kinds[start];
    int head = 0;
    int tail = 0;
    queue[tail++] = start;
    seen[start] = true;
    while (head < tail) {
      int at = queue[head++];
      int x = at % columns;
      int[] around = {
        x > 0 ? at - 1 : -1, x < columns - 1 ? at + 1 : -1, at - columns, at + columns
      };
      for (int next : around) {
        if (next >= 0 && next < kinds.length && !seen[next] && kinds[next] == kind) {
          seen[next] = true;
          queue[tail++] = next;
        }
      }
    }
    return tail;
  }

  private boolean touchesBorder(int n) {
    return Arrays.stream(queue, 0, n)
        .anyMatch(
            at ->
                at % columns == 0
                    || at % columns == columns - 1
                    || at < columns
                    || at >= columns * (rows - 1));
  }
}
