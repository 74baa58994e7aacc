package org.fovea.ui.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.finding.Analysis.Status;
import org.fovea.finding.Verdict;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.testing.Fx;
import org.fovea.ui.common.Activities;
import org.fovea.ui.common.Tasks;
import org.fovea.ui.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewModelTest {
  @TempDir Path folder;
  private final Fixtures.Memory useCases = new Fixtures.Memory();
  private final Fixtures.Recorded images = new Fixtures.Recorded();
  private final AtomicInteger nextCases = new AtomicInteger();
  private final Tasks tasks = new Tasks();
  private Settings settings;
  private ReviewModel model;

  @BeforeEach
  void make() {
    Fx.start();
    settings = Settings.load(folder.resolve("s.properties"));
    Fx.run(
        () -> {
          settings.reviewerProperty().set("Ada Okonkwo");
          model = new ReviewModel(tasks, new Activities(tasks), settings);
          model.connect(useCases);
          model.connect(images);
          model.tell(nextCases::incrementAndGet, () -> {}, device -> {});
        });
  }

  @AfterEach
  void close() {
    tasks.close();
  }

  private void open(KnownResult... results) {
    useCases.known.addAll(List.of(results));
    Fx.run(() -> model.open(Fixtures.study("1.2.3")));
    Fx.await("looked", () -> !(model.stateProperty().get() instanceof PanelState.Looking));
  }

  private static KnownResult.Own two() {
    return Fixtures.own(
        Fixtures.analysis(
            "1.2.9",
            Status.COMPLETED,
            null,
            false,
            Fixtures.finding(1, 0.62, Fixtures.box(10, 10, 3, 4, 2), 5.1),
            Fixtures.finding(2, 0.97, Fixtures.box(30, 30, 8, 20, 4), 51)));
  }

  @Test
  void listsTheMostProbableFindingFirstWithItsUnits() {
    open(two());
    assertThat(model.stateProperty().get()).isInstanceOf(PanelState.Found.class);
    assertThat(images.series).isEqualTo("1.2.3.1");
    assertThat(model.rows()).extracting(FindingRow::label).containsExactly("Glioma 2", "Glioma 1");
    // 20 · 20 · 4 voxels of 1 · 1 · 5 mm are 8,000 mm³
    assertThat(model.rows().getFirst().numbers()).isEqualTo("0.97 · 8.0 ml · 51 mm");
    assertThat(model.rows().getLast().numbers()).isEqualTo("0.62 · 0.16 ml · 5.1 mm");
  }

  @Test
  void changesTheRowOnlyOnceTheVerdictIsRecorded() {
    open(two());
    Fx.run(
        () -> {
          model.accept();
          assertThat(model.rows().getFirst().decision()).isEqualTo(Decision.PENDING);
          assertThat(model.rows().getFirst().savingProperty().get()).isTrue();
        });
    Fx.await("accepted", () -> model.rows().getFirst().decision() == Decision.ACCEPTED);
    assertThat(useCases.verdicts).hasSize(1);
    Verdict v = useCases.verdicts.getFirst();
    assertThat(v.trackingUid()).isEqualTo("1.2.826.9.2");
    assertThat(v.reviewer().name()).isEqualTo("Okonkwo^Ada");
  }

  @Test
  void leavesTheRowAndSaysSoWhenTheDiskIsFull() {
    open(two());
    useCases.failure = Fixtures.Memory.diskFull();
    Fx.run(model::accept);
    Fx.await("trouble", () -> !model.troubleProperty().get().isEmpty());
    assertThat(model.troubleProperty().get()).contains("Glioma 2").contains("disk is full");
    assertThat(model.rows().getFirst().decision()).isEqualTo(Decision.PENDING);
    assertThat(model.rows().getFirst().savingProperty().get()).isFalse();
    Fx.run(model::sign);
    assertThat(nextCases.get()).isZero();
  }

  @Test
  void undoAddsAVerdictInsteadOfTakingOneAway() {
    open(two());
    Fx.run(model::accept);
    Fx.await("accepted", () -> model.rows().getFirst().decision() == Decision.ACCEPTED);
    Fx.run(() -> model.reject("Image artefact"));
    Fx.await("rejected", () -> model.rows().getFirst().decision() == Decision.REJECTED);
    Fx.run(model::undo);
    Fx.await("accepted again", () -> model.rows().getFirst().decision() == Decision.ACCEPTED);
    Fx.run(model::undo);
    Fx.await("pending again", () -> model.rows().getFirst().decision() == Decision.PENDING);
    Fx.run(model::undo);
    assertThat(useCases.verdicts)
        .extracting(Verdict::decision)
        .containsExactly(Decision.ACCEPTED, Decision.REJECTED, Decision.ACCEPTED, Decision.PENDING);
  }

  @Test
  void aCommentLeavesTheDecisionAsItIs() {
    open(two());
    Fx.run(() -> model.reject("Normal anatomy"));
    Fx.await("rejected", () -> model.rows().getFirst().decision() == Decision.REJECTED);
    Fx.run(() -> model.comment(" flow void "));
    Fx.await("comment", () -> useCases.verdicts.size() == 2);
    Verdict v = useCases.verdicts.getLast();
    assertThat(v.decision()).isEqualTo(Decision.REJECTED);
    assertThat(v.reason()).isEqualTo("Normal anatomy");
    assertThat(v.comment()).isEqualTo("flow void");
  }

  @Test
  void aSavedEditIsAVerdictWithTheChangedRegion() {
    open(two());
    Fx.run(model::edit);
    Mask smaller = Fixtures.box(30, 30, 8, 10, 4);
    Fx.run(() -> images.save.accept(smaller));
    Fx.await("changed", () -> model.rows().getFirst().decision() == Decision.CHANGED);
    assertThat(useCases.verdicts.getFirst().changed()).isSameAs(smaller);
    // 10 · 10 · 4 voxels of 1 · 1 · 5 mm; from corner to corner √(9² + 9² + 15²) = 19.7 mm
    Fx.await("measured", () -> model.rows().getFirst().numbers().equals("0.97 · 2.0 ml · 20 mm"));
    assertThat(images.outlines.getFirst().mask()).isSameAs(smaller);
  }

  @Test
  void anEditThatLeavesNothingIsNoVerdict() {
    open(two());
    Fx.run(model::edit);
    Fx.run(() -> images.save.accept(new Mask(Fixtures.GRID, new java.util.BitSet())));
    assertThat(model.troubleProperty().get()).contains("Glioma 2").contains("reject");
    assertThat(useCases.verdicts).isEmpty();
  }

  @Test
  void stepsThroughTheFindingsAndShowsTheirSlices() {
    open(two());
    Fx.run(() -> model.step(1));
    assertThat(images.point).isEqualTo(new Vec3(1, 1, 5));
    Fx.run(() -> model.step(1));
    assertThat(images.point).isEqualTo(new Vec3(2, 2, 10));
    Fx.run(() -> model.step(-1));
    assertThat(model.selectedProperty().get().label()).isEqualTo("Glioma 1");
  }

  @Test
  void signsOnlyWhatIsDecidedAndThenGoesOn() {
    open(two());
    Fx.run(model::accept);
    Fx.await("accepted", () -> model.rows().getFirst().decision() == Decision.ACCEPTED);
    Fx.run(model::sign);
    assertThat(model.troubleProperty().get()).contains("1 finding is not decided yet");
    assertThat(model.selectedProperty().get().label()).isEqualTo("Glioma 1");
    Fx.run(() -> model.reject("Image artefact"));
    Fx.await("rejected", () -> model.rows().getLast().decision() == Decision.REJECTED);
    Fx.run(model::sign);
    Fx.await("signed", model::signed);
    assertThat(nextCases.get()).isEqualTo(1);
  }

  @Test
  void asksWhoDecidesOnceAndThenDoesWhatWasAsked() {
    Fx.run(() -> settings.reviewerProperty().set(""));
    open(two());
    Fx.run(model::accept);
    assertThat(model.askingProperty().get()).isEqualTo(ReviewModel.Asking.REVIEWER);
    assertThat(useCases.verdicts).isEmpty();
    Fx.run(() -> model.reviewer("Weber, Karin", "Clinic"));
    Fx.await("accepted", () -> model.rows().getFirst().decision() == Decision.ACCEPTED);
    assertThat(useCases.verdicts.getFirst().reviewer())
        .isEqualTo(new Verdict.Reviewer("Weber^Karin", "Clinic"));
  }

  @Test
  void absenceOfFindingsIsAResultWithItsNumbers() {
    open(Fixtures.own(Fixtures.analysis("1.2.9", Status.COMPLETED, null, false)));
    assertThat(model.stateProperty().get()).isEqualTo(new PanelState.NothingFound(0.5, 0.31));
    Fx.run(model::sign);
    Fx.await("signed", model::signed);
  }

  @Test
  void refusalKeepsItsReasonAndCanBeOverridden() {
    open(Fixtures.own(Fixtures.analysis("1.2.9", Status.REFUSED, "No FLAIR was found.", false)));
    assertThat(model.stateProperty().get())
        .isEqualTo(new PanelState.Refused("No FLAIR was found."));
    useCases.analysed = List.of(two());
    Fx.run(model::askOverride);
    Fx.run(() -> model.analyze(true));
    Fx.await("found", () -> model.stateProperty().get() instanceof PanelState.Found);
    assertThat(useCases.overridden).isTrue();
    assertThat(model.results()).hasSize(2);
  }

  @Test
  void aCancelledAnalysisLeavesWhatWasThere() {
    open();
    assertThat(model.stateProperty().get()).isInstanceOf(PanelState.NotAnalysed.class);
    useCases.hold = new CountDownLatch(1);
    Fx.run(() -> model.analyze(false));
    Fx.await(
        "progress",
        () ->
            model.stateProperty().get() instanceof PanelState.Analysing(Tasks.Running r)
                && r.fractionProperty().get() == 0.4);
    Fx.run(
        () -> {
          if (model.stateProperty().get() instanceof PanelState.Analysing(Tasks.Running r)) {
            r.cancel();
          }
        });
    Fx.await("stopped", () -> model.stateProperty().get() instanceof PanelState.NotAnalysed);
    assertThat(model.results()).isEmpty();
  }

  @Test
  void blinksBetweenTwoResults() {
    KnownResult.Own mine = two();
    KnownResult.Foreign other =
        new KnownResult.Foreign(
            "f", "Other Maker, Tool 2.1", "2025-01-02", "", List.of(), List.of());
    open(mine, other);
    Fx.run(model::blink);
    assertThat(model.resultProperty().get()).isSameAs(other);
    Fx.run(model::blink);
    assertThat(model.resultProperty().get()).isSameAs(mine);
  }
}
