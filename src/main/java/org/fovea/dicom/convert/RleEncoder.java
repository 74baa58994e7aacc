package org.fovea.dicom.convert;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The RLE compression of PS3.5 Annex G for 8-bit colour. */
final class RleEncoder {
  private static final int HEADER = 64;
  private static final int LONGEST = 128;

  private RleEncoder() {}

  /**
   * Packs one frame.
   *
   * @param rgb red, green, blue interleaved by pixel
   */
  static byte[] encode(byte[] rgb, int columns, int rows) {
    List<byte[]> segments = new ArrayList<>();
    byte[] line = new byte[columns];
    for (int sample = 0; sample < 3; sample++) {
      ByteArrayOutputStream segment = new ByteArrayOutputStream(columns * rows);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          line[x] = rgb[3 * (y * columns + x) + sample];
        }
        // Each row is packed on its own (PS3.5 G.3.1).
        pack(line, segment);
      }
      if (segment.size() % 2 != 0) {
        segment.write(0);
      }
      segments.add(segment.toByteArray());
    }
    int total = HEADER + segments.stream().mapToInt(s -> s.length).sum();
    ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(segments.size());
    int at = HEADER;
    for (byte[] segment : segments) {
      out.putInt(at);
      at += segment.length;
    }
    out.position(HEADER);
    segments.forEach(out::put);
    return out.array();
  }

  private static void pack(byte[] line, ByteArrayOutputStream out) {
    int at = 0;
    while (at < line.length) {
      int run = run(line, at);
      if (run > 1) {
        out.write(1 - run);
        out.write(line[at]);
        at += run;
        continue;
      }
      int end = at + 1;
      while (end < line.length && end - at < LONGEST && run(line, end) < 3) {
        end++;
      }
      out.write(end - at - 1);
      out.write(line, at, end - at);
      at = end;
    }
  }

  private static int run(byte[] line, int at) {
    int end = at + 1;
    while (end < line.length && end - at < LONGEST && line[end] == line[at]) {
      end++;
    }
    return end - at;
  }
}
