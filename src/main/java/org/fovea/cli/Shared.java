package org.fovea.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that several commands have. */
final class Shared {
  @Option(
      names = "--progress",
      description = "Show progress also where standard error is no terminal.")
  boolean progress;

  @Option(
      names = "--library",
      paramLabel = "FILE",
      description = "Library to use instead of the usual one (or set FOVEA_LIBRARY).")
  Path library;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
