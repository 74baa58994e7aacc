package org.fovea.common;

/** A short stable name for each way in which work can fail, which support can look up. */
public enum ErrorCode {
  /** The file or folder does not exist or may not be read. */
  NOT_ACCESSIBLE("F100"),
  /** The file is not DICOM. */
  NOT_DICOM("F101"),
  /** The file ends early or contradicts itself. */
  DAMAGED("F102"),
  /** The file asks for more than the limits of safe reading. */
  LIMIT_EXCEEDED("F103"),
  /** The object is valid but of a kind, coding or syntax that is not read here. */
  UNSUPPORTED("F104"),
  /** A path in a DICOMDIR or an archive leads outside its folder. */
  OUTSIDE_FOLDER("F105"),
  /** The bundle is missing a file, malformed, or one of its checksums does not hold. */
  BUNDLE_INVALID("F200"),
  /** No bundle applies. */
  BUNDLE_NOT_APPLICABLE("F201"),
  /** The network could not be run. */
  INFERENCE_FAILED("F300"),
  /** The library cannot be opened or written. */
  LIBRARY("F400"),
  /** A result could not be written; nothing half-written is left behind. */
  WRITE_FAILED("F500"),
  /** An error in the program itself; the log has the details. */
  UNEXPECTED("F900");

  private final String code;

  ErrorCode(String code) {
    this.code = code;
  }

  /** The code as shown to users and in the log, such as {@code F102}. */
  public String code() {
    return code;
  }
}
