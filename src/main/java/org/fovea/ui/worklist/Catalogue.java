package org.fovea.ui.worklist;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.library.Library;
import org.fovea.workflow.ConvertSlides;

/** The studies of this computer, as the worklist needs them. Called off the JavaFX thread. */
public interface Catalogue {

  List<Library.StudyRow> search(Library.Query query) throws FoveaException;

  /** Takes files and folders into the library. */
  Imported add(List<Path> paths, Progress progress) throws FoveaException;

  /** As the other, with what is said of pictures that are not DICOM. */
  default Imported add(List<Path> paths, ConversionRequest pictures, Progress progress)
      throws FoveaException {
    return add(paths, progress);
  }

  /** The pictures among the paths that become DICOM slides when they are taken in. */
  default ConvertSlides.Pictures pictures(List<Path> paths) {
    return new ConvertSlides.Pictures(List.of(), false);
  }

  /** Reads a study of the library again from its files. */
  Study open(String studyInstanceUid, Progress progress) throws FoveaException;

  /**
   * What came of an import.
   *
   * @param studies UIDs of the studies found in the paths, new or known
   */
  record Imported(Library.ImportCount count, List<String> studies, List<Problem> problems) {}
}
