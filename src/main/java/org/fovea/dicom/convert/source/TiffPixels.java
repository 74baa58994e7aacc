package org.fovea.dicom.convert.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.CodedTiles;
import org.fovea.dicom.convert.PixelSource;

/**
 * The pixels of one picture of a TIFF file. Tiles that reach beyond the rectangles asked for so far
 * stay in memory, others do not.
 */
final class TiffPixels implements PixelSource {
  /** Pixels that one byte of a codestream may stand for; blank ones stay below. */
  private static final long MAXIMUM_COMPRESSION = 20_000;

  private final FileBytes bytes;
  private final TiffBlocks blocks;
  private final Failures failures;
  private final Map<Integer, byte[]> kept = new HashMap<>();
  private final Optional<CodedTiles> coded;

  TiffPixels(FileBytes bytes, TiffBlocks blocks, Failures failures) {
    this.bytes = bytes;
    this.blocks = blocks;
    this.failures = failures;
    this.coded = TiffCodedTiles.of(this, blocks, failures);
  }

  @Override
  public int columns() {
    return blocks.columns();
  }

  @Override
  public int rows() {
    return blocks.rows();
  }

  @Override
  public Optional<CodedTiles> coded() {
    return coded;
  }

  @Override
  public void read(int x, int y, int width, int height, byte[] rgb) throws FoveaException {
    int w = blocks.blockColumns();
    int h = blocks.blockRows();
    try {
      for (int row = y / h; row * h < y + height; row++) {
        for (int column = x / w; column * w < x + width; column++) {
          int left = Math.max(x, column * w);
          int right = Math.min(x + width, (column + 1) * w);
          int top = Math.max(y, row * h);
          int bottom = Math.min(y + height, (row + 1) * h);
          int target = 3 * ((top - y) * width + left - x);
          if (blocks.compression() == TiffBlocks.NONE) {
            plain(column, row, left, top, right, bottom, rgb, target, width);
            continue;
          }
          byte[] block = block(column, row);
          for (int v = top; v < bottom; v++) {
            System.arraycopy(
                block,
                3 * ((v - row * h) * w + left - column * w),
                rgb,
                target + 3 * (v - top) * width,
                3 * (right - left));
          }
          boolean done =
              Math.min((row + 1) * h, rows()) <= y + height
                  && Math.min((column + 1) * w, columns()) <= x + width;
          if (done) {
            kept.remove(row * blocks.across() + column);
          } else {
            kept.put(row * blocks.across() + column, block);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      throw failures.damaged(e);
    }
  }

  /** Part of a block without compression, of which there may be one as large as the picture. */
  private void plain(
      int column, int row, int left, int top, int right, int bottom, byte[] rgb, int at, int width)
      throws IOException {
    int w = blocks.blockColumns();
    int planes = blocks.separate() ? blocks.samples() : 1;
    int step = blocks.samples() / planes;
    int n = right - left;
    byte[] line = new byte[n * blocks.samples()];
    for (int v = top; v < bottom; v++) {
      for (int plane = 0; plane < planes; plane++) {
        int index = index(column, row, plane);
        long from = ((long) (v - row * blocks.blockRows()) * w + left - (long) column * w) * step;
        if (from + (long) n * step > blocks.lengths()[index]) {
          throw new EOFException();
        }
        byte[] part =
            bytes
                .read(blocks.offsets()[index] + from, (long) n * step, ByteOrder.BIG_ENDIAN)
                .array();
        spread(part, line, plane, planes);
      }
      toRgb(line, n, rgb, at + 3 * (v - top) * width);
    }
  }

  private static void spread(byte[] part, byte[] line, int plane, int planes) {
    if (planes == 1) {
      System.arraycopy(part, 0, line, 0, part.length);
      return;
    }
    for (int i = 0; i < part.length; i++) {
      line[i * planes + plane] = part[i];
    }
  }

  private int index(int column, int row, int plane) {
    return (plane * blocks.down() + row) * blocks.across() + column;
  }

  /** A block decoded to RGB, as wide and high as blocks are. */
  private byte[] block(int column, int row) throws IOException {
    byte[] known = kept.get(row * blocks.across() + column);
    if (known != null) {
      return known;
    }
    int w = blocks.blockColumns();
    int h = blocks.rowsOf(row);
    if (blocks.lossy()) {
      return codestream(column, row, w, h);
    }
    int planes = blocks.separate() ? blocks.samples() : 1;
    int step = blocks.samples() / planes;
    byte[] values = new byte[0];
    for (int plane = 0; plane < planes; plane++) {
      byte[] packed = coded(index(column, row, plane));
      byte[] part =
          TiffUnpacker.unpack(
              packed, blocks.compression(), Math.multiplyExact(Math.multiplyExact(w, h), step));
      if (blocks.predictor() == 2) {
        undifference(part, w * step, step);
      }
      if (planes == 1) {
        values = part;
      } else {
        values = plane == 0 ? new byte[part.length * planes] : values;
        spread(part, values, plane, planes);
      }
    }
    byte[] rgb = new byte[Math.multiplyExact(3, w * h)];
    toRgb(values, w * h, rgb, 0);
    return rgb;
  }

  private byte[] codestream(int column, int row, int w, int h) throws IOException {
    byte[] stream = coded(index(column, row, 0));
    if (stream.length == 0) {
      // Some scanners leave out tiles without tissue.
      byte[] white = new byte[3 * w * h];
      java.util.Arrays.fill(white, (byte) 255);
      return white;
    }
    if ((long) w * h > MAXIMUM_COMPRESSION * stream.length) {
      throw new IOException("tile of " + stream.length + " bytes");
    }
    if (blocks.jpeg2000()) {
      return CodestreamDecoder.decode(
          stream, w, h, blocks.compression() == TiffBlocks.JPEG_2000_YCBCR);
    }
    boolean ycbcr = JpegStream.of(stream).ycbcr(blocks.photometric() == TiffBlocks.YCBCR);
    // A last strip may be coded as high as the others.
    byte[] complete = JpegStream.complete(stream, blocks.tables(), ycbcr);
    JpegStream header = JpegStream.of(complete);
    if (header.columns() != w || header.rows() < h || header.rows() > blocks.blockRows()) {
      throw new IOException("tile of " + header.columns() + " by " + header.rows() + " pixels");
    }
    return CodestreamDecoder.decode(complete, w, header.rows(), ycbcr);
  }

  /** The bytes of a block as the file has them. */
  byte[] coded(int index) throws IOException {
    return bytes
        .read(blocks.offsets()[index], blocks.lengths()[index], ByteOrder.BIG_ENDIAN)
        .array();
  }

  private static void undifference(byte[] values, int lineBytes, int step) {
    for (int line = 0; line < values.length; line += lineBytes) {
      for (int i = line + step; i < line + lineBytes; i++) {
        values[i] += values[i - step];
      }
    }
  }

  private void toRgb(byte[] values, int pixels, byte[] rgb, int at) {
    int samples = blocks.samples();
    for (int p = 0; p < pixels; p++, at += 3) {
      int in = p * samples;
      switch (blocks.photometric()) {
        case 2 -> System.arraycopy(values, in, rgb, at, 3);
        case TiffBlocks.PALETTE -> {
          int index = values[in] & 0xff;
          for (int c = 0; c < 3; c++) {
            rgb[at + c] = (byte) (blocks.palette()[256 * c + index] >> 8);
          }
        }
        default -> {
          byte grey =
              blocks.photometric() == TiffBlocks.WHITE_IS_ZERO ? (byte) ~values[in] : values[in];
          rgb[at] = grey;
          rgb[at + 1] = grey;
          rgb[at + 2] = grey;
        }
      }
      if (blocks.alpha() >= 0) {
        int alpha = values[in + blocks.alpha()] & 0xff;
        for (int c = 0; c < 3; c++) {
          int value = rgb[at + c] & 0xff;
          rgb[at + c] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
        }
      }
    }
  }
}
