package org.fovea.ui.review;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.ui.common.Tasks;

/**
 * Writes verdicts in the background, one after the other, in the order in which they were given,
 * and knows what held before each. On the JavaFX thread.
 */
final class VerdictQueue {
  private final Tasks tasks;
  private final Function<KnownResult.Own, Review> latest;
  private final BiConsumer<Step, Review> written;
  private final BiConsumer<Step, Exception> failed;
  private final Deque<Step> waiting = new ArrayDeque<>();
  private final Deque<Undo> undo = new ArrayDeque<>();
  private Reviewing reviewing;
  private boolean recording;

  /**
   * A verdict that is to be written.
   *
   * @param undo what takes it back; null for what is not taken back
   */
  record Step(KnownResult.Own of, FindingRow row, Verdict verdict, Undo undo) {}

  /**
   * What takes a verdict back.
   *
   * @param before the verdict that held; null for none
   */
  record Undo(String analysisUid, String trackingUid, Verdict before) {}

  /**
   * @param latest the review of a result as it is when its verdict is written
   * @param written told of what is on disk
   * @param failed told of what could not be written
   */
  VerdictQueue(
      Tasks tasks,
      Function<KnownResult.Own, Review> latest,
      BiConsumer<Step, Review> written,
      BiConsumer<Step, Exception> failed) {
    this.tasks = tasks;
    this.latest = latest;
    this.written = written;
    this.failed = failed;
  }

  void connect(Reviewing useCases) {
    reviewing = useCases;
  }

  /** Whether something is not on disk yet. */
  boolean busy() {
    return recording || !waiting.isEmpty();
  }

  /** What takes the last verdict back, once. */
  Optional<Undo> last() {
    return Optional.ofNullable(undo.poll());
  }

  /** From now on nothing is taken back that was said before. */
  void forget() {
    undo.clear();
  }

  void add(KnownResult.Own of, FindingRow row, Verdict verdict, boolean canBeUndone) {
    Undo back = canBeUndone ? new Undo(of.id(), row.id(), row.verdictProperty().get()) : null;
    row.saving(true);
    waiting.add(new Step(of, row, verdict, back));
    next();
  }

  private void next() {
    if (recording || waiting.isEmpty()) {
      return;
    }
    recording = true;
    Step step = waiting.poll();
    Review before = latest.apply(step.of);
    tasks.save(
        () -> reviewing.record(before, step.verdict),
        after -> {
          recording = false;
          step.row.saving(false);
          if (step.undo != null) {
            undo.push(step.undo);
          }
          written.accept(step, after);
          next();
        },
        e -> {
          recording = false;
          step.row.saving(false);
          failed.accept(step, e);
          next();
        });
  }
}
