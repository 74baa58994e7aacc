package org.fovea.ui.review;

import java.util.List;
import org.fovea.common.Text;
import org.fovea.finding.FindingClass;
import org.fovea.ui.common.DigitChooser;

/** What is asked below the selected finding. */
final class Choosers {
  private static final Text WORDS = Text.of(Choosers.class);
  private static final List<String> REASONS =
      List.of("normal", "artefact", "other", "known", "unclear");

  private Choosers() {}

  /** Why a finding is rejected. */
  static DigitChooser reason(ReviewModel model) {
    List<String> words = REASONS.stream().map(r -> WORDS.get("reason." + r)).toList();
    return new DigitChooser(
            "reason-chooser",
            WORDS.get("reason.ask"),
            words,
            i -> model.reject(words.get(i)),
            model::stopAsking)
        .withOwnWords("reason-field", WORDS.get("reason.own"), model::reject);
  }

  /** Of what class a finding is. */
  static DigitChooser findingClass(ReviewModel model) {
    List<FindingClass> classes = model.classes();
    return new DigitChooser(
        "class-chooser",
        WORDS.get("class.ask"),
        classes.stream().map(FindingClass::label).toList(),
        i -> model.changeClass(classes.get(i)),
        model::stopAsking);
  }

  /** What the case as a whole is called. */
  static DigitChooser diagnosis(ReviewModel model) {
    List<FindingClass> classes = model.sight().diagnoses();
    return new DigitChooser(
        "diagnosis-chooser",
        WORDS.get("diagnosis.ask"),
        classes.stream().map(FindingClass::label).toList(),
        i -> model.diagnose(classes.get(i)),
        model::stopAsking);
  }
}
