package org.fovea.dicom;

import java.io.IOException;

/** Compressed bytes unpack to more than {@link SourceOpener.Limits} allow. */
final class UnpackLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  UnpackLimitException(String message) {
    super(message);
  }
}
