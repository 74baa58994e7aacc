package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis.Status;
import org.fovea.finding.Verdict.Decision;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.review.Fixtures;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.ReviewModel;
import org.fovea.ui.settings.Settings;
import org.fovea.ui.worklist.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings panel in each of its states, looked at through the window. */
class ReadPicturesTest {
  @TempDir Path folder;
  private final Fixtures.Memory useCases = new Fixtures.Memory();
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  @BeforeEach
  void open() {
    Fx.start();
    Fx.run(
        () -> {
          shell = new Shell(Settings.load(folder.resolve("settings.properties")));
          stage = new Stage();
          window = new MainWindow(stage, shell);
          stage.show();
          shell.connect(
              new Backend(
                  new OneStudy(),
                  (s, n) -> null,
                  useCases,
                  null,
                  List.of(),
                  folder,
                  null,
                  () -> {}));
        });
  }

  @AfterEach
  void close() {
    Fx.run(stage::close);
    shell.close();
  }

  private void show(KnownResult... results) {
    useCases.known.clear();
    useCases.known.addAll(List.of(results));
    Fx.run(() -> shell.review().open(null));
    Fx.run(() -> shell.open(Rows.several().getFirst()));
    Fx.await("read", () -> shell.placeProperty().get() == Place.READ);
    Fx.await(
        "looked",
        () ->
            !(shell.review().stateProperty().get() instanceof ReviewModel.Looking)
                && !(shell.review().stateProperty().get() instanceof ReviewModel.NoStudy));
  }

  private static KnownResult.Own two(boolean overridden) {
    return Fixtures.own(
        Fixtures.analysis(
            "1.2.9",
            Status.COMPLETED,
            overridden ? "The study is of the KNEE; the model is for the head." : null,
            overridden,
            Fixtures.finding(1, 0.97, Fixtures.box(30, 30, 8, 20, 4), 51),
            Fixtures.finding(2, 0.62, Fixtures.box(10, 10, 3, 4, 2), 5.1)));
  }

  @Test
  void notAnalysedThenAnalysing() {
    show();
    Fx.picture(window.scene(), "review-not-analysed-1366", 1);
    useCases.hold = new CountDownLatch(1);
    Fx.run(() -> shell.actions().run("analysis.run"));
    Fx.await(
        "progress",
        () ->
            shell.activities().running().stream().anyMatch(r -> r.fractionProperty().get() == 0.4));
    Fx.picture(window.scene(), "review-analysing-1366", 1);
    useCases.analysed = List.of(two(false));
    useCases.hold.countDown();
    Fx.await("found", () -> shell.review().rows().size() == 2);
  }

  @Test
  void findingsAndWhatIsSaidOfThem() throws Exception {
    show(two(false));
    Fx.picture(window.scene(), "review-findings-1366", 1);
    Fx.run(shell.review()::accept);
    Fx.await("asked", () -> shell.review().askingProperty().get() == ReviewModel.Asking.REVIEWER);
    Fx.picture(window.scene(), "review-who-1366", 1);
    Fx.run(() -> shell.review().reviewer("Ada Okonkwo", "Clinic"));
    Fx.await("accepted", () -> shell.review().rows().getFirst().decision() == Decision.ACCEPTED);
    Fx.run(() -> shell.review().step(1));
    Fx.run(shell.review()::askReason);
    Fx.picture(window.scene(), "review-reason-1366", 1);
    Fx.run(() -> shell.review().reject("Image artefact"));
    Fx.await("rejected", () -> shell.review().rows().getLast().decision() == Decision.REJECTED);
    Fx.run(() -> shell.review().comment("flow void in the transverse sinus"));
    Fx.await(
        "comment", () -> shell.review().rows().getLast().verdictProperty().get().comment() != null);
    assertThat(Files.size(Fx.picture(window.scene(), "review-decided-1366", 1))).isPositive();
    Fx.run(() -> shell.settings().themeProperty().set("light"));
    Fx.picture(window.scene(), "review-decided-light-1366", 1);
    Fx.run(() -> shell.settings().themeProperty().set("dark"));
    useCases.failure = Fixtures.Memory.diskFull();
    Fx.run(shell.review()::sign);
    Fx.await("trouble", () -> !shell.review().troubleProperty().get().isEmpty());
    Fx.picture(window.scene(), "review-disk-full-1366", 1);
  }

  @Test
  void nothingFoundRefusedFailedOverridden() {
    show(Fixtures.own(Fixtures.analysis("1.2.9", Status.COMPLETED, null, false)));
    Fx.picture(window.scene(), "review-nothing-1366", 1);
    show(
        Fixtures.own(
            Fixtures.analysis(
                "1.2.9",
                Status.REFUSED,
                "No FLAIR series was found. The model needs a T2 FLAIR of the head, axial, with at"
                    + " least 8 slices.",
                false)));
    Fx.run(shell.review()::askOverride);
    Fx.picture(window.scene(), "review-refused-1366", 1);
    show(
        Fixtures.own(
            Fixtures.analysis("1.2.9", Status.FAILED, "The memory was not enough.", false)));
    Fx.picture(window.scene(), "review-failed-1366", 1);
    show(two(true));
    Fx.picture(window.scene(), "review-overridden-1366", 1);
    assertThat(
            Fx.call(
                () ->
                    window.scene().getRoot().lookupAll(".badge-warning").stream()
                        .map(n -> ((Labeled) n).getText())
                        .toList()))
        .anyMatch(t -> t.contains("KNEE"));
    Fx.run(() -> shell.actions().run("help.keys"));
    Fx.picture(window.scene(), "keys-all-1366", 1);
    Fx.run(() -> shell.actions().run("file.settings"));
    Fx.picture(window.scene(), "settings-1366", 1);
  }

  private static final class OneStudy implements Catalogue {
    @Override
    public List<Library.StudyRow> search(Library.Query query) {
      return Rows.several();
    }

    @Override
    public Imported add(List<Path> paths, Progress progress) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Study open(String studyInstanceUid, Progress progress) {
      return Fixtures.study(studyInstanceUid);
    }
  }
}
