package org.fovea.inference.pipeline;

/** Bilinear sampling of one slice at the crossings of rows and columns. */
final class Bilinear {
  private Bilinear() {}

  /** Reads pixel (column, row) of a slice. */
  interface Pixels {
    double at(int column, int row);
  }

  /**
   * Fills a target row by row.
   *
   * @param firstRow position of the first target row in the image, pixel centres at whole numbers
   * @param rowStep distance of target rows in pixels of the image
   * @param outside value of every pixel beyond the image
   */
  static void sample(
      Pixels image,
      int columns,
      int rows,
      double firstRow,
      double rowStep,
      double firstColumn,
      double columnStep,
      double outside,
      float[] target,
      int offset,
      int targetColumns,
      int targetRows) {
    for (int r = 0; r < targetRows; r++) {
      double y = firstRow + r * rowStep;
      int j = (int) Math.floor(y);
      double fy = y - j;
      for (int c = 0; c < targetColumns; c++) {
        double x = firstColumn + c * columnStep;
        int i = (int) Math.floor(x);
        double fx = x - i;
        double top =
            value(image, columns, rows, i, j, outside) * (1 - fx)
                + value(image, columns, rows, i + 1, j, outside) * fx;
        double bottom =
            value(image, columns, rows, i, j + 1, outside) * (1 - fx)
                + value(image, columns, rows, i + 1, j + 1, outside) * fx;
        target[offset + r * targetColumns + c] = (float) (top * (1 - fy) + bottom * fy);
      }
    }
  }

  private static double value(Pixels image, int columns, int rows, int i, int j, double outside) {
    return i < 0 || j < 0 || i >= columns || j >= rows ? outside : image.at(i, j);
  }
}
