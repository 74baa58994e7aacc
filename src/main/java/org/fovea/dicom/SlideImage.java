package org.fovea.dicom;

import java.util.List;
import java.util.Set;
import org.fovea.imaging.slide.Slide;

/**
 * One whole-slide image and the objects it is made of (VL Whole Slide Microscopy Image, PS3.3
 * A.32.8).
 *
 * @param levels the objects of each of the slide's levels, in the same order; several where a level
 *     is a concatenation
 * @param associated pictures of the glass itself
 * @param remarks what the user should know: a level left out, frames missing, no scale; plain words
 */
public record SlideImage(
    Slide slide,
    List<List<Instance>> levels,
    List<AssociatedImage> associated,
    List<String> remarks) {

  /** The object of the highest resolution, or the first part of it. */
  public Instance highest() {
    return levels.getFirst().getFirst();
  }

  /** SOP Instance UID of the highest resolution: tells glasses apart. */
  public String instanceUid() {
    return highest().sopInstanceUid();
  }

  /** Whether any of these SOP Instance UIDs is that of one of its levels. */
  public boolean isAmong(Set<String> uids) {
    return levels.stream()
        .flatMap(List::stream)
        .map(Instance::sopInstanceUid)
        .anyMatch(uids::contains);
  }

  /** What an associated picture shows (Image Type, value 3, PS3.3 C.8.12.4.1.1). */
  public enum Kind {
    /** The label, which carries names and is shown only when asked for. */
    LABEL,
    /** The whole glass, the label included. */
    OVERVIEW,
    THUMBNAIL
  }

  /** A picture that belongs to the glass and not to the pyramid. */
  public record AssociatedImage(Kind kind, Instance instance) {}
}
