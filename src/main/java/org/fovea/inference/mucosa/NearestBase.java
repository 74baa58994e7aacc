package org.fovea.inference.mucosa;

import java.util.Arrays;

/**
 * For each cell of a window the nearest cell of the base of the mucosa, by two passes that carry
 * sources from neighbour to neighbour (Danielsson, Computer Graphics and Image Processing 14,
 * 1980); off by less than a cell.
 */
final class NearestBase {
  private static final int NONE = -1;
  private final int width;
  private final int height;

  /** Index within the window of the nearest source; -1 where there is none. */
  final int[] source;

  NearestBase(boolean[] base, int width, int height) {
    this.width = width;
    this.height = height;
    this.source = new int[base.length];
    Arrays.fill(source, NONE);
    for (int i = 0; i < base.length; i++) {
      if (base[i]) {
        source[i] = i;
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        take(x, y, -1, 0);
        take(x, y, 0, -1);
        take(x, y, -1, -1);
        take(x, y, 1, -1);
      }
      for (int x = width - 1; x >= 0; x--) {
        take(x, y, 1, 0);
      }
    }
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        take(x, y, 1, 0);
        take(x, y, 0, 1);
        take(x, y, 1, 1);
        take(x, y, -1, 1);
      }
      for (int x = 0; x < width; x++) {
        take(x, y, -1, 0);
      }
    }
  }

  private void take(int x, int y, int dx, int dy) {
    int u = x + dx;
    int v = y + dy;
    if (u < 0 || v < 0 || u >= width || v >= height) {
      return;
    }
    int offered = source[v * width + u];
    if (offered == NONE) {
      return;
    }
    int at = y * width + x;
    if (source[at] == NONE || squared(x, y, offered) < squared(x, y, source[at])) {
      source[at] = offered;
    }
  }

  private long squared(int x, int y, int index) {
    long dx = x - index % width;
    long dy = y - index / width;
    return dx * dx + dy * dy;
  }

  /** Distance of a cell to its source, cells; infinite where there is none. */
  double distance(int x, int y) {
    int s = source[y * width + x];
    return s == NONE ? Double.POSITIVE_INFINITY : Math.sqrt(squared(x, y, s));
  }
}
