package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.fovea.batch.CaseEntry;
import org.fovea.batch.CaseEntry.State;
import org.fovea.finding.Verdict.Decision;
import org.fovea.library.Library.ReviewState;
import org.fovea.testing.Fx;
import org.fovea.ui.batch.BatchModel;
import org.fovea.ui.review.FindingRow;
import org.fovea.ui.review.PanelState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/**
 * A pathologist's morning, by keys, with the real models: a folder is put on the queue, cases are
 * analysed, the most suspicious is reviewed first, and a restart loses nothing.
 */
class BatchWindowTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RealWindow real;

  @BeforeEach
  void open() {
    real = new RealWindow(folder);
  }

  @AfterEach
  void close() {
    real.close();
  }

  private BatchModel batch() {
    return real.shell().batch();
  }

  private List<CaseEntry> rows() {
    return Fx.call(() -> List.copyOf(batch().rows()));
  }

  private CaseEntry row(String what) {
    return rows().stream()
        .filter(r -> (r.description() + r.source()).contains(what))
        .findFirst()
        .orElseThrow();
  }

  private void ended() {
    Fx.await(
        "queue is done",
        300,
        () ->
            !batch().rows().isEmpty()
                && batch().rows().stream().allMatch(CaseEntry::ended)
                && batch().runningProperty().get() == null);
  }

  @Test
  void casesAreAnalysedReviewedInOrderOfUrgencyAndKept() throws Exception {
    Assumptions.assumeTrue(
        real.services().catalog().find("gut-neoplasia").isPresent(), "skipped: no model here");
    Fx.run(() -> real.window().go(Place.BATCH));
    real.picture("batch-empty-1366");
    Path input =
        RealWindow.samples(
            folder.resolve("morning"),
            "biopsies/adenoma",
            "biopsies/regular",
            "biopsies/cross-cut");
    Files.writeString(input.resolve("notes.dcm"), "not an image");
    Fx.run(() -> real.window().queue(List.of(input)));
    Fx.await(
        "one runs", 120, () -> batch().rows().stream().anyMatch(r -> r.state() == State.RUNNING));
    Fx.await(
        "it moves",
        120,
        () ->
            batch().runningProperty().get() != null
                && batch().runningProperty().get().fractionProperty().get() > 0.05);
    real.picture("batch-running-1366");

    // paused, the case that runs waits again, also after a restart
    robot.type(KeyCode.P);
    Fx.await(
        "paused",
        60,
        () -> batch().pausedProperty().get() && batch().runningProperty().get() == null);
    Fx.await("waits", () -> batch().rows().stream().noneMatch(r -> r.state() == State.RUNNING));
    real.restart();
    Fx.run(() -> real.window().go(Place.BATCH));
    Fx.await("rows", () -> batch().rows().size() == 4);
    assertThat(Fx.call(() -> batch().pausedProperty().get())).isTrue();
    assertThat(rows()).noneMatch(r -> r.state() == State.RUNNING);
    real.picture("batch-paused-1366");
    robot.type(KeyCode.P);
    ended();
    CaseEntry broken = row("notes.dcm");
    assertThat(broken.state()).isEqualTo(State.SET_ASIDE);
    assertThat(broken.reason()).isNotBlank();
    real.picture("batch-done-1366");
    assertThat(((Label) real.window().scene().lookup("#batch-head")).getText())
        .contains("4 of 4 done", "1 set aside", "3 to review");

    // the most suspicious comes first; signing it opens the next
    double highest =
        rows().stream().mapToDouble(CaseEntry::urgency).filter(u -> u > 0).max().orElseThrow();
    robot.type(KeyCode.V);
    Fx.await("reading", () -> real.shell().placeProperty().get() == Place.READ);
    String first = Fx.call(() -> real.shell().studyProperty().get().studyInstanceUid());
    assertThat(
            rows().stream()
                .filter(r -> first.equals(r.studyInstanceUid()))
                .findFirst()
                .orElseThrow()
                .urgency())
        .isEqualTo(highest);
    Fx.await(
        "found", () -> real.shell().review().stateProperty().get() instanceof PanelState.Found);
    robot.type(KeyCode.Z);
    Fx.await("strip", () -> real.window().scene().lookup("#hot-spot-1") != null);
    Fx.await("sharp", () -> real.window().slides().pictured());
    Thread.sleep(1000); // the small pictures
    real.picture("batch-review-1366");
    assertThat(Fx.call(() -> real.window().scene().lookup("#hot-spot-1").getPseudoClassStates()))
        .anyMatch(state -> state.getPseudoClassName().equals("shown"));
    Fx.run(() -> real.shell().settings().reviewerProperty().set("Okonkwo^Ada"));
    for (FindingRow row : Fx.call(() -> List.copyOf(real.shell().review().rows()))) {
      robot.type(KeyCode.A);
      Fx.await("accepted", () -> row.decision() == Decision.ACCEPTED);
      robot.type(KeyCode.N);
    }
    robot.type(KeyCode.ENTER);
    Fx.await(
        "next case", () -> !first.equals(real.shell().studyProperty().get().studyInstanceUid()));
    Fx.await(
        "signed",
        () ->
            batch().rows().stream()
                .anyMatch(
                    r ->
                        first.equals(r.studyInstanceUid())
                            && r.reviewState() == ReviewState.SIGNED));

    // the same folder again: nothing is analysed twice
    Fx.run(() -> real.window().go(Place.BATCH));
    Fx.run(() -> real.shell().actions().run("batch.clear"));
    Fx.await("cleared", () -> batch().rows().isEmpty());
    Fx.run(() -> real.window().queue(List.of(input)));
    ended();
    assertThat(rows().stream().filter(r -> r.state() == State.DONE))
        .hasSize(3)
        .allMatch(CaseEntry::reused);
  }
}
