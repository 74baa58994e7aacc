package org.fovea.dicom.convert;

import org.aoju.bus.image.UID;

/**
 * How tiles are coded, in DICOM's words.
 *
 * @param transferSyntaxUid PS3.5 Annex A
 * @param photometric Photometric Interpretation (PS3.3 C.7.6.3.1.2)
 * @param lossyMethod Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1); empty where coding loses
 *     nothing
 */
public record TileCoding(String transferSyntaxUid, String photometric, String lossyMethod) {
  /** Lossy Image Compression Method of JPEG. */
  public static final String JPEG = "ISO_10918_1";

  /** Lossy Image Compression Method of JPEG 2000. */
  public static final String JPEG_2000 = "ISO_15444_1";

  /** JPEG baseline in YCbCr. */
  public static TileCoding jpegYcbcr() {
    return new TileCoding(UID.JPEGBaseline1, "YBR_FULL_422", JPEG);
  }

  /** JPEG baseline whose components are red, green and blue. */
  public static TileCoding jpegRgb() {
    return new TileCoding(UID.JPEGBaseline1, "RGB", JPEG);
  }

  public boolean lossy() {
    return !lossyMethod.isEmpty();
  }
}
