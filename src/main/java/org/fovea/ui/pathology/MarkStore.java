package org.fovea.ui.pathology;

import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.finding.AnnotationGroup;

/** Keeps what people draw on slides with the study. Used off the JavaFX thread. */
public interface MarkStore {

  /** What was drawn on a slide before; empty for nothing. */
  List<AnnotationGroup> open(Study study, SlideImage slide) throws FoveaException;

  /** Keeps what is drawn on a slide, in place of what was kept before. */
  void keep(Study study, SlideImage slide, List<AnnotationGroup> groups) throws FoveaException;
}
