package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.event.EventType;
import javafx.scene.control.Labeled;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.fovea.common.FoveaException;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.testing.SharedData;
import org.fovea.ui.mucosa.MucosaModel;
import org.fovea.ui.settings.Settings;
import org.fovea.workflow.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real slides through the window, with the real library, reader and files. */
class RealSlidesTest {
  @TempDir Path folder;
  private Services services;
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  private void open() throws Exception {
    Path base = Path.of(System.getProperty("fovea.basedir", "."));
    services = new Services(base, folder.resolve("library.sqlite"));
    Fx.start();
    Fx.run(
        () -> {
          shell = new Shell(Settings.load(folder.resolve("settings.properties")));
          stage = new Stage();
          window = new MainWindow(stage, shell);
          stage.show();
        });
    Backend backend = Backends.open(Fx.call(shell::settings), services);
    Fx.run(
        () -> {
          shell.connect(backend);
          window.connect(backend);
        });
  }

  @AfterEach
  void close() {
    if (window != null) {
      Fx.run(stage::close);
      Fx.run(window::close);
      shell.close();
    }
  }

  /** A copy, since marks are kept beside the slides. */
  private Path copy(Path from) throws IOException {
    Path to = folder.resolve("dropped").resolve(from.getFileName().toString());
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              f -> {
                try {
                  Path target = to.resolve(from.relativize(f).toString());
                  Files.createDirectories(target.getParent());
                  Files.copy(f, target);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return to;
  }

  private void take(Path path) {
    Fx.run(() -> shell.take(List.of(path)));
    Fx.await("read", () -> shell.placeProperty().get() == Place.READ);
    sharp();
  }

  private void sharp() {
    Fx.run(() -> window.scene().getRoot().layout());
    Fx.await("tiles", () -> window.slides().pictured());
    Fx.run(() -> window.scene().getRoot().layout());
  }

  private void run(String action) {
    Fx.run(() -> shell.actions().run(action));
    sharp();
  }

  private void mouse(EventType<MouseEvent> type, double x, double y) {
    Fx.mouse(window.scene().getRoot().lookup("#slide-canvas"), type, x, y, 1);
  }

  @Test
  void aDuodenalSlideIsMeasuredAndCorrected() throws Exception {
    final Path slide = copy(SharedData.folder("slides").resolve("duodenum-coeliac"));
    open();
    take(slide);
    Fx.run(() -> shell.actions().run("analysis.run"));
    MucosaModel mucosa = window.slides().mucosa();
    Fx.await("measured", () -> mucosa.shownProperty().get());
    sharp();
    Fx.picture(window.scene(), "slide-measured-1366", 1);
    final int places = Fx.call(() -> mucosa.mucosa().orElseThrow().places().size());
    run("mucosa.next");
    Fx.picture(window.scene(), "slide-measured-place-1366", 1);
    String left = Fx.call(() -> mucosa.selected().orElseThrow().id());
    run("slide.times40");
    Fx.picture(window.scene(), "slide-measured-nuclei-1366", 1);
    Fx.run(() -> shell.settings().reviewerProperty().set("Test^Reader"));
    run("mucosa.remove");
    assertThat(Fx.call(() -> mucosa.mucosa().orElseThrow().places())).hasSize(places - 1);
    String study = Fx.call(() -> shell.studyProperty().get().studyInstanceUid());
    Fx.await(
        "kept",
        () -> analysis(study).mucosa().places().stream().noneMatch(p -> p.id().equals(left)));
    Fx.run(() -> shell.actions().run("review.sign"));
    Fx.await("signed", () -> saved(study).signed());
    Path sr;
    try (Stream<Path> files = Files.walk(saved(study).written().report().getParent())) {
      sr = files.filter(f -> f.toString().endsWith("-sr.dcm")).findFirst().orElseThrow();
    }
    assertThat(Files.readString(sr, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("VERIFIED")
        .contains("Marsh-Oberhuber class")
        .contains("villus to crypt ratio");
    Files.createDirectories(Path.of("target", "reviewed"));
    Files.copy(
        sr,
        Path.of("target", "reviewed", "mucosa-sr.dcm"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private Library.SavedAnalysis saved(String study) {
    try {
      return services.library().analyses(study).getFirst();
    } catch (FoveaException e) {
      throw new IllegalStateException(e);
    }
  }

  private org.fovea.finding.Analysis analysis(String study) {
    return saved(study).review().analysis();
  }

  @Test
  void aSlideIsReadMarkedAndOpenedAgain() throws Exception {
    final Path slide = copy(SharedData.folder("slides").resolve("small-bowel-villi"));
    open();
    take(slide);
    Fx.picture(window.scene(), "slide-real-fit-1366", 1);
    run("slide.times10");
    Fx.picture(window.scene(), "slide-real-10x-1366", 1);
    run("slide.tool.ruler");
    mouse(MouseEvent.MOUSE_PRESSED, 300, 300);
    mouse(MouseEvent.MOUSE_DRAGGED, 500, 300);
    mouse(MouseEvent.MOUSE_RELEASED, 500, 300);
    Fx.await("kept", () -> annotations().size() == 1);
    run("slide.stain");
    Fx.await("apart", () -> words("Haematoxylin"));
    sharp();
    Fx.picture(window.scene(), "slide-real-haematoxylin-1366", 1);
    assertThat(annotations().getFirst().toString()).contains("fovea-results");
    close();
    open();
    take(slide);
    Fx.await("marks", () -> window.scene().getRoot().lookupAll(".mark-row").size() == 1);
    Fx.picture(window.scene(), "slide-real-again-1366", 1);
    // 200 screen pixels at 10×, where a pixel is 1 µm
    assertThat(Fx.call(() -> words("200 µm"))).isTrue();
  }

  /** Whether some words are on the screen; on the JavaFX thread. */
  private boolean words(String part) {
    return window.scene().getRoot().lookupAll(".label").stream()
        .anyMatch(n -> n instanceof Labeled l && l.getText().contains(part));
  }

  private List<Path> annotations() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith("ann-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void slidesOfEveryKindAreDrawn() throws Exception {
    Path wsi = SharedData.folder("wsi");
    List<Path> folders;
    try (Stream<Path> all = Files.list(wsi)) {
      folders = all.filter(Files::isDirectory).sorted().toList();
    }
    open();
    for (Path one : folders) {
      Fx.run(() -> shell.placeProperty().set(Place.WORKLIST));
      Fx.run(() -> shell.take(List.of(one)));
      Fx.await(
          "taken",
          () -> !shell.worklist().rows().isEmpty() && shell.activities().running().isEmpty());
      Fx.run(() -> shell.worklist().selectedProperty().set(shell.worklist().rows().getFirst()));
    }
    int n = 0;
    for (var row : Fx.call(() -> List.copyOf(shell.worklist().rows()))) {
      Fx.run(() -> shell.open(row));
      Fx.await(
          "open",
          () ->
              shell.studyProperty().get() != null
                  && shell.studyProperty().get().studyInstanceUid().equals(row.studyInstanceUid()));
      sharp();
      Fx.picture(window.scene(), "slide-wsi-" + ++n, 1);
    }
    assertThat(n).isPositive();
  }
}
