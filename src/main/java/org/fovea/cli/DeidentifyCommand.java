package org.fovea.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.workflow.DeidentifyFiles;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea deidentify}: copies without what says whose they are. */
@Command(
    name = "deidentify",
    description = {
      "Copy DICOM objects without names, numbers, dates and private attributes (PS3.15 Annex E,"
          + " basic profile).",
      "New UIDs throughout; references between the objects of one run still hold. Pixels are not"
          + " changed: images that may have writing in them, and labels of slides, are left out."
    })
final class DeidentifyCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(DeidentifyCommand.class);

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "Output folder.")
  private Path output;

  @Option(
      names = "--shift-dates",
      description =
          "Move dates back by a number of days that is the same for all images of a patient,"
              + " instead of removing them.")
  private boolean shiftDates;

  @Option(
      names = "--pictures-seen",
      description =
          "Also copy images that may have writing in them, such as ultrasound and screen captures:"
              + " you have looked at each of them.")
  private boolean picturesSeen;

  @Mixin private Shared shared;

  private final Terminal terminal;

  DeidentifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    ProgressLine line = terminal.progress(shared.progress);
    try (Services services = Services.ofProcess(shared.library)) {
      DeidentifyFiles.Copied done;
      try {
        done =
            services
                .deidentifyFiles()
                .run(new DeidentifyFiles.Request(paths, output, shiftDates, picturesSeen), line);
      } finally {
        line.clear();
      }
      done.problems().forEach(terminal::problem);
      done.notes().forEach(terminal.err()::println);
      terminal
          .out()
          .println(
              WORDS.get(
                  "deidentify.done",
                  Integer.toString(done.files().size()),
                  output.toAbsolutePath().normalize()));
      return done.problems().isEmpty() ? Status.DONE : Status.UNREADABLE;
    }
  }
}
