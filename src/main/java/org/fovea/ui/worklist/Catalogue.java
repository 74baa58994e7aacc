package org.fovea.ui.worklist;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.library.Library;

/** The studies of this computer, as the worklist needs them. Called off the JavaFX thread. */
public interface Catalogue {

  List<Library.StudyRow> search(Library.Query query) throws FoveaException;

  /** Takes files and folders into the library. */
  Imported add(List<Path> paths, Progress progress) throws FoveaException;

  /** Reads a study of the library again from its files. */
  Study open(String studyInstanceUid, Progress progress) throws FoveaException;

  /**
   * What came of an import.
   *
   * @param studies UIDs of the studies found in the paths, new or known
   */
  record Imported(Library.ImportCount count, List<String> studies, List<Problem> problems) {}
}
