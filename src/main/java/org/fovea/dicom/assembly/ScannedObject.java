package org.fovea.dicom.assembly;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Patient;
import org.fovea.imaging.Acquisition;

/** What assembly keeps of one header. */
final class ScannedObject {
  /** What becomes of an object. */
  enum Kind {
    IMAGE,
    SLIDE,
    RESULT
  }

  final Kind kind;
  final Instance instance;
  final Patient patient;
  final LocalDate studyDate;
  final LocalTime studyTime;
  final String accessionNumber;
  final String studyDescription;
  final int seriesNumber;
  final String seriesDescription;
  final String frameOfReferenceUid;
  final Acquisition acquisition;
  final boolean functionalGroups;
  final long pixelOffset;

  /** A sentence on the detector's spacing for projections; null where it does not apply. */
  final String spacingRemark;

  /** What tells a whole-slide image's place in a pyramid; null for others. */
  final ScannedSlide slide;

  final List<ScannedFrame> frames = new ArrayList<>();

  ScannedObject(
      Kind kind,
      Instance instance,
      Patient patient,
      LocalDate studyDate,
      LocalTime studyTime,
      String accessionNumber,
      String studyDescription,
      int seriesNumber,
      String seriesDescription,
      String frameOfReferenceUid,
      Acquisition acquisition,
      boolean functionalGroups,
      long pixelOffset,
      String spacingRemark,
      ScannedSlide slide) {
    this.kind = kind;
    this.instance = instance;
    this.patient = patient;
    this.studyDate = studyDate;
    this.studyTime = studyTime;
    this.accessionNumber = accessionNumber;
    this.studyDescription = studyDescription;
    this.seriesNumber = seriesNumber;
    this.seriesDescription = seriesDescription;
    this.frameOfReferenceUid = frameOfReferenceUid;
    this.acquisition = acquisition;
    this.functionalGroups = functionalGroups;
    this.pixelOffset = pixelOffset;
    this.spacingRemark = spacingRemark;
    this.slide = slide;
  }

  String modality() {
    return acquisition.modality();
  }
}
