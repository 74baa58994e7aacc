package org.fovea.dicom.synthetic.biopsy;

/** Draws made-up tissue, any part at any scale. */
interface Painter {

  /** Colour {@code 0xFFRRGGBB} of a place on the glass, µm from its upper left corner. */
  int at(double x, double y);

  /**
   * Colours row by row.
   *
   * @param left left edge, µm
   * @param top upper edge, µm
   * @param scale µm a pixel
   */
  default int[] paint(double left, double top, int columns, int rows, double scale) {
    int[] argb = new int[columns * rows];
    for (int row = 0; row < rows; row++) {
      double y = top + (row + 0.5) * scale;
      for (int column = 0; column < columns; column++) {
        argb[row * columns + column] = at(left + (column + 0.5) * scale, y);
      }
    }
    return argb;
  }
}
