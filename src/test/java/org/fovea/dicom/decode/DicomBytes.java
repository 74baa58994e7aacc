package org.fovea.dicom.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * Writes DICOM byte by byte, apart from the program's own readers and the toolkit (PS3.5 7, PS3.10
 * 7), so that files can also be wrong in chosen places.
 */
final class DicomBytes {
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String EXPLICIT = "1.2.840.10008.1.2.1";
  static final String BIG = "1.2.840.10008.1.2.2";
  static final String DEFLATED = "1.2.840.10008.1.2.1.99";
  static final String RLE = "1.2.840.10008.1.2.5";
  static final String JPEG = "1.2.840.10008.1.2.4.50";
  static final long UNDEFINED = 0xffffffffL;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final String syntax;
  private final boolean big;
  private final boolean explicit;

  DicomBytes(String syntax) {
    this.syntax = syntax;
    this.big = syntax.equals(BIG);
    this.explicit = !syntax.equals(IMPLICIT);
  }

  /** The elements that describe an image, up to its pixel data. */
  static DicomBytes image(
      String syntax,
      int rows,
      int columns,
      int samples,
      String photometric,
      int allocated,
      int stored,
      boolean signed) {
    DicomBytes b = new DicomBytes(syntax);
    b.text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7").text(0x00080018, "UI", "2.25.1");
    b.us(0x00280002, samples).text(0x00280004, "CS", photometric);
    b.us(0x00280010, rows).us(0x00280011, columns);
    b.us(0x00280100, allocated).us(0x00280101, stored).us(0x00280102, stored - 1);
    return b.us(0x00280103, signed ? 1 : 0);
  }

  /** An element with the length it has, or another one if that is claimed. */
  DicomBytes element(int tag, String vr, byte[] value, long claimed) {
    number(tag >>> 16, 2).number(tag & 0xffff, 2);
    if (explicit) {
      raw(vr.getBytes(StandardCharsets.US_ASCII));
      if ("OB OW OF OD SQ UN UT".contains(vr)) {
        number(0, 2).number(claimed, 4);
      } else {
        number(claimed, 2);
      }
    } else {
      number(claimed, 4);
    }
    return raw(value);
  }

  DicomBytes element(int tag, String vr, byte[] value) {
    return element(tag, vr, value, value.length);
  }

  DicomBytes text(int tag, String vr, String value) {
    String padded = value.length() % 2 == 0 ? value : value + (vr.equals("UI") ? "\0" : " ");
    return element(tag, vr, padded.getBytes(StandardCharsets.ISO_8859_1));
  }

  DicomBytes us(int tag, int value) {
    return element(tag, "US", words(value));
  }

  byte[] words(int... values) {
    ByteBuffer b = ByteBuffer.allocate(2 * values.length).order(order());
    for (int v : values) {
      b.putShort((short) v);
    }
    return b.array();
  }

  ByteOrder order() {
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** An item or delimiter: a tag and a length, nothing else. */
  DicomBytes item(int tag, long length) {
    return number(tag >>> 16, 2).number(tag & 0xffff, 2).number(length, 4);
  }

  DicomBytes number(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> 8 * (big ? bytes - 1 - i : i)));
    }
    return this;
  }

  DicomBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  DicomBytes pixels(byte[] value) {
    byte[] even = value.length % 2 == 0 ? value : java.util.Arrays.copyOf(value, value.length + 1);
    return element(0x7fe00010, "OW", even);
  }

  /** Encapsulated pixel data with an offset table, empty if null, one fragment a frame. */
  DicomBytes fragments(int[] table, byte[]... frames) {
    element(0x7fe00010, "OB", new byte[0], UNDEFINED);
    item(0xfffee000, table == null ? 0 : 4L * table.length);
    for (int i = 0; table != null && i < table.length; i++) {
      number(table[i] & 0xffffffffL, 4);
    }
    for (byte[] frame : frames) {
      item(0xfffee000, frame.length + frame.length % 2).raw(frame).raw(new byte[frame.length % 2]);
    }
    return item(0xfffee0dd, 0);
  }

  /** The dataset alone. */
  byte[] dataset() {
    return out.toByteArray();
  }

  /** Preamble, meta header, dataset. */
  byte[] file() {
    DicomBytes meta = new DicomBytes(EXPLICIT).text(0x00020010, "UI", syntax);
    byte[] uid = meta.dataset();
    byte[] head =
        new DicomBytes(EXPLICIT)
            .raw(new byte[128])
            .raw("DICM".getBytes(StandardCharsets.US_ASCII))
            .element(
                0x00020000,
                "UL",
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(uid.length).array())
            .raw(uid)
            .dataset();
    byte[] body = syntax.equals(DEFLATED) ? deflate(dataset()) : dataset();
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  /** One frame by PS3.5 Annex G: literal runs for the odd plane, repeats where values repeat. */
  static byte[] rle(byte[][] planes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(planes.length);
    for (byte[] plane : planes) {
      head.putInt(64 + body.size());
      for (int i = 0; i < plane.length; ) {
        int run = 1;
        while (i + run < plane.length && run < 128 && plane[i + run] == plane[i]) {
          run++;
        }
        if (run > 1) {
          body.write(1 - run);
          body.write(plane[i]);
          i += run;
        } else {
          int n = Math.min(3, plane.length - i);
          body.write(n - 1);
          body.write(plane, i, n);
          i += n;
        }
      }
      if (body.size() % 2 == 1) {
        body.write(0);
      }
    }
    byte[] all = java.util.Arrays.copyOf(head.array(), 64 + body.size());
    System.arraycopy(body.toByteArray(), 0, all, 64, body.size());
    return all;
  }
}
