package org.fovea.finding.agreement;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.fovea.finding.FindingClass;

/**
 * A case that was read, by one reader or both.
 *
 * @param first null while there is no first reading
 * @param second null while there is no second reading
 * @param ai the class that the AI held most probable; null where it gave none
 * @param addedAt when the case came onto the queue; null where it never was on it
 */
public record ReadCase(
    String studyInstanceUid,
    String patientId,
    String description,
    Reading first,
    Reading second,
    FindingClass ai,
    Instant addedAt) {

  /** Whether both readings are in. */
  public boolean complete() {
    return first != null && second != null;
  }

  /** Whether both readings are in and differ. */
  public boolean disagrees() {
    return complete() && !first.diagnosis().name().equals(second.diagnosis().name());
  }

  /** From the arrival of the case to its last reading; null where that is not known. */
  public Duration turnaround() {
    return addedAt == null
        ? null
        : Stream.of(first, second)
            .filter(r -> r != null)
            .map(Reading::at)
            .max(Instant::compareTo)
            .map(last -> Duration.between(addedAt, last))
            .orElse(null);
  }
}
