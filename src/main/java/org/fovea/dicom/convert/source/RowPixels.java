package org.fovea.dicom.convert.source;

import java.io.IOException;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.PixelSource;

/**
 * A picture that comes row by row. The rows of the rectangles now asked for are in memory, and no
 * others.
 */
final class RowPixels implements PixelSource {
  private final int columns;
  private final int rows;
  private final Rows source;
  private final Failures failures;
  private byte[] band = new byte[0];
  private int top;
  private int filled;

  /** Hands out the next row. */
  @FunctionalInterface
  interface Rows {

    /**
     * Decodes the next row as interleaved RGB.
     *
     * @param offset of its first byte in the target
     */
    void next(byte[] rgb, int offset) throws IOException;
  }

  RowPixels(int columns, int rows, Rows source, Failures failures) {
    this.columns = columns;
    this.rows = rows;
    this.source = source;
    this.failures = failures;
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
  public void read(int x, int y, int width, int height, byte[] rgb) throws FoveaException {
    if (y < top) {
      throw new IllegalStateException("row " + y + " has passed");
    }
    try {
      fill(y, height);
    } catch (IOException | RuntimeException e) {
      throw failures.damaged(e);
    }
    for (int v = 0; v < height; v++) {
      System.arraycopy(band, 3 * ((y - top + v) * columns + x), rgb, 3 * v * width, 3 * width);
    }
  }

  private void fill(int y, int height) throws IOException {
    int bytes = Math.multiplyExact(Math.multiplyExact(3, columns), height);
    if (y == top && height <= filled) {
      return;
    }
    // rows that were passed over are decoded all the same
    byte[] line = y > top + filled ? new byte[3 * columns] : null;
    while (top + filled < y) {
      source.next(line, 0);
      top++;
    }
    int keep = Math.max(0, top + filled - y);
    if (band.length < bytes) {
      byte[] larger = new byte[bytes];
      System.arraycopy(band, 3 * (filled - keep) * columns, larger, 0, 3 * keep * columns);
      band = larger;
    } else {
      System.arraycopy(band, 3 * (filled - keep) * columns, band, 0, 3 * keep * columns);
    }
    top = y;
    filled = keep;
    while (filled < height) {
      source.next(band, 3 * filled * columns);
      filled++;
    }
  }
}
