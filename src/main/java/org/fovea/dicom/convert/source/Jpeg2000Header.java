package org.fovea.dicom.convert.source;

import java.io.IOException;

/** What a JPEG 2000 codestream (ISO/IEC 15444-1 Annex A) says of its colours. */
final class Jpeg2000Header {
  private static final int COD = 0xff52;
  private static final int SOT = 0xff90;

  private Jpeg2000Header() {}

  /**
   * Whether a component transformation turns red, green and blue into others (A.6.1).
   *
   * @throws IOException if the main header is cut
   */
  static boolean colourTransform(byte[] b) throws IOException {
    int at = 2;
    while (true) {
      if (at + 9 > b.length) {
        throw new IOException("the codestream ends in its header");
      }
      int marker = u16(b, at);
      if (marker == COD) {
        return b[at + 8] != 0;
      }
      int length = u16(b, at + 2);
      if (marker == SOT || length < 2) {
        throw new IOException("no coding style in the codestream");
      }
      at += 2 + length;
    }
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }
}
