package org.fovea.dicom;

import java.util.List;
import org.fovea.imaging.Acquisition;

/**
 * One series.
 *
 * @param frameOfReferenceUid empty where absent
 * @param stacks what can be looked at; a series of mixed orientations has several
 * @param slides whole-slide images; they are not scrolled but panned
 * @param results segmentations, parametric maps and structured reports, which are not scrolled
 */
public record Series(
    String seriesInstanceUid,
    int number,
    String modality,
    String description,
    String frameOfReferenceUid,
    Acquisition acquisition,
    List<Stack> stacks,
    List<SlideImage> slides,
    List<Instance> results) {

  /** A series without slides. */
  public Series(
      String seriesInstanceUid,
      int number,
      String modality,
      String description,
      String frameOfReferenceUid,
      Acquisition acquisition,
      List<Stack> stacks,
      List<Instance> results) {
    this(
        seriesInstanceUid,
        number,
        modality,
        description,
        frameOfReferenceUid,
        acquisition,
        stacks,
        List.of(),
        results);
  }
}
