package org.fovea.dicom.convert;

/**
 * One row of tiles of a level that is half as wide and high as another, filled with the means of
 * two by two pixels of it as they come.
 */
final class HalvedStrip {
  private final int columns;
  private final byte[] rgb;
  private int top;

  /**
   * @param columns width of the halved level
   * @param height of a row of its tiles
   */
  HalvedStrip(int columns, int height) {
    this.columns = columns;
    this.rgb = new byte[Math.multiplyExact(Math.multiplyExact(3, columns), height)];
  }

  /** Row of the level that is the first of this strip. */
  void top(int row) {
    top = row;
  }

  /**
   * Takes pixels of the finer level.
   *
   * @param x left edge there, even
   * @param y upper edge there, even
   * @param pixels interleaved; the last column and row are averaged alone where they are odd
   * @param stride pixels in a row of the array
   */
  void add(int x, int y, int width, int height, byte[] pixels, int stride) {
    for (int v = 0; v < height; v += 2) {
      int down = v + 1 < height ? 3 * stride : 0;
      int out = 3 * ((y / 2 + v / 2 - top) * columns + x / 2);
      int in = 3 * v * stride;
      for (int u = 0; u < width; u += 2, in += 6, out += 3) {
        int right = u + 1 < width ? 3 : 0;
        for (int c = 0; c < 3; c++) {
          int sum =
              (pixels[in + c] & 0xff)
                  + (pixels[in + c + right] & 0xff)
                  + (pixels[in + c + down] & 0xff)
                  + (pixels[in + c + down + right] & 0xff);
          rgb[out + c] = (byte) (sum + 2 >> 2);
        }
      }
    }
  }

  /** Copies a rectangle, x in the level and y in the strip. */
  void copy(int x, int y, int width, int height, byte[] target, int stride) {
    for (int v = 0; v < height; v++) {
      System.arraycopy(rgb, 3 * ((y + v) * columns + x), target, 3 * v * stride, 3 * width);
    }
  }
}
