package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fovea.finding.Verdict.Decision;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.review.FindingRow;
import org.fovea.ui.review.ReviewModel;
import org.fovea.ui.settings.Settings;
import org.fovea.workflow.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What a pathologist does, by keys, with the real model, library and files: a slide is opened and
 * analysed, what was found is accepted and signed, and stands there when the study is opened again.
 */
class SlidePathTest {
  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private Services services;
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  /**
   * Windows of other tests that are larger than the headless screen leave exceptions of its painter
   * behind, which TestFX would raise here.
   */
  @BeforeEach
  void forgetWhatOtherTestsLeft() {
    WaitForAsyncUtils.clearExceptions();
  }

  @AfterEach
  void close() {
    if (window != null) {
      Fx.run(stage::close);
      Fx.run(window::close);
      shell.close();
    }
  }

  private void openWindow() {
    Path base = Path.of(System.getProperty("fovea.basedir", "."));
    services = new Services(base, folder.resolve("library.sqlite"));
    Fx.start();
    Fx.run(
        () -> {
          Settings settings = Settings.load(folder.resolve("settings.properties"));
          shell = new Shell(settings);
          stage = new Stage();
          window = new MainWindow(stage, shell);
          stage.show();
        });
    Backend backend = backend();
    Fx.run(
        () -> {
          shell.connect(backend);
          window.connect(backend);
        });
  }

  private Backend backend() {
    try {
      return Backends.open(shell.settings(), services);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSlideIsAnalysedAcceptedSignedAndOpenedAgain() throws Exception {
    Path sample =
        Path.of(System.getProperty("fovea.basedir", "."), "sample-dicom/biopsies/adenoma");
    Path copy = Files.createDirectories(folder.resolve("dropped"));
    try (Stream<Path> files = Files.list(sample)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    openWindow();
    Assumptions.assumeTrue(
        services.catalog().find("gut-neoplasia").isPresent(), "skipped: the model is not here");
    read(copy);
    robot.type(KeyCode.D);
    Fx.await(
        "findings", 300, () -> shell.review().stateProperty().get() instanceof ReviewModel.Found);
    picture("slide-path-1-findings");
    FindingRow found = Fx.call(() -> shell.review().selectedProperty().get());
    assertThat(found).isNotNull();
    robot.type(KeyCode.A);
    Fx.await("asked", () -> shell.review().askingProperty().get() == ReviewModel.Asking.REVIEWER);
    Fx.await(
        "name field",
        () ->
            window.scene().getFocusOwner() != null
                && "reviewer-name".equals(window.scene().getFocusOwner().getId()));
    robot.write("Ada Okonkwo", 0);
    robot.type(KeyCode.ENTER);
    Fx.await("accepted", () -> found.decision() == Decision.ACCEPTED);
    int rest = Fx.call(() -> shell.review().rows().size()) - 1;
    for (int i = 0; i < rest; i++) {
      robot.type(KeyCode.N);
      FindingRow row = Fx.call(() -> shell.review().selectedProperty().get());
      robot.type(KeyCode.A);
      Fx.await("accepted", () -> row.decision() == Decision.ACCEPTED);
    }
    robot.type(KeyCode.ENTER);
    Fx.await("signed", () -> shell.placeProperty().get() == Place.WORKLIST);
    Fx.await(
        "row says so",
        () ->
            shell.worklist().rows().stream()
                .allMatch(r -> r.reviewState() == Library.ReviewState.SIGNED));

    Fx.run(stage::close);
    Fx.run(window::close);
    shell.close();
    openWindow();
    Fx.await("rows", () -> shell.worklist().rows().size() == 1);
    Fx.run(() -> window.go(Place.WORKLIST));
    robot.type(KeyCode.ENTER);
    Fx.await(
        "known result", () -> shell.review().stateProperty().get() instanceof ReviewModel.Found);
    FindingRow again = Fx.call(() -> shell.review().rows().getFirst());
    assertThat(again.decision()).isEqualTo(Decision.ACCEPTED);
    picture("slide-path-2-again");
  }

  private void read(Path path) {
    Fx.run(() -> shell.take(List.of(path)));
    Fx.await("rows", () -> shell.worklist().rows().size() == 1);
    Fx.run(() -> window.go(Place.WORKLIST));
    robot.type(KeyCode.ENTER);
    Fx.await("reading", () -> shell.placeProperty().get() == Place.READ);
    Fx.await(
        "looked for results",
        () -> shell.review().stateProperty().get() instanceof ReviewModel.NotAnalysed);
  }

  private void picture(String name) throws InterruptedException {
    Thread.sleep(1500); // tiles arrive and are drawn
    Fx.run(() -> window.scene().getRoot().layout());
    Fx.picture(window.scene(), name, 1);
  }
}
