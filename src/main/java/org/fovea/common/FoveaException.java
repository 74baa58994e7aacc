package org.fovea.common;

/**
 * A failure that can be told to the user: what happened, to which file, and what to do about it.
 * The message is complete on its own and holds no patient name.
 */
public final class FoveaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String source;

  /**
   * @param source the file, archive entry or object concerned, or null where there is none
   * @param message a plain sentence for the user
   */
  public FoveaException(ErrorCode code, String source, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.source = source;
  }

  /** As the other constructor, without a cause. */
  public FoveaException(ErrorCode code, String source, String message) {
    this(code, source, message, null);
  }

  public ErrorCode code() {
    return code;
  }

  /** The file, archive entry or object concerned, or null. */
  public String source() {
    return source;
  }

  /** The same failure as a value that can be listed beside others. */
  public Problem problem() {
    return new Problem(code, source, getMessage());
  }

  /** What an exception says of itself, or its name where it says nothing. */
  public static String said(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
