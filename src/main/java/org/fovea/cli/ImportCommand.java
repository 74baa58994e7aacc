package org.fovea.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.workflow.ImportFiles;
import org.fovea.workflow.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fovea import}: into the local library. */
@Command(
    name = "import",
    description = {
      "Take studies into the library. DICOM files stay where they are; PNG, JPEG, TIFF and SVS"
          + " become DICOM slides in the library's own folder."
    })
final class ImportCommand implements Callable<Integer> {
  private static final Text WORDS = Text.of(ImportCommand.class);

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, DICOMDIR or ZIP.")
  private List<Path> paths;

  @Mixin private PictureOptions pictures;

  @Mixin private Shared shared;

  private final Terminal terminal;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws FoveaException {
    ProgressLine line = terminal.progress(shared.progress);
    try (Services services = Services.ofProcess(shared.library)) {
      ImportFiles.Imported done;
      try {
        done = services.importFiles().run(paths, pictures.request(), line);
      } finally {
        line.clear();
      }
      done.problems().forEach(terminal::problem);
      done.notes().forEach(terminal.err()::println);
      if (done.slides() > 0) {
        terminal.out().println(WORDS.get("import.slides", done.slides()));
      }
      terminal
          .out()
          .println(
              WORDS.get(
                  "import.done",
                  Integer.toString(done.count().studies()),
                  Integer.toString(done.count().instances()),
                  Integer.toString(done.count().alreadyThere())));
      return done.problems().isEmpty() ? Status.DONE : Status.UNREADABLE;
    }
  }
}
