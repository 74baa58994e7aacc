package org.fovea.inference.slide;

import org.fovea.imaging.slide.SlideLevel;

/**
 * The places at which a slide is answered for: square cells in the bundle's resolution that begin
 * at the corner of the slide. They are as fine as the network's output, or coarser by a power of
 * two where the slide would otherwise have more than {@link #MOST_CELLS}, so that memory does not
 * grow with the slide.
 *
 * @param scaleX pixels of the highest resolution for one pixel of a tile, along a row
 * @param scaleY the same along a column
 * @param tilePixels pixels of a tile for one cell
 * @param micrometres size of a pixel of a tile, µm
 */
public record CellGrid(
    double scaleX, double scaleY, double micrometres, int tilePixels, int columns, int rows) {
  static final int MOST_HALVINGS = 3;
  private static final long MOST_CELLS = 6_000_000;

  static CellGrid of(SlideLevel highest, double micrometresPerPixel) {
    double scaleX = micrometresPerPixel / (highest.spacingXMm() * 1000);
    double scaleY = micrometresPerPixel / (highest.spacingYMm() * 1000);
    int pixels = SlideSteps.STRIDE;
    while (cells(highest.columns() / scaleX, highest.rows() / scaleY, pixels) > MOST_CELLS
        && pixels < SlideSteps.STRIDE << MOST_HALVINGS) {
      pixels *= 2;
    }
    return new CellGrid(
        scaleX,
        scaleY,
        micrometresPerPixel,
        pixels,
        (int) Math.ceil(highest.columns() / scaleX / pixels),
        (int) Math.ceil(highest.rows() / scaleY / pixels));
  }

  private static long cells(double width, double height, int pixels) {
    return (long) (Math.ceil(width / pixels) * Math.ceil(height / pixels));
  }

  /** Width of a cell, pixels of the highest resolution. */
  public double cellX() {
    return scaleX * tilePixels;
  }

  /** Height of a cell, pixels of the highest resolution. */
  public double cellY() {
    return scaleY * tilePixels;
  }

  /** Width of a cell, µm. */
  public double cellUm() {
    return micrometres * tilePixels;
  }

  /** Number of cells. */
  public int size() {
    return columns * rows;
  }
}
