package org.fovea.dicom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The same with one of its slides and without the others. */
  public Series only(SlideImage slide) {
    return with(stacks, List.of(slide), results);
  }

  /** The same series with other contents. */
  public Series with(List<Stack> stacks, List<SlideImage> slides, List<Instance> results) {
    return new Series(
        seriesInstanceUid,
        number,
        modality,
        description,
        frameOfReferenceUid,
        acquisition,
        stacks,
        slides,
        results);
  }

  /** The objects that hold its images, each once, slides with all their levels. */
  public List<Instance> images() {
    Map<String, Instance> found = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      for (Slice slice : stack.slices()) {
        found.putIfAbsent(slice.instance().sopInstanceUid(), slice.instance());
      }
    }
    for (SlideImage slide : slides) {
      for (List<Instance> level : slide.levels()) {
        level.forEach(i -> found.putIfAbsent(i.sopInstanceUid(), i));
      }
    }
    return List.copyOf(found.values());
  }
}
