package org.fovea.dicom.convert.source;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** The lossless compressions of TIFF 6.0. */
final class TiffUnpacker {
  /** Twelve bits of LZW stand for 4096 bytes at the most, other codings for less. */
  private static final long MAXIMUM_RATIO = 4096;

  private static final int CLEAR = 256;
  private static final int END = 257;

  private TiffUnpacker() {}

  /**
   * Unpacks one tile or strip.
   *
   * @param size of it unpacked, bytes
   * @throws IOException if it holds less
   */
  static byte[] unpack(byte[] packed, int compression, int size) throws IOException {
    // before memory is taken for what cannot be in there
    if (size > MAXIMUM_RATIO * (packed.length + 1)) {
      throw new EOFException();
    }
    return switch (compression) {
      case TiffBlocks.NONE -> exactly(packed, size);
      case TiffBlocks.PACK_BITS -> packBits(packed, size);
      case TiffBlocks.LZW -> lzw(packed, size);
      default -> inflate(packed, size);
    };
  }

  private static byte[] exactly(byte[] plain, int size) throws IOException {
    if (plain.length < size) {
      throw new EOFException();
    }
    return plain;
  }

  private static byte[] inflate(byte[] packed, int size) throws IOException {
    byte[] out = new byte[size];
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      if (in.readNBytes(out, 0, size) < size) {
        throw new EOFException();
      }
    }
    return out;
  }

  private static byte[] packBits(byte[] packed, int size) throws IOException {
    byte[] out = new byte[size];
    int at = 0;
    int to = 0;
    while (to < size) {
      if (at >= packed.length) {
        throw new EOFException();
      }
      int n = packed[at++];
      if (n >= 0) {
        int length = Math.min(n + 1, size - to);
        if (at + length > packed.length) {
          throw new EOFException();
        }
        System.arraycopy(packed, at, out, to, length);
        at += n + 1;
        to += length;
      } else if (n != -128) {
        if (at >= packed.length) {
          throw new EOFException();
        }
        for (int i = 0; i < 1 - n && to < size; i++) {
          out[to++] = packed[at];
        }
        at++;
      }
    }
    return out;
  }

  /** Section 13: codes of 9 to 12 bits, most significant bit first, widened one code early. */
  private static byte[] lzw(byte[] packed, int size) throws IOException {
    byte[] out = new byte[size];
    int[] start = new int[4096];
    int[] length = new int[4096];
    int to = 0;
    int next = 258;
    int width = 9;
    int previous = -1;
    long bits = 0;
    int held = 0;
    int at = 0;
    while (to < size) {
      while (held < width) {
        if (at >= packed.length) {
          throw new EOFException();
        }
        bits = bits << 8 | packed[at++] & 0xff;
        held += 8;
      }
      int code = (int) (bits >> held - width) & (1 << width) - 1;
      held -= width;
      if (code == END) {
        throw new EOFException();
      }
      if (code == CLEAR) {
        next = 258;
        width = 9;
        previous = -1;
        continue;
      }
      if (code >= next && (code != next || previous < 0)) {
        throw new IOException("LZW code " + code);
      }
      int from = to;
      if (code < CLEAR) {
        out[to++] = (byte) code;
      } else {
        // A code of the table stands for bytes already written: those of one code and the next.
        int source = code < next ? start[code] : from - length(previous, length);
        int n = code < next ? length[code] : length(previous, length) + 1;
        for (int i = 0; i < n && to < size; i++) {
          out[to] = out[source + i];
          to++;
        }
      }
      if (previous >= 0 && next < 4096) {
        int n = length(previous, length);
        start[next] = from - n;
        length[next] = n + 1;
        next++;
      }
      previous = code;
      if (next + 1 >= 1 << width && width < 12) {
        width++;
      }
    }
    return out;
  }

  private static int length(int code, int[] length) {
    return code < CLEAR ? 1 : length[code];
  }
}
