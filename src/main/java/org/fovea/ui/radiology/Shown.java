package org.fovea.ui.radiology;

import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;

/** A stack and whose it is. */
public record Shown(Study study, Series series, Stack stack) {

  Slice slice(int index) {
    return stack.slices().get(index);
  }

  int size() {
    return stack.slices().size();
  }

  /** Whether positions mean the same place in the patient in both (PS3.3 C.7.4.1). */
  boolean sharesFrameOfReference(Shown other) {
    return series.seriesInstanceUid().equals(other.series.seriesInstanceUid())
        || !series.frameOfReferenceUid().isEmpty()
            && series.frameOfReferenceUid().equals(other.series.frameOfReferenceUid());
  }
}
