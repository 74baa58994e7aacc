package org.fovea.inference.slide;

/**
 * Sums over a square about every cell of a grid, by a window that slides: memory for one row,
 * whatever the size of the grid.
 */
final class BoxSums {

  /** What is summed; asked for twice a cell. */
  @FunctionalInterface
  interface CellValue {
    float at(int cell);
  }

  /** Gets the sum about each cell, row by row. */
  @FunctionalInterface
  interface CellSum {
    void take(int cell, double sum);
  }

  private BoxSums() {}

  /**
   * Sums.
   *
   * @param reach cells of the square to each side of its middle; it is cut at the border
   */
  static void of(int columns, int rows, int reach, CellValue value, CellSum taker) {
    double[] columnSums = new double[columns];
    for (int y = 0; y < Math.min(reach, rows); y++) {
      add(columnSums, y, 1, value);
    }
    for (int y = 0; y < rows; y++) {
      if (y + reach < rows) {
        add(columnSums, y + reach, 1, value);
      }
      if (y - reach - 1 >= 0) {
        add(columnSums, y - reach - 1, -1, value);
      }
      double sum = 0;
      for (int x = 0; x < Math.min(reach, columns); x++) {
        sum += columnSums[x];
      }
      for (int x = 0; x < columns; x++) {
        if (x + reach < columns) {
          sum += columnSums[x + reach];
        }
        if (x - reach - 1 >= 0) {
          sum -= columnSums[x - reach - 1];
        }
        taker.take(y * columns + x, sum);
      }
    }
  }

  private static void add(double[] columnSums, int row, int sign, CellValue value) {
    int at = row * columnSums.length;
    for (int x = 0; x < columnSums.length; x++) {
      columnSums[x] += sign * value.at(at + x);
    }
  }
}
