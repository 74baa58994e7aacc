package org.fovea.dicom.slide;

import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.slide.Tile;

/** Frames as tiles: cut at the edge of the matrix, grey as grey, colours in sRGB. */
final class TilePixels {
  private TilePixels() {}

  /**
   * The upper left part of a frame.
   *
   * @param table conversion to sRGB; null for none
   */
  static Tile of(Frame frame, int columns, int rows, SrgbTable table) {
    int[] argb = new int[columns * rows];
    boolean colour = frame.samplesPerPixel() == 3;
    int shift = Math.max(0, frame.bitsStored() - 8);
    Samples samples = frame.samples();
    byte[] bytes = samples instanceof Samples.Bytes b ? b.values() : null;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int i = y * frame.columns() + x;
        int red;
        int green;
        int blue;
        if (bytes != null && colour) {
          red = bytes[3 * i] & 0xff;
          green = bytes[3 * i + 1] & 0xff;
          blue = bytes[3 * i + 2] & 0xff;
        } else if (colour) {
          red = (int) samples.get(3 * i) >> shift & 0xff;
          green = (int) samples.get(3 * i + 1) >> shift & 0xff;
          blue = (int) samples.get(3 * i + 2) >> shift & 0xff;
        } else {
          red = (int) samples.get(i) >> shift & 0xff;
          green = red;
          blue = red;
        }
        argb[y * columns + x] =
            table == null
                ? 0xff000000 | red << 16 | green << 8 | blue
                : table.convert(red, green, blue);
      }
    }
    return new Tile(columns, rows, argb);
  }
}
