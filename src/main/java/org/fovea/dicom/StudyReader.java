package org.fovea.dicom;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.Problem;
import org.fovea.common.Progress;

/** Finds the studies in files, folders, DICOMDIRs and archives. Reads headers, not pixels. */
public interface StudyReader {

  /**
   * Reads everything below the paths.
   *
   * @return the studies, by patient and date, and one problem for each input that could not be read
   */
  Outcome read(List<Path> paths, Progress progress);

  /** What was found and what could not be read. */
  record Outcome(List<Study> studies, List<Problem> problems) {}
}
