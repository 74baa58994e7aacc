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
 * @param changed the corrected region of a volume for {@link Decision#CHANGED}, else null
 * @param changedArea the corrected area on a slide, measured, for {@link Decision#CHANGED}, else
 *     null
 * @param changedClass what the reviewer calls it in place of the finding's own class, for {@link
 *     Decision#CHANGED}; null where the class was left as it was
 */
public record Verdict(
    String trackingUid,
    Decision decision,
    String reason,
    String comment,
    Mask changed,
    Region.Area changedArea,
    FindingClass changedClass,
    Reviewer reviewer,
    Instant at) {

  /** A verdict on a finding in a volume. */
  public Verdict(
      String trackingUid,
      Decision decision,
      String reason,
      String comment,
      Mask changed,
      Reviewer reviewer,
      Instant at) {
    this(trackingUid, decision, reason, comment, changed, null, null, reviewer, at);
  }

  /** A verdict on a finding that may be of another class. */
  public Verdict(
      String trackingUid,
      Decision decision,
      String reason,
      String comment,
      Mask changed,
      FindingClass changedClass,
      Reviewer reviewer,
      Instant at) {
    this(trackingUid, decision, reason, comment, changed, null, changedClass, reviewer, at);
  }

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
