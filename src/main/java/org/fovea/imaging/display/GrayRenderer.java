package org.fovea.imaging.display;

import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Samples;

/**
 * Draws monochrome frames: stored value, modality LUT, VOI LUT, brightness (DICOM PS3.3 C.11, PS3.4
 * N.2). For eight- and sixteen-bit values the whole chain is one table, which is kept until the
 * appearance changes; drawing then allocates nothing. One renderer serves one thread.
 */
public final class GrayRenderer {
  private static final int BLACK = 0xff000000;

  private final int[] table = new int[1 << 16];
  private Appearance tableOf;
  private boolean tableNegative;
  private boolean tableSigned;
  private int tableBits;

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
        prepare(how, negative, b.signed(), 8);
        byte[] v = b.values();
        for (int i = 0; i < n; i++) {
          target[i] = table[v[i] & 0xff];
        }
      }
      case Samples.Shorts s -> {
        prepare(how, negative, s.signed(), 16);
        short[] v = s.values();
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

  private void prepare(Appearance how, boolean negative, boolean signed, int bits) {
    if (how.equals(tableOf)
        && negative == tableNegative
        && signed == tableSigned
        && bits == tableBits) {
      return;
    }
    int size = 1 << bits;
    for (int i = 0; i < size; i++) {
      table[i] = pixel(signed && i >= size / 2 ? i - size : i, how, negative);
    }
    tableOf = how;
    tableNegative = negative;
    tableSigned = signed;
    tableBits = bits;
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
