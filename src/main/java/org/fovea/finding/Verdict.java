package org.fovea.finding;

import java.time.Instant;
import org.fovea.imaging.volume.Mask;

/**
 * What a physician said of one finding. Verdicts are only ever added; the latest of a finding
 * holds.
 *
 * @param trackingUid the finding's
 * @param reason why it was rejected, a short phrase; null otherwise
 * @param comment free text, or null
 * @param changed the corrected region for {@link Decision#CHANGED}, else null
 */
public record Verdict(
    String trackingUid,
    Decision decision,
    String reason,
    String comment,
    Mask changed,
    Reviewer reviewer,
    Instant at) {

  /** What was decided. */
  public enum Decision {
    PENDING,
    ACCEPTED,
    CHANGED,
    REJECTED
  }

  /**
   * Who decided.
   *
   * @param name DICOM person name, {@code Family^Given}
   * @param organization may be empty
   */
  public record Reviewer(String name, String organization) {}
}
