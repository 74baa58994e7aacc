package org.fovea.imaging.slide;

/**
 * Pixels of one tile.
 *
 * @param columns width, pixels; less than the level's tile at the right edge
 * @param rows height, pixels; less than the level's tile at the lower edge
 * @param argb row by row, {@code 0xAARRGGBB} in sRGB; alpha is 255 where scanned and 0 where the
 *     scanner left the glass out. Not copied, and not written to by readers.
 */
public record Tile(int columns, int rows, int[] argb) {

  public Tile {
    if (argb.length != columns * rows) {
      throw new IllegalArgumentException("tile of " + argb.length + " pixels");
    }
  }
}
