package org.fovea.imaging.pixel;

/** From the modality's values to brightness 0 (black) to 1 (white) (DICOM PS3.3 C.11.2). */
public sealed interface VoiLut {

  /** Brightness, 0 to 1, of a value of the modality. */
  double apply(double value);

  /** Linear window, C.11.2.1.2.1, for outputs 0 to 1. */
  record Linear(double center, double width) implements VoiLut {
    @Override
    public double apply(double x) {
      if (width <= 1) {
        return x <= center - 0.5 ? 0 : 1;
      }
      return Math.clamp((x - (center - 0.5)) / (width - 1) + 0.5, 0, 1);
    }
  }

  /** Window of function LINEAR_EXACT, C.11.2.1.3.2. */
  record LinearExact(double center, double width) implements VoiLut {
    @Override
    public double apply(double x) {
      return Math.clamp((x - center) / width + 0.5, 0, 1);
    }
  }

  /** Window of function SIGMOID, C.11.2.1.3.1. */
  record Sigmoid(double center, double width) implements VoiLut {
    @Override
    public double apply(double x) {
      return 1 / (1 + Math.exp(-4 * (x - center) / width));
    }
  }

  /** VOI LUT Sequence item; values outside take the first or last entry. */
  record Table(int firstMapped, int[] entries, int bits) implements VoiLut {
    @Override
    public double apply(double x) {
      long i = Math.round(x) - firstMapped;
      return entries[(int) Math.clamp(i, 0, entries.length - 1)] / (double) ((1L << bits) - 1);
    }
  }
}
