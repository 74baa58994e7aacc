package org.fovea.dicom.synthetic.biopsy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Things by the squares of the plane that they touch, so that a place asks only those near it. */
final class Bins<T> {
  private final double side;
  private final Map<Long, List<T>> squares = new HashMap<>();

  /**
   * @param side of a square, µm
   */
  Bins(double side) {
    this.side = side;
  }

  void add(T thing, double left, double top, double right, double bottom) {
    for (int row = index(top); row <= index(bottom); row++) {
      for (int column = index(left); column <= index(right); column++) {
        squares.computeIfAbsent(key(column, row), k -> new ArrayList<>()).add(thing);
      }
    }
  }

  List<T> at(double x, double y) {
    return squares.getOrDefault(key(index(x), index(y)), List.of());
  }

  private int index(double value) {
    return (int) Math.floor(value / side);
  }

  private static long key(int column, int row) {
    return (long) row << 32 | column & 0xffffffffL;
  }
}
