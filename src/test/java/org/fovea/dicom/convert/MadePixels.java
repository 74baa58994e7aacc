package org.fovea.dicom.convert;

/** A picture of any size whose pixels follow from their place. */
final class MadePixels implements PixelSource {
  private final int columns;
  private final int rows;

  MadePixels(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void read(int x, int y, int width, int height, byte[] rgb) {
    int at = 0;
    for (int v = y; v < y + height; v++) {
      for (int u = x; u < x + width; u++) {
        for (int c = 0; c < 3; c++) {
          rgb[at++] = (byte) value(u, v, c);
        }
      }
    }
  }

  /** Smooth waves over a slow ramp, different in each colour and each corner. */
  static int value(int x, int y, int c) {
    double wave = Math.sin(x / (9.0 + c)) * Math.cos(y / (13.0 - c));
    return (int) Math.round(140 + 60 * wave + 40.0 * ((x + 2 * y + 300 * c) % 4096) / 4096);
  }
}
