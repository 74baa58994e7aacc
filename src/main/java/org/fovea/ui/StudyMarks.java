package org.fovea.ui;

import java.util.List;
import java.util.function.Supplier;
import org.fovea.common.FoveaException;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.dicom.annotation.AnnotationGroup;
import org.fovea.ui.pathology.MarkStore;
import org.fovea.workflow.KeepAnnotations;

/** Keeps marks beside the results of the study. */
final class StudyMarks implements MarkStore {
  private final KeepAnnotations annotations;
  private final Supplier<String> creator;

  /**
   * @param creator who draws, as DICOM writes names; empty where not known
   */
  StudyMarks(KeepAnnotations annotations, Supplier<String> creator) {
    this.annotations = annotations;
    this.creator = creator;
  }

  @Override
  public List<AnnotationGroup> open(Study study, SlideImage slide) throws FoveaException {
    return annotations.open(study, slide);
  }

  @Override
  public void keep(Study study, SlideImage slide, List<AnnotationGroup> groups)
      throws FoveaException {
    annotations.keep(study, slide, groups, creator.get());
  }
}
