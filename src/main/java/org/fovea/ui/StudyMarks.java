package org.fovea.ui;

import java.util.List;
import java.util.function.Supplier;
import org.fovea.common.FoveaException;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.finding.AnnotationGroup;
import org.fovea.ui.pathology.MarkStore;
import org.fovea.workflow.KeepAnnotations;

/** Keeps marks beside the results of the study. */
final class StudyMarks implements MarkStore {
  private final KeepAnnotations annotations;
  private final Supplier<String> creator;
  private final Blinding blinding;

  /**
   * @param creator who draws, as DICOM writes names; empty where not known
   * @param blinding marks of others are not shown to a reader who is blinded, nor written over
   */
  StudyMarks(KeepAnnotations annotations, Supplier<String> creator, Blinding blinding) {
    this.blinding = blinding;
    this.annotations = annotations;
    this.creator = creator;
  }

  @Override
  public List<AnnotationGroup> open(Study study, SlideImage slide) throws FoveaException {
    return blinding.hidden(study.studyInstanceUid()) ? List.of() : annotations.open(study, slide);
  }

  @Override
  public void keep(Study study, SlideImage slide, List<AnnotationGroup> groups)
      throws FoveaException {
    blinding.check(study.studyInstanceUid());
    annotations.keep(study, slide, groups, creator.get());
  }
}
