package org.fovea.imaging.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines along which a field of values crosses a level, by marching squares with linear
 * interpolation. What lies outside the field, and NaN, counts as below the level, so that every
 * line is closed; there it runs half a pixel outside the last centre.
 */
public final class Contours {
  private final float[] field;
  private final int columns;
  private final int rows;
  private final float level;
  private final int stride;

  /** By crossed edge, the one or two edges that it is joined to. */
  private final Map<Integer, int[]> joins = new HashMap<>();

  private Contours(float[] field, int columns, int rows, double level) {
    this.field = field;
    this.columns = columns;
    this.rows = rows;
    this.level = (float) level;
    this.stride = columns + 2;
  }

  /**
   * The lines at a level.
   *
   * @param field row by row; may be longer than needed
   * @return closed lines, each as x, y, x, y, … in pixel coordinates (0,0 is the first pixel's
   *     centre), the first point not repeated at the end
   */
  public static List<double[]> of(float[] field, int columns, int rows, double level) {
    Contours c = new Contours(field, columns, rows, level);
    c.march();
    return c.trace();
  }

  private void march() {
    for (int y = -1; y < rows; y++) {
      boolean topLeft = false;
      boolean bottomLeft = false;
      for (int x = -1; x < columns; x++) {
        boolean topRight = inside(x + 1, y);
        boolean bottomRight = inside(x + 1, y + 1);
        int kind =
            (topLeft ? 1 : 0) | (topRight ? 2 : 0) | (bottomRight ? 4 : 0) | (bottomLeft ? 8 : 0);
        if (kind != 0 && kind != 15) {
          cell(x, y, kind);
        }
        topLeft = topRight;
        bottomLeft = bottomRight;
      }
    }
  }

  private boolean inside(int x, int y) {
    return x >= 0 && y >= 0 && x < columns && y < rows && field[y * columns + x] >= level;
  }

  private void cell(int x, int y, int kind) {
    int top = edge(x, y, false);
    int bottom = edge(x, y + 1, false);
    int left = edge(x, y, true);
    int right = edge(x + 1, y, true);
    switch (kind) {
      case 1, 14 -> join(left, top);
      case 2, 13 -> join(top, right);
      case 4, 11 -> join(right, bottom);
      case 8, 7 -> join(bottom, left);
      case 3, 12 -> join(left, right);
      case 6, 9 -> join(top, bottom);
      case 5, 10 -> {
        // two opposite corners: the middle decides whether they belong together
        boolean together = middle(x, y) >= level;
        if (together == (kind == 5)) {
          join(left, bottom);
          join(top, right);
        } else {
          join(left, top);
          join(right, bottom);
        }
      }
      default -> throw new AssertionError(kind);
    }
  }

  /** Mean of the four corners; below any level at the border, where corners are missing. */
  private float middle(int x, int y) {
    if (x < 0 || y < 0 || x + 1 >= columns || y + 1 >= rows) {
      return Float.NEGATIVE_INFINITY;
    }
    int i = y * columns + x;
    return (field[i] + field[i + 1] + field[i + columns] + field[i + columns + 1]) / 4;
  }

  /** Number of the edge that leads right (or down) from a pixel. */
  private int edge(int x, int y, boolean down) {
    return 2 * ((y + 1) * stride + x + 1) + (down ? 1 : 0);
  }

  private void join(int a, int b) {
    half(a, b);
    half(b, a);
  }

  private void half(int from, int to) {
    int[] two = joins.get(from);
    if (two == null) {
      joins.put(from, new int[] {to, -1});
    } else {
      two[1] = to;
    }
  }

  private List<double[]> trace() {
    List<double[]> lines = new ArrayList<>();
    List<Integer> path = new ArrayList<>();
    List<Integer> starts = new ArrayList<>(joins.keySet());
    for (int start : starts) {
      if (!joins.containsKey(start)) {
        continue;
      }
      path.clear();
      int at = start;
      while (at >= 0) {
        path.add(at);
        int[] two = joins.remove(at);
        at = joins.containsKey(two[0]) ? two[0] : joins.containsKey(two[1]) ? two[1] : -1;
      }
      double[] line = new double[2 * path.size()];
      for (int i = 0; i < path.size(); i++) {
        point(path.get(i), line, 2 * i);
      }
      lines.add(line);
    }
    return lines;
  }

  private void point(int edge, double[] line, int at) {
    int cell = edge / 2;
    int x = cell % stride - 1;
    int y = cell / stride - 1;
    boolean down = edge % 2 == 1;
    double t = along(value(x, y), down ? value(x, y + 1) : value(x + 1, y));
    line[at] = down ? x : x + t;
    line[at + 1] = down ? y + t : y;
  }

  private double along(double a, double b) {
    double t = (level - a) / (b - a);
    return t >= 0 && t <= 1 ? t : 0.5; // NaN where one end is missing
  }

  private double value(int x, int y) {
    return x >= 0 && y >= 0 && x < columns && y < rows ? field[y * columns + x] : Double.NaN;
  }
}
