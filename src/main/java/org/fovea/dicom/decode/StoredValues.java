package org.fovea.dicom.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.fovea.imaging.pixel.Samples;

/** Turns the bytes of one uncompressed frame into stored values (PS3.5 8.1.1). */
final class StoredValues {
  private StoredValues() {}

  /** One-bit values, the first pixel in the least significant bit (PS3.5 8.1.1). */
  static Samples bits(byte[] bytes, int firstBit, int count) {
    byte[] out = new byte[count];
    for (int i = 0; i < count; i++) {
      int bit = firstBit + i;
      out[i] = (byte) (bytes[bit >> 3] >> (bit & 7) & 1);
    }
    return new Samples.Bytes(out, false);
  }

  static Samples integers(byte[] bytes, Layout layout, ByteOrder order) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    int n = layout.values();
    int shift = layout.highBit() + 1 - layout.bitsStored();
    boolean whole = layout.bitsStored() == layout.bitsAllocated();
    switch (layout.bitsAllocated()) {
      case 8 -> {
        byte[] out = bytes.length == n ? bytes : java.util.Arrays.copyOf(bytes, n);
        if (!whole) {
          for (int i = 0; i < n; i++) {
            out[i] = (byte) significant(out[i], layout, shift);
          }
        }
        return new Samples.Bytes(out, layout.signed());
      }
      case 16 -> {
        short[] out = new short[n];
        in.asShortBuffer().get(out);
        if (!whole) {
          for (int i = 0; i < n; i++) {
            out[i] = (short) significant(out[i], layout, shift);
          }
        }
        return narrow(out, layout);
      }
      default -> {
        int[] out = new int[n];
        in.asIntBuffer().get(out);
        if (!whole) {
          for (int i = 0; i < n; i++) {
            out[i] = significant(out[i], layout, shift);
          }
        }
        if (layout.bitsStored() > 16) {
          return new Samples.Ints(out, layout.signed());
        }
        short[] shorts = new short[n];
        for (int i = 0; i < n; i++) {
          shorts[i] = (short) out[i];
        }
        return narrow(shorts, layout);
      }
    }
  }

  /** Values of at most eight significant bits need no more than a byte each. */
  static Samples narrow(short[] values, Layout layout) {
    if (layout.bitsStored() > 8) {
      return new Samples.Shorts(values, layout.signed());
    }
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return new Samples.Bytes(out, layout.signed());
  }

  /** The stored bits alone, sign extended; what lies above them may be an overlay. */
  static int significant(int raw, Layout layout, int shift) {
    int unused = 32 - layout.bitsStored();
    int up = raw >> shift << unused;
    return layout.signed() ? up >> unused : up >>> unused;
  }

  static Samples floats(byte[] bytes, int count, ByteOrder order) {
    float[] out = new float[count];
    ByteBuffer.wrap(bytes).order(order).asFloatBuffer().get(out);
    return new Samples.Floats(out);
  }

  static Samples doubles(byte[] bytes, int count, ByteOrder order) {
    double[] out = new double[count];
    ByteBuffer.wrap(bytes).order(order).asDoubleBuffer().get(out);
    return new Samples.Doubles(out);
  }

  /** Colour by plane to colour by pixel. */
  static byte[] interleave(byte[] planar, int pixels, int samples, int bytes) {
    byte[] out = new byte[planar.length];
    for (int s = 0; s < samples; s++) {
      for (int p = 0; p < pixels; p++) {
        for (int b = 0; b < bytes; b++) {
          out[(p * samples + s) * bytes + b] = planar[(s * pixels + p) * bytes + b];
        }
      }
    }
    return out;
  }
}
