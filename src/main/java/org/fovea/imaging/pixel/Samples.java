package org.fovea.imaging.pixel;

/**
 * Stored pixel values in the smallest array that holds them, row by row, colour interleaved by
 * pixel. The arrays are not copied: nobody writes to a frame once it is decoded.
 */
public sealed interface Samples {

  /** Number of values. */
  int length();

  /** The value at an index, sign and width taken into account. */
  double get(int index);

  /** Eight-bit values. */
  record Bytes(byte[] values, boolean signed) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return signed ? values[i] : values[i] & 0xff;
    }
  }

  /** Sixteen-bit values. */
  record Shorts(short[] values, boolean signed) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return signed ? values[i] : values[i] & 0xffff;
    }
  }

  /** Thirty-two-bit integer values. */
  record Ints(int[] values, boolean signed) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return signed ? values[i] : values[i] & 0xffffffffL;
    }
  }

  /** Values of Float Pixel Data. */
  record Floats(float[] values) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return values[i];
    }
  }

  /** Values of Double Float Pixel Data. */
  record Doubles(double[] values) implements Samples {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return values[i];
    }
  }
}
