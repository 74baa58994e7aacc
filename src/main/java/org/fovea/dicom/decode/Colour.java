package org.fovea.dicom.decode;

/** YCbCr to RGB as PS3.3 C.7.6.3.1.2 defines it (ITU-R BT.601, full range). */
final class Colour {
  private Colour() {}

  /** In place, interleaved by pixel, full range. */
  static void ybrFullToRgb(byte[] v) {
    for (int i = 0; i + 2 < v.length; i += 3) {
      double y = v[i] & 0xff;
      double cb = (v[i + 1] & 0xff) - 128;
      double cr = (v[i + 2] & 0xff) - 128;
      v[i] = clamp(y + 1.402 * cr);
      v[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
      v[i + 2] = clamp(y + 1.772 * cb);
    }
  }

  /** Y1 Y2 Cb Cr for every two pixels of a row, to three samples a pixel, still YCbCr. */
  static byte[] expand422(byte[] packed, int pixels) {
    byte[] out = new byte[3 * pixels];
    for (int p = 0, i = 0; p + 1 < pixels; p += 2, i += 4) {
      for (int k = 0; k < 2; k++) {
        out[3 * (p + k)] = packed[i + k];
        out[3 * (p + k) + 1] = packed[i + 2];
        out[3 * (p + k) + 2] = packed[i + 3];
      }
    }
    return out;
  }

  private static byte clamp(double v) {
    return (byte) Math.clamp(Math.round(v), 0, 255);
  }
}
