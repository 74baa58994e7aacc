package org.fovea.dicom.parse;

/**
 * Where the pixel data of an object begins, not read yet.
 *
 * @param kind integer, float or double
 * @param encapsulated whether it is a sequence of fragments (PS3.5 A.4)
 * @param offset position of the first byte of the value: of the first sample, or of the item tag of
 *     the Basic Offset Table
 * @param length claimed length in bytes, already cut to what the file holds; for encapsulated data
 *     all that is left of the file
 */
public record PixelData(Kind kind, boolean encapsulated, long offset, long length) {

  /** Which of the three pixel data elements it is. */
  public enum Kind {
    INTEGER,
    FLOAT,
    DOUBLE
  }
}
