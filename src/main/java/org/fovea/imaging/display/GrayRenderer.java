package org.fovea.imaging.display;

import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Samples;

/**
 * Draws monochrome frames: stored value, modality LUT, VOI LUT, brightness (DICOM PS3.3 C.11, PS3.4
 * N.2). For eight- and sixteen-bit values the whole chain is one table of the values that occur,
 * which is kept until the appearance changes; drawing allocates nothing. One renderer serves one
 * thread.
 */
public final class GrayRenderer {
  private static final int BLACK = 0xff000000;

  private final int[] table = new int[1 << 16];
  private Appearance tableOf;
  private boolean tableNegative;
  private boolean tableSigned;
  private int tableLow;
  private int tableHigh = -1;

  /**
   * Draws a frame.
   *
   * @param target premultiplied ARGB, row by row, at least columns × rows long
   * @throws IllegalArgumentException if the frame has colour or the target is too short
   */
  public void render(Frame frame, Appearance how, int[] target) {
    boolean one = frame.photometric() == Photometric.MONOCHROME1;
    if (!one && frame.photometric() != Photometric.MONOCHROME2) {
      throw new IllegalArgumentException("not monochrome: " + frame.photometric());
    }
    int n = frame.samples().length();
    if (target.length < n) {
      throw new IllegalArgumentException(target.length + " pixels for " + n);
    }
    boolean negative = one != how.inverted();
    switch (frame.samples()) {
      case Samples.Bytes b -> {
        prepare(how, negative, b.signed(), b.signed() ? -128 : 0, b.signed() ? 127 : 255);
        byte[] v = b.values();
        int mask = b.signed() ? 0xffff : 0xff; // a negative value stands where a short would
        for (int i = 0; i < n; i++) {
          target[i] = table[v[i] & mask];
        }
      }
      case Samples.Shorts s -> {
        short[] v = s.values();
        int flip = s.signed() ? 0 : 0x8000; // unsigned values compare as signed ones when turned
        int low = Short.MAX_VALUE;
        int high = Short.MIN_VALUE;
        for (int i = 0; i < n; i++) {
          int value = (short) (v[i] ^ flip);
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
        prepare(how, negative, s.signed(), low + flip, high + flip);
        for (int i = 0; i < n; i++) {
          target[i] = table[v[i] & 0xffff];
        }
      }
      case Samples other -> {
        for (int i = 0; i < n; i++) {
          target[i] = pixel(other.get(i), how, negative);
        }
      }
    }
  }

  /** Makes the table hold the values from low to high; those that it holds already are kept. */
  private void prepare(Appearance how, boolean negative, boolean signed, int low, int high) {
    boolean same = how.equals(tableOf) && negative == tableNegative && signed == tableSigned;
    if (!same) {
      tableOf = how;
      tableNegative = negative;
      tableSigned = signed;
      tableLow = low;
      tableHigh = low - 1;
    }
    for (int v = low; v < tableLow; v++) {
      put(v);
    }
    for (int v = tableHigh + 1; v <= high; v++) {
      put(v);
    }
    tableLow = Math.min(tableLow, low);
    tableHigh = Math.max(tableHigh, high);
  }

  private void put(int value) {
    table[value & 0xffff] = pixel(value, tableOf, tableNegative);
  }

  private static int pixel(double stored, Appearance how, boolean negative) {
    if (how.padding(stored)) {
      return BLACK;
    }
    double brightness = how.voi().apply(how.modalityLut().apply(stored));
    if (Double.isNaN(brightness)) {
      return BLACK;
    }
    int g = (int) Math.round(255 * (negative ? 1 - brightness : brightness));
    return BLACK | g << 16 | g << 8 | g;
  }
}
