package org.fovea.common;

/**
 * One thing that went wrong while the rest of the work went on.
 *
 * @param code stable name of the failure
 * @param source the file, archive entry or object concerned; null where there is none
 * @param message a plain sentence for the user, without patient names
 */
public record Problem(ErrorCode code, String source, String message) {

  /** One line for a terminal: source, message, code. */
  public String line() {
    return (source == null ? "" : source + ": ") + message + " [" + code.code() + "]";
  }
}
