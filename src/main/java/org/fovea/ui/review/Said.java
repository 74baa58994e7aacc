package org.fovea.ui.review;

import java.time.Instant;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.imaging.volume.Mask;

/** What is said of a finding, without who and when; the components are those of a verdict. */
record Said(
    Verdict.Decision decision,
    String reason,
    String comment,
    Mask changed,
    Region.Area changedArea,
    FindingClass changedClass) {

  /** A decision on a finding as it was found. */
  static Said of(Verdict.Decision decision, String reason) {
    return new Said(decision, reason, null, null, null, null);
  }

  /** The same as a verdict says; nothing where nobody has spoken. */
  static Said of(Verdict v) {
    return v == null
        ? of(Verdict.Decision.PENDING, null)
        : new Said(
            v.decision(), v.reason(), v.comment(), v.changed(), v.changedArea(), v.changedClass());
  }

  Said commented(String text) {
    return new Said(decision, reason, text, changed, changedArea, changedClass);
  }

  /** With another border, in a volume. */
  static Said redrawn(Mask mask) {
    return new Said(Verdict.Decision.CHANGED, null, null, mask, null, null);
  }

  /** With another border, on a slide; comment and class stay. */
  Said redrawn(Region.Area area) {
    return new Said(Verdict.Decision.CHANGED, null, comment, null, area, changedClass);
  }

  /**
   * Under another class; comment and border stay.
   *
   * @param other null for the finding's own class: without another border it is accepted then
   */
  Said called(FindingClass other) {
    boolean asFound = other == null && changed == null && changedArea == null;
    return new Said(
        asFound ? Verdict.Decision.ACCEPTED : Verdict.Decision.CHANGED,
        null,
        comment,
        changed,
        changedArea,
        other);
  }

  Verdict by(Verdict.Reviewer reviewer, String trackingUid, Instant at) {
    return new Verdict(
        trackingUid, decision, reason, comment, changed, changedArea, changedClass, reviewer, at);
  }
}
