package org.fovea.dicom.convert.source;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Copies decoded pictures as they are, without turning their colours. */
final class RasterRows {
  private RasterRows() {}

  /**
   * Copies a rectangle as interleaved RGB. Values are those of the file: a colour model would turn
   * grey, which Java takes for linear, and colours of a profile into others.
   */
  static void copy(BufferedImage image, int x, int y, int width, int height, byte[] rgb) {
    if (image.getColorModel() instanceof IndexColorModel) {
      int[] line = new int[width];
      for (int v = 0, at = 0; v < height; v++) {
        image.getRGB(x, y + v, width, 1, line, 0, width);
        for (int pixel : line) {
          rgb[at++] = (byte) (pixel >> 16);
          rgb[at++] = (byte) (pixel >> 8);
          rgb[at++] = (byte) pixel;
        }
      }
      return;
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    boolean colour = bands >= 3;
    boolean alpha = bands == 2 || bands == 4;
    int[] line = new int[width * bands];
    for (int v = 0, at = 0; v < height; v++) {
      raster.getPixels(x, y + v, width, 1, line);
      for (int u = 0; u < width; u++) {
        int opaque = alpha ? line[u * bands + bands - 1] : 255;
        for (int c = 0; c < 3; c++) {
          int value = line[u * bands + (colour ? c : 0)];
          rgb[at++] = (byte) ((value * opaque + 255 * (255 - opaque) + 127) / 255);
        }
      }
    }
  }
}
