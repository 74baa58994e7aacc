package org.fovea.finding.agreement;

import java.time.Duration;
import java.time.Instant;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Verdict;

/**
 * A physician's own diagnosis of a case.
 *
 * @param diagnosis the class that the case as a whole is called
 * @param comment free text, or null
 * @param openedAt when the reader began to look at the case
 * @param at when the diagnosis was given
 */
public record Reading(
    String studyInstanceUid,
    ReaderRole role,
    Verdict.Reviewer reader,
    FindingClass diagnosis,
    String comment,
    Instant openedAt,
    Instant at) {

  /** How long the reader looked. */
  public Duration took() {
    return Duration.between(openedAt, at);
  }
}
