package org.fovea.batch;

/** The order in which cases are taken. */
public enum CaseOrder {
  /**
   * Most suspicious first: by the highest probability that is known of the study or, before its own
   * analysis, of another study of the same patient.
   */
  URGENCY,
  ARRIVAL
}
