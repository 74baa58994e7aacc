package org.fovea.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.library.Library;

/**
 * Takes files and folders into the library. DICOM files stay where they are; of other pictures
 * DICOM slides are made in the library's own folder first.
 */
public final class ImportFiles {
  private static final Text WORDS = Text.of(ImportFiles.class);

  private final OpenStudies openStudies;
  private final Library library;
  private final ConvertSlides convertSlides;

  public ImportFiles(OpenStudies openStudies, Library library, ConvertSlides convertSlides) {
    this.openStudies = openStudies;
    this.library = library;
    this.convertSlides = convertSlides;
  }

  /**
   * What came of an import.
   *
   * @param studies all that were found, new or known
   * @param slides how many of the pictures are DICOM slides now
   * @param notes what the user should know although nothing failed
   */
  public record Imported(
      Library.ImportCount count,
      List<Study> studies,
      int slides,
      List<String> notes,
      List<Problem> problems) {}

  /** Looks for pictures that are not DICOM and would be converted. */
  public ConvertSlides.Pictures pictures(List<Path> paths) {
    return convertSlides.find(paths);
  }

  /** As the other, with nothing said of pictures that are not DICOM. */
  public Imported run(List<Path> paths, Progress progress) throws FoveaException {
    return run(paths, ConversionRequest.plain(), progress);
  }

  /**
   * Reads and adds; importing the same again changes nothing.
   *
   * @param request what is said of pictures that are not DICOM
   * @throws java.util.concurrent.CancellationException if cancelled; nothing was added then
   */
  public Imported run(List<Path> paths, ConversionRequest request, Progress progress)
      throws FoveaException {
    ConvertSlides.Converted converted = convertSlides.run(paths, request, progress.part(0, 0.7));
    List<Path> inputs = new ArrayList<>(converted.others());
    inputs.addAll(converted.folders());
    StudyReader.Outcome outcome = openStudies.open(inputs, progress.part(0.7, 0.9));
    progress.checkCancelled();
    progress.report(0.9, WORDS.get("import.adding"));
    Library.ImportCount count = library.add(outcome);
    List<Problem> problems = new ArrayList<>(converted.problems());
    List<String> notes = new ArrayList<>();
    sort(outcome.problems(), converted, problems, notes);
    return new Imported(
        count, outcome.studies(), converted.folders().size(), notes, List.copyOf(problems));
  }

  /**
   * A folder without DICOM is as it should be when its pictures were taken. Pictures without a
   * scale beside DICOM are likely previews, and no reason to fail.
   */
  private static void sort(
      List<Problem> found,
      ConvertSlides.Converted converted,
      List<Problem> problems,
      List<String> notes) {
    Set<String> pictureFolders = new HashSet<>();
    converted.pictureFolders().forEach(folder -> pictureFolders.add(folder.toString()));
    Set<String> without = new HashSet<>();
    for (Problem problem : found) {
      boolean empty =
          problem.code() == ErrorCode.NOT_DICOM && pictureFolders.contains(problem.source());
      if (empty) {
        without.add(problem.source());
      } else {
        problems.add(problem);
      }
    }
    converted
        .withoutScale()
        .forEach(
            (folder, n) -> {
              String words = WORDS.get("import.noScale", n);
              if (without.contains(folder.toString())) {
                problems.add(new Problem(ErrorCode.UNSUPPORTED, folder.toString(), words));
              } else {
                notes.add(folder + ": " + words);
              }
            });
  }
}
