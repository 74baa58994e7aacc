package org.fovea.dicom.decode;

import java.io.IOException;

/** The RLE compression of PS3.5 Annex G. */
final class RleDecoder {
  private static final int HEADER = 64;

  private RleDecoder() {}

  /**
   * Unpacks one frame.
   *
   * @param planes number of byte planes expected: samples × bytes a sample
   * @param pixels pixels of a plane
   * @return the planes one after the other, most significant byte of the first sample first
   * @throws IOException if the segments do not hold that many bytes
   */
  static byte[] decode(byte[] packed, int planes, int pixels) throws IOException {
    if (packed.length < HEADER) {
      throw new IOException("RLE header");
    }
    long segments = u32(packed, 0);
    if (segments != planes) {
      throw new IOException("RLE segments " + segments);
    }
    // Two bytes make 128 at the most.
    if ((long) planes * pixels > 64L * packed.length) {
      throw new IOException("RLE segments too short");
    }
    byte[] out = new byte[Math.multiplyExact(planes, pixels)];
    for (int s = 0; s < planes; s++) {
      long from = u32(packed, 4 + 4 * s);
      long to = s + 1 < planes ? u32(packed, 8 + 4 * s) : packed.length;
      if (from < HEADER || from > packed.length || to < from || to > packed.length) {
        throw new IOException("RLE offset");
      }
      unpack(packed, (int) from, (int) to, out, s * pixels, (s + 1) * pixels);
    }
    return out;
  }

  private static void unpack(byte[] in, int from, int to, byte[] out, int start, int end)
      throws IOException {
    int i = from;
    int o = start;
    while (o < end) {
      if (i >= to) {
        throw new IOException("RLE segment ends early");
      }
      int control = in[i++];
      if (control >= 0) {
        int n = Math.min(control + 1, end - o);
        if (i + n > to) {
          throw new IOException("RLE segment ends early");
        }
        System.arraycopy(in, i, out, o, n);
        i += control + 1;
        o += n;
      } else if (control != -128) {
        if (i >= to) {
          throw new IOException("RLE segment ends early");
        }
        int n = Math.min(1 - control, end - o);
        java.util.Arrays.fill(out, o, o + n, in[i++]);
        o += n;
      }
    }
  }

  private static long u32(byte[] b, int at) {
    return (b[at] & 0xffL)
        | (b[at + 1] & 0xffL) << 8
        | (b[at + 2] & 0xffL) << 16
        | (b[at + 3] & 0xffL) << 24;
  }
}
