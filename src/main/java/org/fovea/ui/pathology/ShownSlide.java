package org.fovea.ui.pathology;

import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.imaging.slide.Slide;

/** A slide with the study that it belongs to. */
record ShownSlide(Study study, Series series, SlideImage image) {

  Slide slide() {
    return image.slide();
  }

  /**
   * Whether a UID names it: the SOP Instance UID of its highest resolution, or its series, which
   * may hold several slides.
   */
  boolean is(String uid) {
    return image.instanceUid().equals(uid) || series.seriesInstanceUid().equals(uid);
  }

  /** What the glass is called: its identifier, else what the header says of it. */
  String title() {
    Slide s = slide();
    return !s.containerIdentifier().isBlank()
        ? s.containerIdentifier()
        : !s.description().isBlank() ? s.description() : series.description();
  }

  /** The stains in one line; empty where the header is silent. */
  String stains() {
    return slide().stainsInBrief();
  }
}
