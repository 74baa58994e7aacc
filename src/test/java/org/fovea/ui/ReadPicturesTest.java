package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis.Status;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.Mask;
import org.fovea.inference.Device;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.radiology.Phantom;
import org.fovea.ui.review.Fixtures;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.PanelState;
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
  private final Phantom phantom = new Phantom();
  private Study study = phantom.study;
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
          Backend backend =
              new Backend(
                  new OneStudy(),
                  new StackThumbnails(phantom, null),
                  useCases,
                  phantom,
                  null,
                  () -> List.of(new Device("cpu", "two cores", true, "The self-test passed.")),
                  folder,
                  null,
                  () -> {});
          shell.connect(backend);
          window.connect(backend);
        });
  }

  @AfterEach
  void close() {
    Fx.run(stage::close);
    Fx.run(window::close);
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
            !(shell.review().stateProperty().get() instanceof PanelState.Looking)
                && !(shell.review().stateProperty().get() instanceof PanelState.NoStudy));
  }

  private KnownResult.Own two(boolean overridden) {
    return Fixtures.own(
        Fixtures.analysis(
            "1.2.9",
            Status.COMPLETED,
            overridden ? "The study is of the KNEE; the model is for the head." : null,
            overridden,
            Fixtures.finding(1, 0.97, phantom.mask(), 28),
            Fixtures.finding(2, 0.62, small(), 5.1)));
  }

  /** A few voxels on the grid of the first series. */
  private Mask small() {
    Grid g = phantom.mask().grid();
    BitSet bits = new BitSet();
    for (int j = 100; j < 106; j++) {
      bits.set(g.index(90, j, 18), g.index(96, j, 18));
    }
    return new Mask(g, bits);
  }

  /** A window of another size: the picture is left in pixels of that screen. */
  private void size(double width, double height) {
    Fx.run(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Fx.await("size", () -> Math.abs(window.scene().getWidth() - width) < 1);
    Fx.await("images", () -> window.images().pictured());
    Fx.run(() -> window.scene().getRoot().layout());
  }

  @Test
  void onLargerScreens() throws Exception {
    show(two(false));
    size(1920, 1080);
    picture("review-findings-1920");
    Fx.run(() -> shell.actions().run("help.keys"));
    picture("keys-1920");
    Path twice = Fx.picture(window.scene(), "keys-3840-at-200", 2);
    Fx.run(() -> window.go(Place.READ));
    Fx.picture(window.scene(), "review-findings-3840-at-200", 2);
    Fx.run(() -> window.go(Place.WORKLIST));
    Fx.await("thumbnails", () -> window.scene().getRoot().lookup(".thumbnail .image-view") != null);
    Fx.picture(window.scene(), "worklist-1920", 1);
    var large = ImageIO.read(twice.toFile());
    assertThat(large.getWidth()).isEqualTo(3840);
    assertThat(large.getHeight()).isEqualTo(2160);
  }

  @Test
  void everyControlHasAName() {
    show(two(false));
    Fx.run(shell.review()::askReason);
    List<String> nameless = new ArrayList<>(Fx.call(this::nameless));
    Fx.run(() -> shell.review().stopAsking());
    Fx.run(() -> shell.actions().run("file.settings"));
    nameless.addAll(Fx.call(this::nameless));
    Fx.run(() -> shell.actions().run("help.keys"));
    nameless.addAll(Fx.call(this::nameless));
    Fx.run(() -> shell.actions().run("help.commands"));
    nameless.addAll(Fx.call(this::nameless));
    Fx.run(() -> window.go(Place.WORKLIST));
    nameless.addAll(Fx.call(this::nameless));
    assertThat(nameless).isEmpty();
  }

  /** Controls that neither show nor speak what they are for. */
  private List<String> nameless() {
    window.scene().getRoot().applyCss();
    List<String> found = new ArrayList<>();
    collect(window.scene().getRoot(), found);
    return found;
  }

  private static void collect(Node node, List<String> found) {
    boolean named = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
    if (node instanceof ButtonBase b) {
      named |= b.getText() != null && !b.getText().isBlank();
    }
    boolean control =
        node instanceof ButtonBase
            || node instanceof TextInputControl
            || node instanceof ComboBoxBase
            || node instanceof Slider
            || node instanceof TableView
            || node instanceof ListView;
    if (control && node.isVisible() && !named) {
      found.add(node.toString());
    }
    if (node instanceof ComboBoxBase) {
      return; // its parts speak through it
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(c -> collect(c, found));
    }
  }

  private Path picture(String name) {
    Fx.await("images", () -> window.images().pictured());
    Fx.run(() -> window.scene().getRoot().layout());
    return Fx.picture(window.scene(), name, 1);
  }

  @Test
  void notAnalysedThenAnalysing() {
    show();
    picture("review-not-analysed-1366");
    useCases.hold = new CountDownLatch(1);
    Fx.run(() -> shell.actions().run("analysis.run"));
    Fx.await(
        "progress",
        () ->
            shell.activities().running().stream().anyMatch(r -> r.fractionProperty().get() == 0.4));
    picture("review-analysing-1366");
    useCases.analysed = List.of(two(false));
    useCases.hold.countDown();
    Fx.await("found", () -> shell.review().rows().size() == 2);
  }

  @Test
  void findingsAndWhatIsSaidOfThem() throws Exception {
    show(two(false));
    picture("review-findings-1366");
    var image = Fx.call(() -> window.scene().getRoot().lookup(".viewport-grid").getLayoutBounds());
    assertThat(image.getWidth() * image.getHeight()).isGreaterThan(0.7 * 1366 * 768);
    Fx.run(shell.review()::accept);
    Fx.await("asked", () -> shell.review().askingProperty().get() == ReviewModel.Asking.REVIEWER);
    picture("review-who-1366");
    Fx.run(() -> shell.review().reviewer("Ada Okonkwo", "Clinic"));
    Fx.await("accepted", () -> shell.review().rows().getFirst().decision() == Decision.ACCEPTED);
    Fx.run(() -> shell.review().step(1));
    Fx.run(shell.review()::askReason);
    picture("review-reason-1366");
    Fx.run(() -> shell.review().reject("Image artefact"));
    Fx.await("rejected", () -> shell.review().rows().getLast().decision() == Decision.REJECTED);
    Fx.run(() -> shell.review().comment("flow void in the transverse sinus"));
    Fx.await(
        "comment", () -> shell.review().rows().getLast().verdictProperty().get().comment() != null);
    assertThat(Files.size(picture("review-decided-1366"))).isPositive();
    Fx.run(() -> shell.settings().themeProperty().set("light"));
    picture("review-decided-light-1366");
    Fx.run(() -> shell.settings().themeProperty().set("dark"));
    useCases.failure = Fixtures.Memory.diskFull();
    Fx.run(shell.review()::sign);
    Fx.await("trouble", () -> !shell.review().troubleProperty().get().isEmpty());
    picture("review-disk-full-1366");
  }

  @Test
  void nothingFoundRefusedFailedOverridden() {
    show(Fixtures.own(Fixtures.analysis("1.2.9", Status.COMPLETED, null, false)));
    picture("review-nothing-1366");
    show(
        Fixtures.own(
            Fixtures.analysis(
                "1.2.9",
                Status.REFUSED,
                "No FLAIR series was found. The model needs a T2 FLAIR of the head, axial, with at"
                    + " least 8 slices.",
                false)));
    Fx.run(shell.review()::askOverride);
    picture("review-refused-1366");
    show(
        Fixtures.own(
            Fixtures.analysis("1.2.9", Status.FAILED, "The memory was not enough.", false)));
    picture("review-failed-1366");
    show(
        Fixtures.own(
            Fixtures.analysis(
                "1.2.9",
                Status.COMPLETED,
                "The model is made for colon, and this slide does not say where its tissue is"
                    + " from: what is said of other tissue means nothing.",
                false,
                Fixtures.finding(1, 0.74, phantom.mask(), 28))));
    picture("review-warned-1366");
    assertThat(Fx.texts(window.scene(), ".badge-warning"))
        .anyMatch(t -> t.contains("does not say where"));
    show(two(true));
    picture("review-overridden-1366");
    assertThat(Fx.texts(window.scene(), ".badge-warning")).anyMatch(t -> t.contains("KNEE"));
    Fx.run(() -> shell.actions().run("help.keys"));
    picture("keys-all-1366");
    Fx.run(() -> shell.actions().run("file.settings"));
    picture("settings-1366");
  }

  @Test
  void theFirstImageIsThereWhileTheStackLoads() {
    phantom.holdAfter(20);
    Fx.run(() -> shell.open(Rows.several().getFirst()));
    Fx.await("read", () -> shell.placeProperty().get() == Place.READ);
    Fx.await(
        "part of the stack", () -> phantom.decodedFrames() >= 18 && window.images().pictured());
    Fx.run(() -> window.scene().getRoot().layout());
    Fx.picture(window.scene(), "read-loading-1366", 1);
    assertThat(phantom.decodedFrames()).isLessThan(32);
    phantom.release();
    Fx.await("the whole stack", () -> phantom.decodedFrames() > 32);
  }

  @Test
  void oneOfFiveSeriesIsBroken() {
    study = phantom.withBrokenSeries();
    show();
    picture("read-broken-series-1366");
  }

  @Test
  void aGraphicsCardIsLost() {
    Fx.run(
        () ->
            shell
                .devices()
                .found(
                    List.of(
                        new Device("cpu", "two cores", true, "ready, with libtorch 2.7.1"),
                        new Device("cuda:0", "Graphics card 0", true, "ready"))));
    assertThat(deviceState()).isEqualTo("CUDA · ready");
    show();
    useCases.analysed = List.of(two(false)); // which ended on the processor
    Fx.run(() -> shell.actions().run("analysis.run"));
    Fx.await("found", () -> shell.review().rows().size() == 2);
    assertThat(deviceState()).isEqualTo("CPU · cuda:0 lost");
    picture("read-gpu-lost-1366");
  }

  private String deviceState() {
    return Fx.call(() -> ((Labeled) window.scene().lookup("#device-state")).getText());
  }

  private final class OneStudy implements Catalogue {
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
      return study;
    }
  }
}
