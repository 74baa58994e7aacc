package org.fovea.dicom.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** Palette colour tables, plain and segmented (PS3.3 C.7.6.3.1.5, C.7.9.2). */
final class PaletteReader {
  /** Segments expanded, the empty ones of hostile tables counted too; real tables have hundreds. */
  private static final int MAXIMUM_SEGMENTS = 1 << 20;

  private PaletteReader() {}

  /**
   * A palette.
   *
   * @param rgb 0xRRGGBB by stored value minus {@code first}
   */
  record Palette(int[] rgb, int first) {}

  static Palette read(Attributes a) {
    int[] red =
        table(
            a,
            Tag.RedPaletteColorLookupTableDescriptor,
            Tag.RedPaletteColorLookupTableData,
            Tag.SegmentedRedPaletteColorLookupTableData);
    int[] green =
        table(
            a,
            Tag.GreenPaletteColorLookupTableDescriptor,
            Tag.GreenPaletteColorLookupTableData,
            Tag.SegmentedGreenPaletteColorLookupTableData);
    int[] blue =
        table(
            a,
            Tag.BluePaletteColorLookupTableDescriptor,
            Tag.BluePaletteColorLookupTableData,
            Tag.SegmentedBluePaletteColorLookupTableData);
    int n = Math.min(red.length, Math.min(green.length, blue.length));
    int[] rgb = new int[n];
    for (int i = 0; i < n; i++) {
      rgb[i] = red[i] << 16 | green[i] << 8 | blue[i];
    }
    int first =
        descriptor(a, Tag.RedPaletteColorLookupTableDescriptor).getShort(2)
            & (a.getInt(Tag.PixelRepresentation, 0) == 1 ? -1 : 0xffff);
    return new Palette(rgb, first);
  }

  private static ByteBuffer descriptor(Attributes a, int tag) {
    byte[] raw = a.getSafeBytes(tag);
    if (raw == null || raw.length < 6) {
      throw new IllegalArgumentException("palette without descriptor");
    }
    return ByteBuffer.wrap(raw).order(order(a));
  }

  private static ByteOrder order(Attributes a) {
    return a.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** Eight-bit brightness by entry. */
  private static int[] table(Attributes a, int descriptorTag, int dataTag, int segmentedTag) {
    ByteBuffer descriptor = descriptor(a, descriptorTag);
    int count = descriptor.getShort(0) & 0xffff;
    int bits = descriptor.getShort(4) & 0xffff;
    count = count == 0 ? 65536 : count;
    byte[] data = a.getSafeBytes(dataTag);
    int[] entries;
    if (data != null && data.length > 0) {
      entries = LutTable.entries(data, count, order(a));
      if (data.length < 2 * count) {
        bits = 8;
      }
    } else {
      entries = segments(a.getSafeBytes(segmentedTag), count, bits, order(a));
    }
    int largest = 0;
    for (int e : entries) {
      largest = Math.max(largest, e);
    }
    // Some writers say 16 bits and store 8; then nothing is above 255.
    int shift = bits > 8 && largest > 255 ? bits - 8 : 0;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Math.min(255, entries[i] >> shift);
    }
    return entries;
  }

  private static int[] segments(byte[] data, int count, int bits, ByteOrder order) {
    if (data == null) {
      throw new IllegalArgumentException("palette without data");
    }
    int[] out = new int[count];
    int[] filled = {0, 0};
    expand(
        new Segments(ByteBuffer.wrap(data).order(order), bits > 8),
        out,
        filled,
        Long.MAX_VALUE,
        false);
    if (filled[0] < count) {
      throw new IllegalArgumentException("segmented palette too short");
    }
    return out;
  }

  private record Segments(ByteBuffer bytes, boolean words) {
    int next() {
      return words ? bytes.getShort() & 0xffff : bytes.get() & 0xff;
    }

    boolean more() {
      return bytes.remaining() >= (words ? 4 : 2);
    }
  }

  private static void expand(Segments in, int[] out, int[] filled, long limit, boolean indirect) {
    while (limit-- > 0 && in.more() && filled[0] < out.length) {
      if (++filled[1] > MAXIMUM_SEGMENTS) {
        throw new IllegalArgumentException("segmented palette of too many segments");
      }
      int opcode = in.next();
      int length = in.next();
      switch (opcode) {
        case 0 -> {
          for (int i = 0; i < length && filled[0] < out.length; i++) {
            out[filled[0]++] = in.next();
          }
        }
        case 1 -> {
          int from = filled[0] == 0 ? 0 : out[filled[0] - 1];
          int to = in.next();
          for (int i = 1; i <= length && filled[0] < out.length; i++) {
            out[filled[0]++] = (int) Math.round(from + (to - from) * (double) i / length);
          }
        }
        case 2 -> {
          if (indirect) {
            throw new IllegalArgumentException("indirect segment inside an indirect segment");
          }
          long offset = in.next() | (long) in.next() << (in.words() ? 16 : 8);
          if (!in.words()) {
            offset |= (long) in.next() << 16 | (long) in.next() << 24;
          }
          int back = in.bytes().position();
          in.bytes().position(Math.toIntExact(offset));
          expand(in, out, filled, length, true);
          in.bytes().position(back);
        }
        default -> throw new IllegalArgumentException("segment of unknown kind");
      }
    }
  }
}
