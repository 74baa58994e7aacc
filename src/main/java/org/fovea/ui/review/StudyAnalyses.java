package org.fovea.ui.review;

import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;

/** The analyses that run, at most one a study, and what is said of them when they end. */
final class StudyAnalyses {
  private static final Text WORDS = Text.of(StudyAnalyses.class);

  private final Activities activities;
  private final ObservableMap<String, Tasks.Running> running = FXCollections.observableHashMap();
  private Consumer<String> onRan = device -> {};

  StudyAnalyses(Activities activities) {
    this.activities = activities;
  }

  /**
   * Who is told of devices.
   *
   * @param ran after a model has run, with the id of the device that it ended on
   */
  void tell(Consumer<String> ran) {
    onRan = ran;
  }

  /** Starts one; exactly one of the three is called when it is over. */
  Tasks.Running start(
      Reviewing reviewing,
      Study study,
      boolean overrideGate,
      Consumer<List<KnownResult>> done,
      Consumer<Exception> failed,
      Runnable cancelled) {
    String uid = study.studyInstanceUid();
    Tasks.Running started =
        activities.start(
            progress -> reviewing.analyze(study, overrideGate, progress),
            made -> {
              running.remove(uid);
              made.stream().map(StudyAnalyses::outcome).forEach(activities::say);
              devices(made);
              done.accept(made);
            },
            e -> {
              running.remove(uid);
              failed.accept(e);
            },
            () -> {
              running.remove(uid);
              activities.say(WORDS.get("analysis.cancelled"));
              cancelled.run();
            });
    running.put(uid, started);
    return started;
  }

  private void devices(List<KnownResult> made) {
    for (KnownResult one : made) {
      if (one instanceof KnownResult.Own own
          && own.analysis().status() == Analysis.Status.COMPLETED) {
        onRan.accept(own.analysis().provenance().device());
      }
    }
  }

  /** One line on what came of an analysis. */
  private static String outcome(KnownResult made) {
    if (!(made instanceof KnownResult.Own own)) {
      return "";
    }
    Analysis a = own.analysis();
    String name = a.provenance().bundleName();
    return switch (a.status()) {
      case COMPLETED ->
          WORDS.get(
              a.mucosa() == null ? "analysis.done" : "analysis.measured",
              name,
              a.findings().size(),
              a.provenance().duration().toSeconds());
      case REFUSED -> WORDS.get("analysis.refused", name);
      case FAILED -> WORDS.get("analysis.failed", name);
    };
  }

  /** The analyses under way, by study. */
  ObservableMap<String, Tasks.Running> running() {
    return running;
  }
}
