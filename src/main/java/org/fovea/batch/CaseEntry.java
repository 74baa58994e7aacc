package org.fovea.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.fovea.library.Library.ReviewState;

/**
 * One case of the queue: the images of a study, or a file that holds none.
 *
 * @param number place in the order of arrival
 * @param studyInstanceUid null for a file that could not be read
 * @param source the file that could not be read; null for a study
 * @param images key of the images, see {@link CaseKey}; empty where there are none
 * @param bundles ids of the bundles asked for; empty for all that apply
 * @param output folder of the results; null where they go beside the study
 * @param reason why it was refused or set aside; null otherwise
 * @param begun how often it was begun without coming to an end
 * @param reused whether what was known of these images answered it
 * @param urgency highest probability of what nobody has reviewed, 0 to 1; NaN before the analysis
 */
public record CaseEntry(
    long number,
    String studyInstanceUid,
    String source,
    String patientId,
    String patientName,
    String description,
    String images,
    List<String> bundles,
    Path output,
    State state,
    String reason,
    int begun,
    boolean reused,
    Instant addedAt,
    Instant startedAt,
    Instant endedAt,
    double urgency,
    ReviewState reviewState) {

  /** How far a case is. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    /** No bundle is made for these images, which is a result. */
    REFUSED,
    /** It could not be read or analysed; the queue went on without it. */
    SET_ASIDE,
    SKIPPED
  }

  /** How long its analysis took; null while it has not ended. */
  public Duration took() {
    return startedAt == null || endedAt == null ? null : Duration.between(startedAt, endedAt);
  }

  /** Whether nothing more happens to it by itself. */
  public boolean ended() {
    return state != State.WAITING && state != State.RUNNING;
  }

  /** The case without what AI and other readers have left in it. */
  public CaseEntry blinded() {
    return new CaseEntry(
        number,
        studyInstanceUid,
        source,
        patientId,
        patientName,
        description,
        images,
        bundles,
        output,
        state,
        state == State.REFUSED ? null : reason,
        begun,
        reused,
        addedAt,
        startedAt,
        endedAt,
        Double.NaN,
        ReviewState.NONE);
  }
}
