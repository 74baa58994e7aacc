package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.fovea.imaging.slide.Components;

/**
 * Divides the border of the base into stretches, measured along the border, so that how the base
 * lies on the slide does not matter. The border of a patch is walked from the cell that is furthest
 * from its first one: from an end, where it has ends. All stretches of a patch are of one length.
 */
final class BaseStretches {
  static final int NONE = -1;
  private static final double DIAGONAL = Math.sqrt(2);

  private final int width;
  private final int height;
  private final boolean[] border;
  private final double[] along;
  private final int[] band;

  /** First cell of the stretch that a cell of the border is in; {@link #NONE} for other cells. */
  final int[] of;

  /**
   * @param base whether a cell is base
   * @param length of a stretch, cells; about that, since each patch is divided evenly
   */
  BaseStretches(boolean[] base, int width, int height, double length) {
    this.width = width;
    this.height = height;
    this.border = new boolean[base.length];
    for (int i = 0; i < base.length; i++) {
      border[i] = base[i] && besideOther(base, i);
    }
    this.along = new double[base.length];
    this.band = new int[base.length];
    Arrays.fill(along, Double.POSITIVE_INFINITY);
    for (int i = 0; i < base.length; i++) {
      if (border[i] && Double.isInfinite(along[i])) {
        divide(i, length);
      }
    }
    this.of = new int[base.length];
    Arrays.fill(of, NONE);
    Components.of(
        width,
        height,
        8,
        i -> border[i],
        (cell, neighbour) -> band[cell] == band[neighbour],
        (cells, count) -> {
          for (int i = 0; i < count; i++) {
            of[cells[i]] = cells[0];
          }
        });
  }

  /** Divides the border that hangs together with a cell into bands of equal length. */
  private void divide(int first, double length) {
    List<Integer> cells = walk(walk(first).getLast());
    double longest = along[cells.getLast()];
    double each = Math.max(1, longest / Math.max(1, Math.round(longest / length)));
    for (int cell : cells) {
      band[cell] = (int) (Math.max(0, Math.min(along[cell], longest - 0.5)) / each);
    }
  }

  private boolean besideOther(boolean[] base, int at) {
    int x = at % width;
    int y = at / width;
    return x > 0 && !base[at - 1]
        || x < width - 1 && !base[at + 1]
        || y > 0 && !base[at - width]
        || y < height - 1 && !base[at + width];
  }

  /** Sets the distances along the border from a cell; returns the cells, the furthest last. */
  private List<Integer> walk(int from) {
    List<Integer> cells = new ArrayList<>();
    PriorityQueue<double[]> open = new PriorityQueue<>(Comparator.comparingDouble(e -> e[0]));
    BitSet settled = new BitSet();
    open.add(new double[] {0, from});
    while (!open.isEmpty()) {
      double[] next = open.remove();
      int at = (int) next[1];
      if (settled.get(at)) {
        continue;
      }
      settled.set(at);
      along[at] = next[0];
      cells.add(at);
      int x = at % width;
      int y = at / width;
      for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          int to = v * width + u;
          if (border[to] && !settled.get(to)) {
            open.add(new double[] {next[0] + (u == x || v == y ? 1 : DIAGONAL), to});
          }
        }
      }
    }
    return cells;
  }
}
