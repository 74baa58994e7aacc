package org.fovea.ui;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.library.Library;
import org.fovea.ui.worklist.Catalogue;

/** The studies of the library. */
final class LibraryCatalogue implements Catalogue {
  private static final Text WORDS = Text.of(LibraryCatalogue.class);

  private final Library library;
  private final StudyReader reader;

  LibraryCatalogue(Library library, StudyReader reader) {
    this.library = library;
    this.reader = reader;
  }

  @Override
  public List<Library.StudyRow> search(Library.Query query) throws FoveaException {
    return library.search(query);
  }

  @Override
  public Imported add(List<Path> paths, Progress progress) throws FoveaException {
    StudyReader.Outcome found = reader.read(paths, progress.part(0, 0.9));
    progress.checkCancelled();
    Library.ImportCount count = library.add(found);
    progress.report(1, "");
    List<String> studies = found.studies().stream().map(Study::studyInstanceUid).toList();
    return new Imported(count, studies, found.problems());
  }

  @Override
  public Study open(String studyInstanceUid, Progress progress) throws FoveaException {
    return reader.read(library.files(studyInstanceUid), progress).studies().stream()
        .filter(s -> s.studyInstanceUid().equals(studyInstanceUid))
        .findFirst()
        .orElseThrow(
            () ->
                new FoveaException(
                    ErrorCode.NOT_ACCESSIBLE, studyInstanceUid, WORDS.get("study.gone")));
  }
}
