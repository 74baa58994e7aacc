package org.fovea.dicom.deidentify;

/** What becomes of dates. */
public enum DateRule {
  /** Removed, emptied or replaced by the first day of 1900, as the basic profile says. */
  REMOVE,
  /**
   * Moved back by a number of days that is the same for all objects of a patient, so that intervals
   * remain (PS3.15 E.3.6, Retain Longitudinal Temporal Information with Modified Dates Option).
   * Times of day stay. Birth dates are emptied all the same.
   */
  SHIFT
}
