package org.fovea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.ui.FoveaApplication;
import org.fovea.ui.LaunchOptions;
import org.fovea.workflow.AnalyzeStudies;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea [PATH...]}: opens the window; without a display, analyses into results/. */
@Command(
    name = "fovea",
    versionProvider = VersionProvider.class,
    description = {
      "Opens the window, on these files or folders if given. Without a display, analyses them into"
          + " results/ instead.",
      "For research use only."
    },
    synopsisHeading = "Usage: ",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0  all done",
      "  1  the output could not be written, or Fovea failed",
      "  2  wrong usage",
      "  3  some input could not be read; the rest was done",
      "  4  no bundle applies to any input",
      "  5  inference failed"
    })
final class FoveaCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(FoveaCommand.class);
  private static final Path RESULTS = Path.of("results");

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths = List.of();

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  @Option(
      names = "--verbose",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Write the log to standard error too.")
  private boolean verbose;

  @Mixin private Shared shared;

  private final Terminal terminal;

  FoveaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws FoveaException {
    if (Display.available()) {
      try {
        return FoveaApplication.launch(new LaunchOptions(paths, samples()));
      } catch (UnsupportedOperationException e) {
        // the display that the environment names cannot be reached
        org.slf4j.LoggerFactory.getLogger(FoveaCommand.class).warn("no display", e);
      }
    }
    try (Services services = Services.ofProcess(shared.library)) {
      List<Path> input =
          paths.isEmpty() ? services.samples().map(List::of).orElse(List.of()) : paths;
      if (input.isEmpty()) {
        throw new FoveaException(ErrorCode.NOT_ACCESSIBLE, null, WORDS.get("display.noInput"));
      }
      terminal.err().println(WORDS.get("display.none", RESULTS.toAbsolutePath()));
      return new Analysis(terminal, shared.progress)
          .run(
              services.analyzeStudies(false),
              new AnalyzeStudies.Request(input, RESULTS, List.of(), "auto", false));
    }
  }

  /** The samples are analysed at once; a study of the user's own waits for a key. */
  private boolean samples() {
    Path samples = Path.of(System.getProperty("fovea.home", "."), "sample-dicom");
    return paths.stream()
        .anyMatch(
            p -> {
              try {
                return Files.exists(p) && Files.exists(samples) && Files.isSameFile(p, samples);
              } catch (IOException e) {
                return false;
              }
            });
  }
}
