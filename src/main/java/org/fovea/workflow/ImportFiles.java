package org.fovea.workflow;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.library.Library;

/** Takes files and folders into the library. The files stay where they are. */
public final class ImportFiles {
  private static final Text WORDS = Text.of(ImportFiles.class);

  private final OpenStudies openStudies;
  private final Library library;

  public ImportFiles(OpenStudies openStudies, Library library) {
    this.openStudies = openStudies;
    this.library = library;
  }

  /**
   * What came of an import.
   *
   * @param studies all that were found, new or known
   */
  public record Imported(Library.ImportCount count, List<Study> studies, List<Problem> problems) {}

  /**
   * Reads and adds; importing the same again changes nothing.
   *
   * @throws java.util.concurrent.CancellationException if cancelled; nothing was added then
   */
  public Imported run(List<Path> paths, Progress progress) throws FoveaException {
    StudyReader.Outcome outcome = openStudies.open(paths, progress.part(0, 0.9));
    progress.checkCancelled();
    progress.report(0.9, WORDS.get("import.adding"));
    Library.ImportCount count = library.add(outcome);
    return new Imported(count, outcome.studies(), outcome.problems());
  }
}
