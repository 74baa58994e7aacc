package org.fovea.imaging.slide;

/**
 * What each place of a slide belongs to: square cells that begin at the upper left corner of the
 * total pixel matrix.
 *
 * @param cellPixels side of a cell, pixels of the highest resolution
 * @param values row by row, a number from 0; what each stands for is said beside. Not copied.
 */
public record SlideLabels(int columns, int rows, double cellPixels, byte[] values) {

  public SlideLabels {
    if (values.length != columns * rows) {
      throw new IllegalArgumentException("labels of " + values.length + " cells");
    }
  }
}
