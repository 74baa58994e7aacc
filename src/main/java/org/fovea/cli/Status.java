package org.fovea.cli;

/** Exit statuses, which scripts rely on. */
final class Status {
  static final int DONE = 0;

  /** The output or the library could not be written, or the program itself failed. */
  static final int FAILED = 1;

  static final int USAGE = 2;
  static final int UNREADABLE = 3;
  static final int NOT_APPLICABLE = 4;
  static final int INFERENCE_FAILED = 5;

  /** Stopped by the user (128 + SIGINT). */
  static final int STOPPED = 130;

  private Status() {}
}
