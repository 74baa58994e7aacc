package org.fovea.imaging.slide;

/**
 * One resolution of a slide.
 *
 * @param columns width of the total pixel matrix, pixels
 * @param rows height of the total pixel matrix, pixels
 * @param tileColumns width of a tile, pixels; tiles at the right edge are cut
 * @param tileRows height of a tile, pixels; tiles at the lower edge are cut
 * @param spacingXMm distance between the centres of neighbouring pixels along a row, mm; NaN where
 *     the scale is not known
 * @param spacingYMm distance between the centres of neighbouring pixels along a column, mm; NaN
 *     where the scale is not known
 */
public record SlideLevel(
    int columns, int rows, int tileColumns, int tileRows, double spacingXMm, double spacingYMm) {

  public SlideLevel {
    if (columns < 1 || rows < 1 || tileColumns < 1 || tileRows < 1) {
      throw new IllegalArgumentException("a level has pixels and tiles");
    }
  }

  /** Number of tiles in a row of tiles. */
  public int tilesAcross() {
    return Math.ceilDiv(columns, tileColumns);
  }

  /** Number of rows of tiles. */
  public int tilesDown() {
    return Math.ceilDiv(rows, tileRows);
  }
}
