package org.fovea.dicom.decode;

import java.io.IOException;

/**
 * What the header of a JPEG, JPEG-LS or JPEG 2000 codestream says of its image. It is read before a
 * native decoder sees the bytes, so that a lying codestream is turned away.
 *
 * @param precision bits a sample
 * @param lossless whether decoding gives back what was encoded
 * @param jfif whether a JFIF marker says that colour is YCbCr
 * @param adobeTransform colour transform of the Adobe marker, -1 where there is none
 * @param rgbComponents whether the components are named R, G and B
 */
public record Codestream(
    Kind kind,
    int columns,
    int rows,
    int components,
    int precision,
    boolean signed,
    boolean lossless,
    boolean jfif,
    int adobeTransform,
    boolean rgbComponents) {

  /** The three families. */
  public enum Kind {
    JPEG,
    JPEG_LS,
    JPEG_2000
  }

  /**
   * Reads the header.
   *
   * @throws IOException if it is none, or is cut
   */
  public static Codestream of(byte[] b) throws IOException {
    int at = start(b);
    if (u8(b, at + 1) == 0x4f) {
      return jpeg2000(b, at);
    }
    boolean jfif = false;
    int adobe = -1;
    at += 2;
    while (true) {
      while (u8(b, at) == 0xff && u8(b, at + 1) == 0xff) {
        at++;
      }
      if (u8(b, at) != 0xff) {
        throw new IOException("no marker in the JPEG header");
      }
      int marker = u8(b, at + 1);
      int length = u16(b, at + 2);
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame || marker == 0xf7) {
        int components = u8(b, at + 9);
        boolean named =
            components == 3
                && u8(b, at + 10) == 'R'
                && u8(b, at + 13) == 'G'
                && u8(b, at + 16) == 'B';
        boolean ls = marker == 0xf7;
        return new Codestream(
            ls ? Kind.JPEG_LS : Kind.JPEG,
            u16(b, at + 7),
            u16(b, at + 5),
            components,
            u8(b, at + 4),
            false,
            ls || marker == 0xc3,
            jfif,
            adobe,
            named);
      }
      if (marker == 0xe0 && length >= 7 && u8(b, at + 4) == 'J' && u8(b, at + 5) == 'F') {
        jfif = true;
      }
      if (marker == 0xee && length >= 14 && u8(b, at + 4) == 'A' && u8(b, at + 5) == 'd') {
        adobe = u8(b, at + 15);
      }
      if (marker == 0xda || marker == 0xd9 || length < 2) {
        throw new IOException("no frame header in the codestream");
      }
      at += 2 + length;
    }
  }

  private static int start(byte[] b) throws IOException {
    if (u8(b, 0) == 0xff && (u8(b, 1) == 0xd8 || u8(b, 1) == 0x4f)) {
      return 0;
    }
    // A JP2 file around the codestream, against PS3.5 A.4.4 but seen.
    for (int i = 0; i + 3 < Math.min(b.length, 4096); i++) {
      if (u8(b, i) == 0xff
          && u8(b, i + 1) == 0x4f
          && u8(b, i + 2) == 0xff
          && u8(b, i + 3) == 0x51) {
        return i;
      }
    }
    throw new IOException("no codestream");
  }

  private static Codestream jpeg2000(byte[] b, int at) throws IOException {
    int siz = at + 2;
    if (u16(b, siz) != 0xff51) {
      throw new IOException("no SIZ marker");
    }
    long columns = u32(b, siz + 6) - u32(b, siz + 14);
    long rows = u32(b, siz + 10) - u32(b, siz + 18);
    int components = u16(b, siz + 38);
    int depth = u8(b, siz + 40);
    for (int c = 1; c < components; c++) {
      if (u8(b, siz + 40 + 3 * c) != depth) {
        throw new IOException("components of differing depth");
      }
    }
    if (columns <= 0 || rows <= 0 || columns > 65535 || rows > 65535) {
      throw new IOException("size of the codestream");
    }
    return new Codestream(
        Kind.JPEG_2000,
        (int) columns,
        (int) rows,
        components,
        (depth & 0x7f) + 1,
        (depth & 0x80) != 0,
        reversible(b, siz),
        false,
        -1,
        false);
  }

  /** Whether the first COD marker names the reversible 5-3 wavelet. */
  private static boolean reversible(byte[] b, int siz) throws IOException {
    int at = siz + 2 + u16(b, siz + 2);
    while (u8(b, at) == 0xff && u8(b, at + 1) != 0x90) {
      if (u8(b, at + 1) == 0x52) {
        return u8(b, at + 13) == 1;
      }
      at += 2 + u16(b, at + 2);
    }
    return false;
  }

  private static int u8(byte[] b, int at) throws IOException {
    if (at < 0 || at >= b.length) {
      throw new IOException("the codestream ends in its header");
    }
    return b[at] & 0xff;
  }

  private static int u16(byte[] b, int at) throws IOException {
    return u8(b, at) << 8 | u8(b, at + 1);
  }

  private static long u32(byte[] b, int at) throws IOException {
    return (long) u16(b, at) << 16 | u16(b, at + 2);
  }
}
