package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.Study;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict.Decision;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.review.FindingRow;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.PanelState;
import org.fovea.ui.review.ReviewModel;
import org.fovea.workflow.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/**
 * What a radiologist does, by keys, with the real model, library and files: a folder is dropped, a
 * study is opened and analysed, a finding is accepted, another one adjusted, the reviews are
 * signed; then everything is opened again.
 */
class WholePathTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RealWindow real;
  private Services services;
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  @AfterEach
  void close() {
    if (real != null) {
      real.close();
    }
  }

  private void openWindow() {
    real = new RealWindow(folder);
    services = real.services();
    shell = real.shell();
    window = real.window();
    stage = real.stage();
  }

  /** The samples, copied so that results are written beside the copy. */
  private Path samples() throws IOException {
    Path base = Path.of(System.getProperty("fovea.basedir", "."));
    Path samples = base.resolve("sample-dicom");
    Assumptions.assumeTrue(Files.isDirectory(samples), "skipped: the samples are not here");
    Assumptions.assumeTrue(
        Files.exists(base.resolve("models/brain-mri-glioma/models/model.ts")),
        "skipped: the model is not here");
    Path copy = folder.resolve("dropped");
    try (Stream<Path> files = Files.walk(samples)) {
      files.forEach(
          f -> {
            try {
              Path to = copy.resolve(samples.relativize(f).toString());
              if (samples.relativize(f).startsWith("biopsies")) {
                return;
              }
              if (Files.isDirectory(f)) {
                Files.createDirectories(to);
              } else {
                Files.copy(f, to);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return copy;
  }

  private ReviewModel review() {
    return shell.review();
  }

  private FindingRow selected() {
    return Fx.call(() -> review().selectedProperty().get());
  }

  private void pictured(String name) {
    Fx.await("images", () -> window.images().pictured());
    Fx.run(() -> window.scene().getRoot().layout());
    Fx.picture(window.scene(), name, 1);
  }

  @Test
  void fromADroppedFolderToSignedReportsAndBack() throws Exception {
    Path dropped = samples();
    openWindow();
    Assumptions.assumeFalse(
        services.catalog().bundles().isEmpty(), "skipped: no model can be run here");

    // dropped: the worklist shows both dates
    Fx.run(() -> shell.take(List.of(dropped)));
    Fx.await("rows", () -> shell.worklist().rows().size() == 2);
    Fx.await(
        "thumbnails",
        () ->
            window.scene().getRoot().lookup("#worklist-table") != null
                && shell.worklist().previewProperty().get() != null
                && shell.worklist().previewProperty().get().study() != null);
    Fx.picture(window.scene(), "path-1-worklist", 1);

    // Enter opens the later one; arrows scroll
    Fx.run(() -> window.go(Place.WORKLIST));
    robot.type(KeyCode.ENTER);
    Fx.await("reading", () -> shell.placeProperty().get() == Place.READ);
    Fx.await("images", () -> window.images().pictured());
    Fx.await(
        "looked for results",
        () -> review().stateProperty().get() instanceof PanelState.NotAnalysed);
    String before = Fx.call(() -> window.images().activeInstance().orElseThrow().sopInstanceUid());
    robot.type(KeyCode.DOWN, 3);
    String after = Fx.call(() -> window.images().activeInstance().orElseThrow().sopInstanceUid());
    assertThat(after).isNotEqualTo(before);
    pictured("path-2-read");

    // one key: the heatmap is there with the findings
    robot.type(KeyCode.D);
    Fx.await("analysing", () -> review().stateProperty().get() instanceof PanelState.Analysing);
    Fx.await("findings", 300, () -> review().stateProperty().get() instanceof PanelState.Found);
    assertThat(Fx.call(() -> window.images().overlays().heat())).isPresent();
    pictured("path-3-findings");

    // A accepts; the name is asked for once
    robot.type(KeyCode.A);
    Fx.await("asked", () -> review().askingProperty().get() == ReviewModel.Asking.REVIEWER);
    Fx.await(
        "name field",
        () ->
            window.scene().getFocusOwner() != null
                && "reviewer-name".equals(window.scene().getFocusOwner().getId()));
    robot.write("Ada Okonkwo", 0);
    robot.type(KeyCode.ENTER);
    FindingRow first = selected();
    Fx.await("accepted", () -> first.decision() == Decision.ACCEPTED);
    // whatever else was found is rejected with a reason
    int rest = Fx.call(() -> review().rows().size()) - 1;
    for (int i = 0; i < rest; i++) {
      robot.type(KeyCode.N);
      FindingRow row = selected();
      robot.type(KeyCode.R);
      Fx.await("asked", () -> review().askingProperty().get() == ReviewModel.Asking.REASON);
      Fx.await(
          "reason field",
          () ->
              window.scene().getFocusOwner() != null
                  && "reason-field".equals(window.scene().getFocusOwner().getId()));
      robot.write("2", 0);
      Fx.await("rejected", () -> row.decision() == Decision.REJECTED);
    }
    pictured("path-4-accepted");
    Study signedStudy = Fx.call(() -> shell.studyProperty().get());

    // Enter signs and goes on to the other date
    robot.type(KeyCode.ENTER);
    Fx.await(
        "next case",
        () ->
            !shell.studyProperty().get().studyInstanceUid().equals(signedStudy.studyInstanceUid()));
    Fx.await(
        "looked for results",
        () -> review().stateProperty().get() instanceof PanelState.NotAnalysed);
    robot.type(KeyCode.D);
    Fx.await("findings", 300, () -> review().stateProperty().get() instanceof PanelState.Found);

    // E adjusts: the heatmap is cut higher, Enter saves
    robot.type(KeyCode.E);
    Fx.await("editing", () -> review().editingProperty().get());
    robot.type(KeyCode.EQUALS, 4);
    pictured("path-5-editing");
    // the window does not close over an outline that is not saved
    Fx.run(
        () ->
            stage.fireEvent(
                new javafx.stage.WindowEvent(
                    stage, javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST)));
    assertThat(Fx.call(stage::isShowing)).isTrue();
    assertThat(Fx.call(() -> window.scene().lookup("#unsaved-sheet"))).isNotNull();
    pictured("path-5-unsaved");
    Fx.run(() -> ((javafx.scene.control.Button) window.scene().lookup("#unsaved-stay")).fire());
    assertThat(Fx.call(() -> window.scene().lookup("#unsaved-sheet"))).isNull();
    robot.type(KeyCode.ENTER);
    FindingRow adjusted = selected();
    Fx.await("changed", () -> adjusted.decision() == Decision.CHANGED);
    // undo takes it back, editing again brings it back
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    Fx.await("undone", () -> adjusted.decision() == Decision.PENDING);
    robot.type(KeyCode.E);
    Fx.await("editing", () -> review().editingProperty().get());
    robot.type(KeyCode.EQUALS, 4);
    robot.type(KeyCode.ENTER);
    Fx.await("changed", () -> adjusted.decision() == Decision.CHANGED);
    rest = Fx.call(() -> review().rows().size()) - 1;
    for (int i = 0; i < rest; i++) {
      robot.type(KeyCode.N);
      FindingRow row = selected();
      robot.type(KeyCode.A);
      Fx.await("accepted", () -> row.decision() == Decision.ACCEPTED);
    }
    pictured("path-6-changed");
    robot.type(KeyCode.ENTER);
    Fx.await("both signed", () -> shell.placeProperty().get() == Place.WORKLIST);
    Fx.await(
        "rows say so",
        () ->
            shell.worklist().rows().stream()
                .allMatch(r -> r.reviewState() == Library.ReviewState.SIGNED));
    Fx.picture(window.scene(), "path-7-signed", 1);

    // everything again, from the files and the library
    Fx.run(stage::close);
    Fx.run(window::close);
    shell.close();
    openWindow();
    Fx.await("rows", () -> shell.worklist().rows().size() == 2);
    // dropped again, now with the results beside the images: nothing is there twice
    Fx.run(() -> shell.take(List.of(dropped)));
    Fx.await("taken in", () -> !shell.activities().noticeProperty().get().isEmpty());
    assertThat(Fx.call(() -> shell.worklist().problems())).isEmpty();
    assertThat(Fx.call(() -> shell.worklist().rows().size())).isEqualTo(2);
    for (Library.StudyRow row : List.copyOf(shell.worklist().rows())) {
      boolean accepted = row.studyInstanceUid().equals(signedStudy.studyInstanceUid());
      Decision expected = accepted ? Decision.ACCEPTED : Decision.CHANGED;
      Fx.run(() -> shell.open(row));
      Fx.await(
          "its result",
          () ->
              shell.studyProperty().get() != null
                  && shell.studyProperty().get().studyInstanceUid().equals(row.studyInstanceUid())
                  && review().resultProperty().get() instanceof KnownResult.Own);
      KnownResult.Own own = (KnownResult.Own) review().resultProperty().get();
      assertThat(review().results()).hasSize(1);
      assertThat(own.signed()).isTrue();
      assertThat(own.review().verdicts().getLast().reviewer().name()).isEqualTo("Okonkwo^Ada");
      assertThat(Fx.call(() -> review().rows().getFirst().decision())).isEqualTo(expected);
      assertThat(own.heatmaps()).isNotEmpty();
      report(own.review(), own.written().report().getParent());
    }
    pictured("path-8-again");
  }

  /** The signed report on disk says of every finding what the library says, and is verified. */
  private void report(Review review, Path results) {
    List<Study> studies = services.studyReader().read(List.of(results), Progress.none()).studies();
    assertThat(studies).hasSize(1);
    List<ResultReader.ReportResult> verified =
        studies.getFirst().series().stream()
            .flatMap(s -> s.results().stream())
            .map(this::read)
            .filter(ResultReader.ReportResult.class::isInstance)
            .map(ResultReader.ReportResult.class::cast)
            .filter(r -> r.origin().verified())
            .toList();
    assertThat(verified).hasSize(1);
    assertThat(verified.getFirst().predecessorSopInstanceUids()).isNotEmpty();
    assertThat(verified.getFirst().items()).hasSameSizeAs(review.analysis().findings());
    verified
        .getFirst()
        .items()
        .forEach(
            item ->
                assertThat(item.decision().toUpperCase(java.util.Locale.ROOT))
                    .isEqualTo(review.decision(item.trackingUid()).name()));
  }

  private ResultReader.Result read(Instance instance) {
    try {
      return services.resultReader().read(instance);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
