package org.fovea.finding;

/**
 * One thing that was found.
 *
 * @param trackingUid DICOM UID that stays the same through every later version of this finding
 * @param trackingId short name for people, unique within the analysis, such as {@code Glioma 1}
 * @param label what it is, for people
 * @param code what it is, coded
 * @param site where in the body, coded
 * @param category segmented property category, coded
 * @param probability calibrated probability, 0 to 1, that this is what the label says
 */
public record Finding(
    String trackingUid,
    String trackingId,
    String label,
    Code code,
    Code site,
    Code category,
    double probability,
    Region region) {

  /** The same finding elsewhere. */
  public Finding at(Region other) {
    return new Finding(trackingUid, trackingId, label, code, site, category, probability, other);
  }
}
