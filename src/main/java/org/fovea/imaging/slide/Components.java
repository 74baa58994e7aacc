package org.fovea.imaging.slide;

import java.util.function.IntPredicate;

/** The connected parts of a grid, in the order of their first cells. */
public final class Components {
  private static final int[][] AROUND = {
    {-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}
  };

  private Components() {}

  /** Gets a part: its cells are the first ones of the array, which is used again for the next. */
  public interface Visitor {
    void part(int[] cells, int count);
  }

  /** Whether two neighbours that are parts of something belong to the same part. */
  public interface Relation {
    boolean joined(int cell, int neighbour);
  }

  /**
   * Visits every part.
   *
   * @param neighbours 4 or 8
   * @param inside whether a cell, by its index row by row, is part of anything
   */
  public static void of(
      int width, int height, int neighbours, IntPredicate inside, Visitor visitor) {
    of(width, height, neighbours, inside, (cell, neighbour) -> true, visitor);
  }

  /**
   * Visits every part, where not all neighbours belong together.
   *
   * @param relation of two neighbours inside; the same either way round
   */
  public static void of(
      int width,
      int height,
      int neighbours,
      IntPredicate inside,
      Relation relation,
      Visitor visitor) {
    boolean[] seen = new boolean[width * height];
    int[] queue = new int[seen.length];
    for (int start = 0; start < seen.length; start++) {
      if (seen[start] || !inside.test(start)) {
        continue;
      }
      int tail = 0;
      queue[tail++] = start;
      seen[start] = true;
      for (int head = 0; head < tail; head++) {
        int x = queue[head] % width;
        int y = queue[head] / width;
        for (int n = 0; n < neighbours; n++) {
          int u = x + AROUND[n][0];
          int v = y + AROUND[n][1];
          int next = v * width + u;
          if (u >= 0
              && v >= 0
              && u < width
              && v < height
              && !seen[next]
              && inside.test(next)
              && relation.joined(queue[head], next)) {
            seen[next] = true;
            queue[tail++] = next;
          }
        }
      }
      visitor.part(queue, tail);
    }
  }
}
