package org.fovea;

/** Where the program starts. */
public final class Fovea {
  private Fovea() {}

  /** Hands the arguments to the command line, which opens the window where one is wanted. */
  public static void main(String[] arguments) {
    System.exit(org.fovea.cli.Main.run(arguments));
  }
}
