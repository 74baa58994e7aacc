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

  /** Place of a cell of the border along its patch, stretches from its end. */
  private final double[] place;

  /** How many stretches the patch of a cell has. */
  private final int[] stretches;

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
    this.place = new double[base.length];
    this.stretches = new int[base.length];
    Arrays.fill(along, Double.POSITIVE_INFINITY);
    for (int i = 0; i < base.length; i++) {
      if (border[i] && Double.isInfinite(along[i])) {
        divide(i, length);
      }
    }
  }

  /**
   * The number, from 0, of the stretch that each cell of the border is in; {@link #NONE} for other
   * cells and for the rests at the ends of a patch, where stretches are shifted.
   *
   * @param shift of all stretches along the border, 0 to 1 of a stretch
   */
  int[] of(double shift) {
    int[] band = new int[border.length];
    int[] of = new int[border.length];
    Arrays.fill(of, NONE);
    int[] next = {0};
    for (int i = 0; i < band.length; i++) {
      int at = (int) Math.floor(place[i] - shift);
      band[i] = border[i] && at + shift + 1 <= stretches[i] ? at : NONE;
    }
    Components.of(
        width,
        height,
        8,
        i -> band[i] != NONE,
        (cell, neighbour) -> band[cell] == band[neighbour],
        (cells, count) -> {
          for (int i = 0; i < count; i++) {
            of[cells[i]] = next[0];
          }
          next[0]++;
        });
    return of;
  }

  /** Divides the border that hangs together with a cell into stretches of equal length. */
  private void divide(int first, double length) {
    List<Integer> cells = walk(walk(first).getLast());
    double longest = along[cells.getLast()];
    int number = (int) Math.max(1, Math.round(longest / length));
    double each = Math.max(1, longest / number);
    for (int cell : cells) {
      place[cell] = Math.max(0, Math.min(along[cell], longest - 0.5)) / each;
      stretches[cell] = number;
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
