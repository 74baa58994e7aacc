package org.fovea.ui.review;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.Reading;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Format;
import org.fovea.ui.common.Tasks;

/**
 * Closes a case: the user's own diagnosis where it is read twice, then the signed review. On the
 * JavaFX thread.
 */
final class Signing {
  private static final Text WORDS = Text.of(Signing.class);

  private final Tasks tasks;
  private final Activities activities;
  private final Questions questions;
  private final ShownResult shown;
  private final VerdictQueue verdicts;
  private final Consumer<String> trouble;

  private Reviewing reviewing;
  private Runnable onSigned = () -> {};
  private Runnable onChanged = () -> {};
  private Study study;
  private Sight sight = Sight.plain();
  private Instant openedAt = Instant.now();
  private boolean signing;

  /**
   * @param verdicts which are to be on disk before a review is signed
   * @param trouble told what went wrong, empty for nothing
   */
  Signing(
      Tasks tasks,
      Activities activities,
      Questions questions,
      ShownResult shown,
      VerdictQueue verdicts,
      Consumer<String> trouble) {
    this.tasks = tasks;
    this.activities = activities;
    this.questions = questions;
    this.shown = shown;
    this.verdicts = verdicts;
    this.trouble = trouble;
  }

  void connect(Reviewing useCases) {
    reviewing = useCases;
  }

  /**
   * @param signed after a review was signed: the next case is wanted
   * @param changed after anything that the worklist shows has changed
   */
  void tell(Runnable signed, Runnable changed) {
    onSigned = signed;
    onChanged = changed;
  }

  /** Begins to read a case; null for none. */
  void open(Study opened) {
    study = opened;
    sight = Sight.plain();
    openedAt = Instant.now();
  }

  Sight sight() {
    return sight;
  }

  void sight(Sight seen) {
    sight = seen;
  }

  /**
   * Signs the review when everything is decided; else shows what is not.
   *
   * @param blinded whether the case is read without sight of the AI, so that a diagnosis is all
   */
  void sign(boolean blinded) {
    if (blinded) {
      if (sight.due()) {
        askDiagnosis();
      } else {
        onSigned.run();
      }
      return;
    }
    KnownResult.Own own = shown.own().orElse(null);
    if (own == null || own.analysis().status() != Analysis.Status.COMPLETED || signing) {
      return;
    }
    if (verdicts.busy()) {
      activities.say(WORDS.get("sign.saving"));
      return;
    }
    List<FindingRow> open =
        shown.rows().stream().filter(r -> r.decision() == Verdict.Decision.PENDING).toList();
    if (!open.isEmpty()) {
      trouble.accept(WORDS.get("sign.open", open.size()));
      shown.select(open.getFirst());
    } else if (sight.due()) {
      askDiagnosis();
    } else if (own.signed()) {
      onSigned.run(); // signed already: on to the next case
    } else {
      Study of = study;
      questions.withReviewer(reviewer -> sign(of, own, reviewer));
    }
  }

  private void sign(Study of, KnownResult.Own own, Verdict.Reviewer reviewer) {
    signing = true;
    shown.tell();
    tasks.save(
        () -> reviewing.sign(of, own, reviewer),
        signed -> {
          signing = false;
          trouble.accept("");
          shown.replace(signed.result());
          shown.tell();
          String name = Format.personName(reviewer.name());
          activities.say(WORDS.get("sign.done", name, String.valueOf(signed.report())));
          onChanged.run();
          onSigned.run();
        },
        e -> {
          signing = false;
          shown.tell();
          trouble.accept(WORDS.get("sign.failed", ReviewModel.words(e)));
        });
  }

  private void askDiagnosis() {
    questions.withReviewer(reviewer -> questions.ask(ReviewModel.Asking.DIAGNOSIS));
  }

  /** Records the user's diagnosis; a first reader's review is signed then. */
  void diagnose(FindingClass diagnosis) {
    questions.stop();
    Study of = study;
    Sight seen = sight;
    Instant since = openedAt;
    if (of == null || seen.role().isEmpty()) {
      return;
    }
    questions.withReviewer(
        reviewer ->
            tasks.save(
                () -> {
                  reviewing.read(
                      new Reading(
                          of.studyInstanceUid(),
                          seen.role().get(),
                          reviewer,
                          diagnosis,
                          null,
                          since,
                          Instant.now()));
                  return reviewing.sight(of);
                },
                now -> diagnosed(of, diagnosis, seen, now),
                e -> trouble.accept(ReviewModel.words(e))));
  }

  private void diagnosed(Study of, FindingClass diagnosis, Sight seen, Sight now) {
    trouble.accept("");
    onChanged.run();
    if (of != study) {
      return;
    }
    sight = now;
    shown.tell();
    if (seen.blinded()) {
      activities.say(WORDS.get("diagnosis.kept", diagnosis.label()));
      onSigned.run();
    } else {
      sign(false);
    }
  }
}
