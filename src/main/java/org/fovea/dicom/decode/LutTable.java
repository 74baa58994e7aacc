package org.fovea.dicom.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * A table of a modality or VOI LUT sequence (PS3.3 C.11.1.1, C.11.2.1.1).
 *
 * @param first input value of the first entry
 * @param bits bits of an entry
 */
record LutTable(int first, int[] entries, int bits) {

  static LutTable read(Attributes item, boolean signedInput) {
    byte[] raw = item.getSafeBytes(Tag.LUTDescriptor);
    byte[] data = item.getSafeBytes(Tag.LUTData);
    if (raw == null || raw.length < 6 || data == null) {
      throw new IllegalArgumentException("lookup table without descriptor or data");
    }
    ByteOrder order = item.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer descriptor = ByteBuffer.wrap(raw).order(order);
    int count = descriptor.getShort(0) & 0xffff;
    int first = signedInput ? descriptor.getShort(2) : descriptor.getShort(2) & 0xffff;
    int bits = descriptor.getShort(4) & 0xffff;
    if (count == 0) {
      count = 65536;
    }
    if (bits < 8 || bits > 16) {
      throw new IllegalArgumentException("lookup table of " + bits + " bits");
    }
    return new LutTable(first, entries(data, count, order), bits);
  }

  /** Entries of one or two bytes, told apart by the length of the data. */
  static int[] entries(byte[] data, int count, ByteOrder order) {
    int[] entries = new int[count];
    if (data.length >= 2 * count) {
      ByteBuffer words = ByteBuffer.wrap(data).order(order);
      for (int i = 0; i < count; i++) {
        entries[i] = words.getShort(2 * i) & 0xffff;
      }
    } else if (data.length >= count) {
      for (int i = 0; i < count; i++) {
        entries[i] = data[i] & 0xff;
      }
    } else {
      throw new IllegalArgumentException("lookup table shorter than its descriptor says");
    }
    return entries;
  }
}
