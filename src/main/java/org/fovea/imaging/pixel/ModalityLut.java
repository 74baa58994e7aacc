package org.fovea.imaging.pixel;

/** From stored values to the modality's own (DICOM PS3.3 C.11.1). */
public sealed interface ModalityLut {

  /** The modality's value of a stored value. */
  double apply(double stored);

  /** The unit of the outcome, such as {@code HU}; empty where the header does not say. */
  String unit();

  /** {@code slope · stored + intercept}. */
  record Rescale(double slope, double intercept, String unit) implements ModalityLut {
    @Override
    public double apply(double stored) {
      return slope * stored + intercept;
    }
  }

  /** A table; values outside it take its first or last entry. */
  record Table(int firstMapped, int[] entries, String unit) implements ModalityLut {
    @Override
    public double apply(double stored) {
      long i = Math.round(stored) - firstMapped;
      return entries[(int) Math.clamp(i, 0, entries.length - 1)];
    }
  }

  /** Stored values as they are. */
  static ModalityLut identity() {
    return new Rescale(1, 0, "");
  }
}
