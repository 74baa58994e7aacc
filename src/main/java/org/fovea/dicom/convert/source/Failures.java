package org.fovea.dicom.convert.source;

import java.nio.file.Path;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/** What can go wrong with one file, in words. */
final class Failures {
  private static final Text TEXT = Text.of(Failures.class);

  private final Path path;

  Failures(Path path) {
    this.path = path;
  }

  /** The file ends early or contradicts itself. */
  FoveaException damaged(Throwable cause) {
    return damaged("damaged", cause);
  }

  FoveaException damaged(String key, Throwable cause, Object... arguments) {
    return new FoveaException(ErrorCode.DAMAGED, path.toString(), TEXT.get(key, arguments), cause);
  }

  FoveaException unsupported(String key, Object... arguments) {
    return new FoveaException(ErrorCode.UNSUPPORTED, path.toString(), TEXT.get(key, arguments));
  }

  FoveaException limit(String key, Object... arguments) {
    return new FoveaException(ErrorCode.LIMIT_EXCEEDED, path.toString(), TEXT.get(key, arguments));
  }

  FoveaException inaccessible(Throwable cause) {
    return new FoveaException(
        ErrorCode.NOT_ACCESSIBLE, path.toString(), TEXT.get("inaccessible"), cause);
  }
}
