package org.fovea.dicom.convert.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The marker segments of a JPEG codestream before its first scan (ISO/IEC 10918-1 Annex B), and
 * streams put together from them.
 *
 * @param columns as the frame header says
 * @param rows as the frame header says
 * @param components number of components
 * @param precision bits a sample
 * @param process marker of the frame header without 0xff: 0xc0 for baseline
 * @param jfif whether a JFIF segment is there
 * @param adobe colour transform of the Adobe segment; -1 where there is none
 * @param rgbNames whether the components are named R, G and B
 * @param density units, x and y of the JFIF segment; null where there is none
 * @param profile ICC profile; null where there is none
 */
record JpegStream(
    int columns,
    int rows,
    int components,
    int precision,
    int process,
    boolean jfif,
    int adobe,
    boolean rgbNames,
    int[] density,
    byte[] profile) {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final byte[] ICC = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0};

  /** Adobe segment that says the components are as they are named: red, green, blue. */
  private static final byte[] ADOBE_RGB = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /** Called for each segment. */
  private interface Segments {

    /**
     * @param marker without 0xff
     * @param at index of the marker's 0xff
     * @param end index behind the segment
     * @return whether to go on
     */
    boolean segment(int marker, int at, int end) throws IOException;
  }

  /**
   * Walks over the segments up to the first scan or the end of the image.
   *
   * @return index of the marker that ended the walk
   */
  private static int walk(byte[] b, Segments segments) throws IOException {
    if (u8(b, 0) != 0xff || u8(b, 1) != SOI) {
      throw new IOException("no JPEG");
    }
    int at = 2;
    while (true) {
      if (u8(b, at) != 0xff) {
        throw new IOException("no marker in the JPEG header");
      }
      while (u8(b, at + 1) == 0xff) {
        at++;
      }
      int marker = u8(b, at + 1);
      if (marker == EOI || marker == SOS) {
        return at;
      }
      int length = u16(b, at + 2);
      if (length < 2 || at + 2 + length > b.length) {
        throw new IOException("a segment of the JPEG header is cut");
      }
      if (!segments.segment(marker, at, at + 2 + length)) {
        return at;
      }
      at += 2 + length;
    }
  }

  /**
   * Reads the header.
   *
   * @param b the stream, or as much of it as holds the header
   * @throws IOException if it is none, or is cut
   */
  static JpegStream of(byte[] b) throws IOException {
    int[] frame = {-1};
    boolean[] jfif = {false};
    int[] adobe = {-1};
    int[][] density = {null};
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    walk(
        b,
        (marker, at, end) -> {
          if (marker >= 0xc0
              && marker <= 0xcf
              && marker != 0xc4
              && marker != 0xc8
              && marker != 0xcc) {
            frame[0] = at;
          } else if (marker == 0xe0 && end - at >= 16 && b[at + 4] == 'J' && b[at + 5] == 'F') {
            jfif[0] = true;
            density[0] = new int[] {u8(b, at + 11), u16(b, at + 12), u16(b, at + 14)};
          } else if (marker == 0xee && end - at >= 16 && b[at + 4] == 'A' && b[at + 5] == 'd') {
            adobe[0] = u8(b, at + 15);
          } else if (marker == 0xe2 && end - at > 18 && starts(b, at + 4, ICC)) {
            profile.write(b, at + 18, end - at - 18);
          }
          return true;
        });
    int at = frame[0];
    if (at < 0) {
      throw new IOException("no frame header in the JPEG");
    }
    int components = u8(b, at + 9);
    boolean named =
        components == 3 && u8(b, at + 10) == 'R' && u8(b, at + 13) == 'G' && u8(b, at + 16) == 'B';
    return new JpegStream(
        u16(b, at + 7),
        u16(b, at + 5),
        components,
        u8(b, at + 4),
        u8(b, at + 1),
        jfif[0],
        adobe[0],
        named,
        density[0],
        profile.size() == 0 ? null : profile.toByteArray());
  }

  /** Whether DICOM takes the stream as JPEG baseline colour. */
  boolean baselineColour() {
    return process == 0xc0 && precision == 8 && components == 3;
  }

  /**
   * Whether the components are YCbCr, as decoders find out that know nothing but the stream.
   *
   * @param otherwise what it is where the stream does not say
   */
  boolean ycbcr(boolean otherwise) {
    if (components != 3) {
      return false;
    }
    if (adobe >= 0) {
      return adobe == 1;
    }
    return jfif || !rgbNames && otherwise;
  }

  /**
   * A stream that is complete on its own and holds nothing but the picture: the tables of the file
   * are put in where the stream is abbreviated (ISO/IEC 10918-1 B.4, B.5), comments and application
   * segments, which may carry names, left out, and the colour marked.
   *
   * @param tables an abbreviated stream of tables only; null where there is none
   * @param ycbcr whether the components are YCbCr
   */
  static byte[] complete(byte[] stream, byte[] tables, boolean ycbcr) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(stream.length + 1024);
    out.write(0xff);
    out.write(SOI);
    if (!ycbcr) {
      out.write(ADOBE_RGB);
    }
    if (tables != null) {
      copy(tables, out);
    }
    int scan = copy(stream, out);
    if (u8(stream, scan + 1) != SOS) {
      throw new IOException("no scan in the JPEG");
    }
    out.write(stream, scan, stream.length - scan);
    return out.toByteArray();
  }

  private static int copy(byte[] b, ByteArrayOutputStream out) throws IOException {
    return walk(
        b,
        (marker, at, end) -> {
          boolean application = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
          if (!application) {
            out.write(b, at, end - at);
          }
          return true;
        });
  }

  private static boolean starts(byte[] b, int at, byte[] with) {
    for (int i = 0; i < with.length; i++) {
      if (at + i >= b.length || b[at + i] != with[i]) {
        return false;
      }
    }
    return true;
  }

  private static int u8(byte[] b, int at) throws IOException {
    if (at < 0 || at >= b.length) {
      throw new IOException("the JPEG ends in its header");
    }
    return b[at] & 0xff;
  }

  private static int u16(byte[] b, int at) throws IOException {
    return u8(b, at) << 8 | u8(b, at + 1);
  }
}
