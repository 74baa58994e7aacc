package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.fovea.batch.CaseEntry;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.ResultReader;
import org.fovea.finding.Verdict.Decision;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.library.Library.AiState;
import org.fovea.testing.Fx;
import org.fovea.ui.review.FindingRow;
import org.fovea.ui.review.PanelState;
import org.fovea.ui.review.ReviewModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Two readers at one computer, by keys, with the real model: the second reads blinded. */
class DoubleReadingWindowTest {
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

  private ReviewModel review() {
    return real.shell().review();
  }

  private void reader(String name, String role) {
    Fx.run(
        () -> {
          real.shell().settings().reviewerProperty().set(name);
          real.shell().settings().readAsProperty().set(role);
        });
  }

  private void asked(ReviewModel.Asking what, String id) {
    Fx.await("asked " + what, () -> review().askingProperty().get() == what);
    Fx.await(
        "keys go to the answers",
        () ->
            real.window().scene().getFocusOwner() != null
                && id.equals(real.window().scene().getFocusOwner().getId()));
  }

  @Test
  void secondReaderSeesNeitherAiNorFirstReadingUntilBothAreIn() throws Exception {
    Assumptions.assumeTrue(
        real.services().catalog().find("gut-neoplasia").isPresent(), "skipped: no model here");
    Path input = RealWindow.samples(folder.resolve("in"), "biopsies/adenoma");
    Fx.run(() -> real.window().queue(List.of(input)));
    Fx.await(
        "analysed",
        300,
        () ->
            real.shell().batch().rows().stream().anyMatch(r -> r.state() == CaseEntry.State.DONE));

    // the second reader comes first, and sees no trace of the AI anywhere
    reader("Lee^Ben", ReaderRole.SECOND.name());
    Fx.await("row hides it", () -> Double.isNaN(real.shell().batch().rows().getFirst().urgency()));
    Fx.await(
        "worklist hides it",
        () ->
            real.shell().worklist().rows().stream()
                .allMatch(r -> r.aiState() == AiState.HIDDEN && Double.isNaN(r.urgency())));
    Fx.run(() -> real.window().go(Place.BATCH));
    robot.type(KeyCode.V);
    Fx.await("blinded", () -> review().stateProperty().get() instanceof PanelState.Blinded);
    assertThat(Fx.call(() -> List.copyOf(review().results()))).isEmpty();
    assertThat(Fx.call(() -> List.copyOf(review().rows()))).isEmpty();
    robot.type(KeyCode.D); // does not run the model either
    Fx.await("sharp", () -> real.window().slides().pictured());
    Thread.sleep(800);
    real.picture("reading-blinded-1366");
    robot.type(KeyCode.ENTER);
    asked(ReviewModel.Asking.DIAGNOSIS, "diagnosis-chooser");
    real.picture("reading-diagnosis-1366");
    robot.type(KeyCode.DIGIT3);
    Fx.await(
        "kept", () -> real.shell().placeProperty().get() == Place.BATCH); // no other case waits
    String study = Fx.call(() -> real.shell().batch().rows().getFirst().studyInstanceUid());
    Fx.run(() -> real.shell().openCase(real.shell().batch().rows().getFirst()));
    Fx.await(
        "still blinded",
        () ->
            real.shell().placeProperty().get() == Place.READ
                && review().stateProperty().get() instanceof PanelState.Blinded
                && review().sight().own().isPresent());

    // the first reader reviews what the AI found, signs, and gives a diagnosis on the way
    reader("Okonkwo^Ada", ReaderRole.FIRST.name());
    Fx.await("found", () -> review().stateProperty().get() instanceof PanelState.Found);
    assertThat(review().sight().readings()).isEmpty();
    for (FindingRow row : Fx.call(() -> List.copyOf(review().rows()))) {
      robot.type(KeyCode.A);
      Fx.await("accepted", () -> row.decision() == Decision.ACCEPTED);
      robot.type(KeyCode.N);
    }
    robot.type(KeyCode.ENTER);
    asked(ReviewModel.Asking.DIAGNOSIS, "diagnosis-chooser");
    robot.type(KeyCode.DIGIT6);
    Fx.await("signed", () -> real.shell().placeProperty().get() == Place.BATCH);

    // both are in: the second reader sees everything now
    reader("Lee^Ben", ReaderRole.SECOND.name());
    Fx.run(() -> real.shell().openCase(real.shell().batch().rows().getFirst()));
    Fx.await(
        "unblinded",
        () ->
            review().stateProperty().get() instanceof PanelState.Found
                && review().sight().readings().size() == 2);
    Thread.sleep(800);
    real.picture("reading-both-1366");
    assertThat(review().sight().readings())
        .extracting(r -> r.diagnosis().name())
        .containsExactly("adenocarcinoma", "low-grade-in");
    assertThat(review().sight().readings()).allMatch(r -> r.studyInstanceUid().equals(study));

    // what both said, as DICOM
    Path out = folder.resolve("export");
    Fx.run(() -> real.shell().agreement().export(out));
    Path report = out.resolve(study).resolve("reading-second.dcm");
    Fx.await(
        "exported", () -> real.shell().activities().noticeProperty().get().contains("files in"));
    Instance instance =
        real.services().studyReader().read(List.of(report), Progress.none()).studies().stream()
            .flatMap(s -> s.series().stream())
            .flatMap(s -> s.results().stream())
            .findFirst()
            .orElseThrow();
    ResultReader.Result read = real.services().resultReader().read(instance);
    assertThat(read)
        .isInstanceOfSatisfying(
            ResultReader.ReportResult.class, r -> assertThat(r.origin().verified()).isTrue());
    assertThat(instance.studyInstanceUid()).isEqualTo(study);
  }
}
