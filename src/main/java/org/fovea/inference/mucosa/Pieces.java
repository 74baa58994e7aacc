package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The connected pieces of tissue (8 neighbours) on a slide. */
final class Pieces {
  /** Smaller fragments are debris, mm². */
  private static final double LEAST_MM2 = 0.05;

  private final CompartmentMap map;

  /** Piece of each cell: 0 for lumen and debris, then 1, 2 … */
  final int[] of;

  /** Number of pieces. */
  final int count;

  private Pieces(CompartmentMap map, int[] of, int count) {
    this.map = map;
    this.of = of;
    this.count = count;
  }

  /**
   * A piece's smallest box.
   *
   * @param left first column
   * @param top first row
   * @param right last column
   * @param bottom last row
   */
  record Box(int left, int top, int right, int bottom) {}

  static Pieces of(CompartmentMap map) {
    int n = map.kinds().length;
    int[] of = new int[n];
    int[] queue = new int[n];
    int count = 0;
    double cellMm2 = map.cellUm() * map.cellUm() / 1e6;
    for (int start = 0; start < n; start++) {
      if (map.kinds()[start] == 0 || of[start] != 0) {
        continue;
      }
      int tail = flood(map, of, queue, start, count + 1);
      if (tail * cellMm2 >= LEAST_MM2) {
        count++;
      } else {
        for (int i = 0; i < tail; i++) {
          of[queue[i]] = -1; // seen, and left out
        }
      }
    }
    for (int i = 0; i < n; i++) {
      of[i] = Math.max(0, of[i]);
    }
    return new Pieces(map, of, count);
  }

  private static int flood(CompartmentMap map, int[] of, int[] queue, int start, int label) {
    int head = 0;
    int tail = 0;
    queue[tail++] = start;
    of[start] = label;
    while (head < tail) {
      int at = queue[head++];
      int x = at % map.columns();
      int y = at / map.columns();
      for (int v = Math.max(0, y - 1); v <= Math.min(map.rows() - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(map.columns() - 1, x + 1); u++) {
          int next = v * map.columns() + u;
          if (of[next] == 0 && map.kinds()[next] != 0) {
            of[next] = label;
            queue[tail++] = next;
          }
        }
      }
    }
    return tail;
  }

  /** The boxes of the pieces, in their order. */
  List<Box> boxes() {
    int[][] box = new int[count][];
    for (int i = 0; i < of.length; i++) {
      if (of[i] == 0) {
        continue;
      }
      int x = i % map.columns();
      int y = i / map.columns();
      int[] b = box[of[i] - 1];
      if (b == null) {
        box[of[i] - 1] = new int[] {x, y, x, y};
      } else {
        b[0] = Math.min(b[0], x);
        b[1] = Math.min(b[1], y);
        b[2] = Math.max(b[2], x);
        b[3] = Math.max(b[3], y);
      }
    }
    List<Box> boxes = new ArrayList<>();
    Arrays.stream(box).forEach(b -> boxes.add(new Box(b[0], b[1], b[2], b[3])));
    return boxes;
  }
}
