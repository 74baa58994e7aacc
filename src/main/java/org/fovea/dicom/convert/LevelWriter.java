package org.fovea.dicom.convert;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One level being written: its tiles are encoded by several threads and go to its file in order;
 * the level below is fed with what passes.
 */
final class LevelWriter implements AutoCloseable {
  private final PictureShape shape;
  private final FrameFile file;
  private final TileEncoder encoder;
  private final ExecutorService threads;
  private final int ahead;
  private final LevelWriter below;
  private final HalvedStrip strip;
  private final Deque<Future<byte[]>> coding = new ArrayDeque<>();
  private int rowsReady;
  private int tileRow;

  /**
   * @param threads on which tiles are encoded
   * @param ahead how many tiles may wait at most
   * @param below the next lower resolution; null for the last
   * @param computed whether the pixels of this level come from the one above it
   */
  LevelWriter(
      PictureShape shape,
      FrameFile file,
      TileEncoder encoder,
      ExecutorService threads,
      int ahead,
      LevelWriter below,
      boolean computed) {
    this.shape = shape;
    this.file = file;
    this.encoder = encoder;
    this.threads = threads;
    this.ahead = ahead;
    this.below = below;
    this.strip = computed ? new HalvedStrip(shape.columns(), shape.tileRows()) : null;
  }

  /**
   * Takes the next tile, from left to right and from top to bottom.
   *
   * @param width of the part inside the matrix
   * @param height of the part inside the matrix
   * @param rgb a whole tile, of which this method becomes the owner; what lies outside the matrix
   *     is filled up here
   */
  void tile(int column, int row, int width, int height, byte[] rgb) throws IOException {
    fillUp(rgb, width, height);
    passOn(column, row, width, height, rgb);
    coding.add(threads.submit(() -> encoder.encode(rgb, shape.tileColumns(), shape.tileRows())));
    drain(ahead);
  }

  /** As {@link #tile}, for a tile that is coded already. */
  void coded(int column, int row, int width, int height, byte[] rgb, byte[] coded)
      throws IOException {
    if (rgb != null) {
      passOn(column, row, width, height, rgb);
    }
    file.frame(coded);
  }

  private void passOn(int column, int row, int width, int height, byte[] rgb) throws IOException {
    if (below != null) {
      int x = column * shape.tileColumns();
      int y = row * shape.tileRows();
      below.halve(x, y, width, height, rgb, shape.tileColumns());
      if (x + width == shape.columns()) {
        below.ready(Math.ceilDiv(y + height, 2));
      }
    }
  }

  /** Whether the level below needs to see the pixels. */
  boolean feeds() {
    return below != null;
  }

  private void halve(int x, int y, int width, int height, byte[] rgb, int stride) {
    strip.add(x, y, width, height, rgb, stride);
  }

  /** Says that the strip is complete down to a row of the level. */
  private void ready(int rows) throws IOException {
    rowsReady = rows;
    int top = tileRow * shape.tileRows();
    int height = Math.min(shape.tileRows(), shape.rows() - top);
    if (rowsReady < top + height) {
      return;
    }
    int across = Math.ceilDiv(shape.columns(), shape.tileColumns());
    for (int column = 0; column < across; column++) {
      int x = column * shape.tileColumns();
      int width = Math.min(shape.tileColumns(), shape.columns() - x);
      byte[] rgb = new byte[3 * shape.tileColumns() * shape.tileRows()];
      strip.copy(x, 0, width, height, rgb, shape.tileColumns());
      tile(column, tileRow, width, height, rgb);
    }
    tileRow++;
    strip.top(tileRow * shape.tileRows());
  }

  /** Repeats the last column and row over what lies outside, which codes small and rings least. */
  private void fillUp(byte[] rgb, int width, int height) {
    int stride = 3 * shape.tileColumns();
    if (width < shape.tileColumns()) {
      for (int v = 0; v < height; v++) {
        int last = v * stride + 3 * (width - 1);
        for (int at = last + 3; at < (v + 1) * stride; at++) {
          rgb[at] = rgb[at - 3];
        }
      }
    }
    for (int v = height; v < shape.tileRows(); v++) {
      System.arraycopy(rgb, (height - 1) * stride, rgb, v * stride, stride);
    }
  }

  private void drain(int left) throws IOException {
    while (coding.size() > left) {
      try {
        file.frame(coding.remove().get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        throw new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException();
      }
    }
  }

  /** Ends the file. */
  void finish() throws IOException {
    drain(0);
    file.finish(shape.bytes());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
