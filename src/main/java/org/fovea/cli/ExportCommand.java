package org.fovea.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.workflow.ExportPixels;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea export}: pictures as displayed, or decoded values for numpy. */
@Command(
    name = "export",
    description = "Write pictures as displayed (png), or the decoded pixel values for numpy (npy).")
final class ExportCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(ExportCommand.class);

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path output;

  @Option(names = "--format", defaultValue = "png", description = "png or npy.")
  private ExportPixels.Format format;

  @Mixin private Shared shared;

  private final Terminal terminal;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    ProgressLine line = terminal.progress(shared.progress);
    try (Services services = Services.ofProcess(shared.library)) {
      ExportPixels.Exported done;
      try {
        done = services.exportPixels().run(paths, output, format, line);
      } finally {
        line.clear();
      }
      done.problems().forEach(terminal::problem);
      terminal
          .out()
          .println(
              WORDS.get(
                  "export.done",
                  Integer.toString(done.files().size()),
                  Integer.toString(done.objects()),
                  output.toAbsolutePath().normalize()));
      return done.problems().isEmpty() ? Status.DONE : Status.UNREADABLE;
    }
  }
}
