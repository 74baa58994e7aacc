package org.fovea.ui;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.library.Library;
import org.fovea.ui.worklist.Catalogue;
import org.fovea.workflow.ConvertSlides;
import org.fovea.workflow.ImportFiles;
import org.fovea.workflow.OpenStudies;

/** The studies of the library. */
final class LibraryCatalogue implements Catalogue {
  private static final Text WORDS = Text.of(LibraryCatalogue.class);

  private final Library library;
  private final ImportFiles importFiles;
  private final OpenStudies openStudies;
  private final Blinding blinding;

  /**
   * @param blinding what the user may see; null where nothing is hidden
   */
  LibraryCatalogue(
      Library library, ImportFiles importFiles, OpenStudies openStudies, Blinding blinding) {
    this.library = library;
    this.blinding = blinding;
    this.importFiles = importFiles;
    this.openStudies = openStudies;
  }

  @Override
  public List<Library.StudyRow> search(Library.Query query) throws FoveaException {
    List<Library.StudyRow> rows = library.search(query);
    return blinding == null ? rows : blinding.rows(rows);
  }

  @Override
  public Imported add(List<Path> paths, Progress progress) throws FoveaException {
    return add(paths, ConversionRequest.plain(), progress);
  }

  @Override
  public Imported add(List<Path> paths, ConversionRequest pictures, Progress progress)
      throws FoveaException {
    ImportFiles.Imported found = importFiles.run(paths, pictures, progress);
    List<String> studies = found.studies().stream().map(Study::studyInstanceUid).toList();
    return new Imported(found.count(), studies, found.problems());
  }

  @Override
  public ConvertSlides.Pictures pictures(List<Path> paths) {
    return importFiles.pictures(paths);
  }

  @Override
  public Study open(String studyInstanceUid, Progress progress) throws FoveaException {
    List<Path> files = library.files(studyInstanceUid);
    return openStudies.open(files, progress).studies().stream()
        .filter(s -> s.studyInstanceUid().equals(studyInstanceUid))
        .findFirst()
        .orElseThrow(
            () ->
                new FoveaException(
                    ErrorCode.NOT_ACCESSIBLE, studyInstanceUid, WORDS.get("study.gone")));
  }
}
