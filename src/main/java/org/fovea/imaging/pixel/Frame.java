package org.fovea.imaging.pixel;

/**
 * One decoded image: stored values before any lookup table.
 *
 * @param samplesPerPixel 1, or 3 for {@link Photometric#RGB}
 * @param bitsStored number of significant bits a sample; 32 or 64 for float data
 */
public record Frame(
    int columns,
    int rows,
    int samplesPerPixel,
    int bitsStored,
    Photometric photometric,
    Samples samples) {

  public Frame {
    if (samples.length() != (long) columns * rows * samplesPerPixel) {
      throw new IllegalArgumentException("frame of " + samples.length() + " values");
    }
  }
}
