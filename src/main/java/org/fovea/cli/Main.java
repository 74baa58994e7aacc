package org.fovea.cli;

/** The command line. */
public final class Main {
  private Main() {}

  /** Runs a command and returns its exit status. */
  public static int run(String... arguments) {
    return 2;
  }
}
