package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fovea.common.Progress;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.FoundMarks;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.inference.Device;
import org.fovea.library.Library;
import org.fovea.testing.Fx;
import org.fovea.ui.pathology.MarkStore;
import org.fovea.ui.pathology.PaintedSlide;
import org.fovea.ui.radiology.OutlineEditing;
import org.fovea.ui.radiology.Phantom;
import org.fovea.ui.review.Fixtures;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.PanelState;
import org.fovea.ui.settings.Settings;
import org.fovea.ui.worklist.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slides read through the window. */
class SlidePicturesTest {
  @TempDir Path folder;
  private final PaintedSlide slides = new PaintedSlide();
  private final Phantom phantom = new Phantom();
  private final Fixtures.Memory useCases = new Fixtures.Memory();
  private final KeptMarks marks = new KeptMarks();
  private Study study = PaintedSlide.study();
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
                  new StackThumbnails(phantom, slides),
                  useCases,
                  phantom,
                  null,
                  slides,
                  marks,
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
    useCases.known.addAll(List.of(results));
    Fx.run(() -> shell.open(Rows.several().getFirst()));
    Fx.await("read", () -> shell.placeProperty().get() == Place.READ);
    Fx.await("looked", () -> !(shell.review().stateProperty().get() instanceof PanelState.Looking));
    sharp();
  }

  private void sharp() {
    Fx.run(() -> window.scene().getRoot().layout());
    Fx.await("tiles", () -> window.slides().pictured());
    Fx.await(
        "thumbnails",
        () -> window.scene().getRoot().lookupAll(".slide-thumb .image-view").size() == 2);
    Fx.run(() -> window.scene().getRoot().layout());
  }

  private void size(double width, double height) {
    Fx.run(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Fx.await("size", () -> Math.abs(window.scene().getWidth() - width) < 1);
    sharp();
  }

  private void press(KeyCode code, boolean shift) {
    type(code, shift);
    sharp();
  }

  private void type(KeyCode code, boolean shift) {
    for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
      Fx.run(
          () ->
              window
                  .scene()
                  .getFocusOwner()
                  .fireEvent(new KeyEvent(type, "", "", code, shift, false, false, false)));
    }
  }

  /** Nuclei as points and glands as outlines, by an algorithm of another program. */
  @Test
  void whatAnotherProgramMarkedIsOnTheSlide() {
    Random random = new Random(4);
    AnnotationGroup.Algorithm by = new AnnotationGroup.Algorithm("Nuclei", "2.1", "");
    Code cell = new Code("SCT", "4421005", "Cell");
    double[] points = new double[2 * 900];
    for (int i = 0; i < points.length; i += 2) {
      points[i] = 2000 + 1500 * random.nextGaussian() / 2;
      points[i + 1] = 2500 + 1500 * random.nextGaussian() / 2;
    }
    List<double[]> rings = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      double x = 4200 + k % 4 * 700;
      double y = 1200 + k / 4 * 900;
      double[] ring = new double[48];
      for (int i = 0; i < 24; i++) {
        ring[2 * i] = x + 240 * Math.cos(i * Math.PI / 12);
        ring[2 * i + 1] = y + 180 * Math.sin(i * Math.PI / 12);
      }
      rings.add(ring);
    }
    String image = study.series().getFirst().slides().getFirst().instanceUid();
    show(
        new KnownResult.Foreign(
            "f",
            "Other Maker Nuclei 2.1",
            "2026-01-02 10:11",
            "",
            image,
            List.of(
                new KnownResult.Part("1", "Lymphocytes", "900 points", null),
                new KnownResult.Part("2", "Glands", "12 outlines", null)),
            List.of(),
            List.of(map()),
            List.of(
                new FoundMarks(
                    Set.of(image),
                    List.of(
                        AnnotationGroup.points("Lymphocytes", cell, cell, points, by),
                        AnnotationGroup.polygons("Glands", cell, cell, rings, by))))));
    Fx.picture(window.scene(), "slide-found-elsewhere-1366", 1);
    Fx.run(() -> window.slides().showPoint(2000, 2500, 0.5));
    sharp();
    Fx.picture(window.scene(), "slide-found-elsewhere-near-1366", 1);
    assertThat(Fx.texts(window.scene(), ".label")).anyMatch(t -> t.contains("900 points"));
  }

  @Test
  void aStudyWithSlidesAndOtherImagesShowsBothInTurn() {
    Study s = study;
    List<Series> series = new ArrayList<>(s.series());
    series.addAll(phantom.study.series());
    study =
        new Study(
            s.studyInstanceUid(),
            s.patient(),
            s.date(),
            s.time(),
            s.accessionNumber(),
            s.description(),
            series);
    show();
    assertThat(Fx.call(() -> window.images().isVisible() && window.images().getScene() != null))
        .isFalse();
    type(KeyCode.X, true);
    Fx.await("stacks", () -> window.images().getScene() != null && window.images().pictured());
    assertThat(Fx.call(() -> window.slides().getScene() == null)).isTrue();
    Fx.picture(window.scene(), "slide-other-images-1366", 1);
    Fx.run(() -> shell.actions().run("study.otherImages"));
    sharp();
    assertThat(Fx.call(() -> window.slides().getScene() != null)).isTrue();
  }

  /** An analysis with a map of cells of 64 pixels and the outline of one finding. */
  private static KnownResult.Own analysed() {
    return analysed(map());
  }

  private static SlideHeatmap map() {
    int columns = 128;
    int rows = 96;
    float[] values = new float[columns * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        double d = Math.hypot(x - 70.0, y - 40.0) / 26;
        boolean glass = Math.hypot(x / 128.0 - 0.5, y / 96.0 - 0.5) > 0.42;
        values[y * columns + x] = glass ? Float.NaN : (float) Math.exp(-d * d);
      }
    }
    return new SlideHeatmap(
        "neoplasia", Heatmap.Quantity.PROBABILITY, 0.5, columns, rows, 64, values);
  }

  private static KnownResult.Own analysed(SlideHeatmap map) {
    double[] ring = new double[48];
    for (int i = 0; i < 24; i++) {
      ring[2 * i] = 4500 + 1250 * Math.cos(i * Math.PI / 12);
      ring[2 * i + 1] = 2590 + 1200 * Math.sin(i * Math.PI / 12);
    }
    Outline outline = new Outline(List.of(ring));
    double area = outline.area() * 0.00025 * 0.00025;
    Finding finding =
        new Finding(
            "1.2.826.9.1",
            "Adenoma 1",
            "Adenoma",
            new Code("SCT", "32048006", "Adenoma"),
            new Code("SCT", "60184004", "Sigmoid colon"),
            new Code("SCT", "49755003", "Morphologically abnormal structure"),
            0.93,
            new Region.Area(
                outline,
                area,
                0.62,
                new Vec3(19, 39, 0),
                new Vec3(18, 38, 0),
                new Vec3(20, 40, 0)));
    Analysis analysis =
        new Analysis(
            "1.2.9.7",
            "1.2.3",
            List.of("1.2.3.1"),
            "P-104",
            "SM",
            new Provenance(
                "gut-neoplasia",
                "1.0.0",
                "Gut neoplasia",
                "ab",
                "cpu",
                "0.1.0",
                Instant.parse("2026-03-14T10:00:00Z"),
                Duration.ofSeconds(41)),
            Analysis.Status.COMPLETED,
            null,
            false,
            Map.of("low-grade-in", 0.93),
            Map.of(),
            List.of(finding),
            List.of(),
            List.of(map));
    return new KnownResult.Own(new Review(analysis, List.of()), null, false, "", 0.5);
  }

  @ParameterizedTest
  @CsvSource({"1366,768", "1920,1080"})
  void aSlideWithWhatIsKnownOfIt(int width, int height) throws Exception {
    show(analysed());
    size(width, height);
    Fx.run(() -> shell.actions().run("slide.fit"));
    sharp();
    Path file = Fx.picture(window.scene(), "slide-findings-" + width, 1);
    Node canvas = window.scene().getRoot().lookup("#slide-canvas");
    var bounds = Fx.call(canvas::getBoundsInParent);
    assertThat(bounds.getWidth() * bounds.getHeight()).isGreaterThan(0.7 * width * height);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(width);
    press(KeyCode.DIGIT4, false);
    Fx.picture(window.scene(), "slide-10x-" + width, 1);
    press(KeyCode.H, false);
    Fx.run(() -> shell.actions().run("slide.times40"));
    Fx.run(() -> shell.actions().run("slide.turnRight"));
    sharp();
    Fx.picture(window.scene(), "slide-turned-40x-" + width, 1);
    press(KeyCode.L, true);
    Fx.await("label", () -> window.scene().getRoot().lookup(".slide-label").isVisible());
    press(KeyCode.F, false);
    press(KeyCode.H, false);
    Fx.run(() -> shell.actions().run("slide.heatOutline"));
    Fx.picture(window.scene(), "slide-outline-label-" + width, 1);
    if (width == 1920) {
      Fx.picture(window.scene(), "slide-outline-3840-at-200", 2);
      Fx.run(() -> window.go(Place.WORKLIST));
      Fx.run(() -> shell.worklist().selectedProperty().set(shell.worklist().rows().getFirst()));
      Fx.await(
          "thumbnails",
          () -> window.scene().getRoot().lookupAll(".thumbnail .image-view").size() == 2);
      Fx.picture(window.scene(), "slide-worklist-1920", 1);
    }
  }

  private Node canvas() {
    return window.scene().getRoot().lookup("#slide-canvas");
  }

  private void drag(double... points) {
    Fx.drag(canvas(), points);
  }

  @Test
  void aChangedBorderIsKeptWhenTheStudyIsLeftAndIsUndoneStrokeByStroke() {
    show(analysed());
    Fx.run(() -> shell.review().edit());
    OutlineEditing border = window.slides().border();
    assertThat(border.activeProperty().get()).isTrue();
    String before = border.summaryProperty().get();
    double x = canvas().getLayoutBounds().getWidth() / 2;
    double y = canvas().getLayoutBounds().getHeight() / 2;
    type(KeyCode.D, false); // the eraser
    Fx.drag(canvas(), x, y, x + 40, y);
    String after = border.summaryProperty().get();
    assertThat(after).isNotEqualTo(before).contains("not saved");
    Fx.run(() -> window.slides().open(List.of(study)));
    assertThat(border.activeProperty().get()).isFalse();
    assertThat(shell.activities().noticeProperty().get()).contains("It is kept");
    Fx.await("open again", () -> window.slides().pictured());
    Fx.run(() -> shell.review().open(study));
    Fx.await("looked", () -> shell.review().stateProperty().get() instanceof PanelState.Found);
    Fx.run(() -> shell.review().edit());
    assertThat(border.summaryProperty().get()).isEqualTo(after);
    Fx.run(() -> shell.actions().run("edit.undo"));
    assertThat(border.summaryProperty().get()).isEqualTo(before);
    Fx.run(() -> shell.actions().run("edit.redo"));
    assertThat(border.summaryProperty().get()).isEqualTo(after);
    Fx.run(() -> shell.actions().run("edit.discard"));
    assertThat(border.activeProperty().get()).isFalse();
    assertThat(useCases.verdicts).isEmpty();
  }

  @Test
  void whatIsDrawnIsMeasuredListedKeptAndThereAgain() {
    show(analysed());
    press(KeyCode.H, false);
    press(KeyCode.L, false);
    drag(300, 150, 400, 200, 500, 150);
    press(KeyCode.K, false);
    drag(200, 400, 300, 450, 380, 520);
    press(KeyCode.P, false);
    for (double[] p : new double[][] {{600, 450}, {750, 430}, {800, 560}, {640, 600}}) {
      drag(p[0], p[1], p[0], p[1]);
    }
    press(KeyCode.ENTER, false);
    press(KeyCode.T, false);
    drag(520, 320, 520, 320);
    Fx.await("kept", () -> marks.kept.getOrDefault("1.2.3.1", List.of()).size() == 4);
    assertThat(marks.kept.get("1.2.3.1").stream().map(AnnotationGroup::label))
        .containsExactly("Distance 1", "Rectangle 1", "Area 1", "Point 1");
    press(KeyCode.DELETE, false);
    Fx.await("deleted", () -> marks.kept.get("1.2.3.1").size() == 3);
    Fx.run(() -> shell.actions().run("mark.undo"));
    Fx.await("back", () -> marks.kept.get("1.2.3.1").size() == 4);
    Fx.picture(window.scene(), "slide-marks-1366", 1);
    press(KeyCode.PAGE_DOWN, true);
    assertThat(Fx.call(() -> window.scene().getRoot().lookupAll(".mark-row").size())).isZero();
    press(KeyCode.PAGE_UP, true);
    Fx.await("opened", () -> window.scene().getRoot().lookupAll(".mark-row").size() == 4);
  }

  @Test
  void aCellOfTheHeatmapLiesOnItsPixels() throws Exception {
    float[] values = new float[128 * 96];
    values[40 * 128 + 20] = 1; // pixels 1280 to 1344 and 2560 to 2624 of the slide
    show(analysed(new SlideHeatmap("one", Heatmap.Quantity.PROBABILITY, 0.5, 128, 96, 64, values)));
    Fx.run(() -> window.slides().showPoint(1312, 2592, 2));
    sharp();
    BufferedImage with = ImageIO.read(Fx.picture(window.scene(), "slide-cell", 1).toFile());
    Fx.run(() -> shell.actions().run("slide.hide"));
    BufferedImage without =
        ImageIO.read(Fx.picture(window.scene(), "slide-cell-hidden", 1).toFile());
    var canvas = Fx.call(() -> window.scene().getRoot().lookup("#slide-canvas"));
    var at = Fx.call(() -> canvas.localToScene(canvas.getLayoutBounds()));
    int middleX = (int) Math.round(at.getCenterX());
    int middleY = (int) Math.round(at.getCenterY());
    int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
    for (int y = middleY - 120; y < middleY + 120; y++) {
      for (int x = middleX - 120; x < middleX + 120; x++) {
        if (with.getRGB(x, y) != without.getRGB(x, y)) {
          box[0] = Math.min(box[0], x - middleX);
          box[1] = Math.min(box[1], y - middleY);
          box[2] = Math.max(box[2], x - middleX);
          box[3] = Math.max(box[3], y - middleY);
        }
      }
    }
    assertThat(box).containsExactly(-64, -64, 63, 63); // two screen pixels a slide pixel
  }

  @Test
  void whatIsDamagedIsSaidAndTheOtherSlideIsThere() {
    slides.damaged = 3;
    show();
    Fx.run(() -> window.slides().showPoint(900, 200, 1));
    sharp();
    assertThat(Fx.call(() -> words(".slide-note"))).contains("damaged");
    Fx.picture(window.scene(), "slide-damaged-tile-1366", 1);
    slides.unreadable = "1.2.3.2";
    press(KeyCode.PAGE_DOWN, true);
    Fx.await("said", () -> words(".slide-note").contains("ends before its tiles"));
    Fx.picture(window.scene(), "slide-unreadable-1366", 1);
    press(KeyCode.PAGE_UP, true);
    Fx.await("open", () -> window.slides().pictured());
    assertThat(Fx.call(() -> words(".slide-note"))).isEmpty();
  }

  private String words(String selector) {
    return ((Labeled) window.scene().getRoot().lookup(selector)).getText();
  }

  @Test
  void stainsApart() {
    show();
    press(KeyCode.S, false);
    Fx.await("apart", () -> window.slides().pictured());
    Fx.run(() -> window.scene().getRoot().layout());
    Fx.await(
        "words",
        () ->
            window.scene().getRoot().lookupAll(".slide-words").stream()
                .anyMatch(n -> ((Labeled) n).getText().contains("Haematoxylin")));
    sharp();
    Fx.picture(window.scene(), "slide-haematoxylin-1366", 1);
    press(KeyCode.S, false);
    sharp();
    Fx.picture(window.scene(), "slide-eosin-1366", 1);
  }

  @Test
  void keysMeanSlidesWhereASlideIsRead() {
    show();
    assertThat(Fx.call(() -> shell.actions().find("slice.next").orElseThrow().enabled().get()))
        .isFalse();
    assertThat(Fx.call(() -> shell.actions().find("slide.fit").orElseThrow().enabled().get()))
        .isTrue();
    press(KeyCode.PAGE_DOWN, true);
    assertThat(Fx.call(() -> window.slides().activeInstance().orElseThrow().seriesInstanceUid()))
        .isEqualTo("1.2.3.2");
    Fx.await("closed", () -> slides.open.get() == 1);
    Fx.picture(window.scene(), "slide-without-scale-1366", 1);
  }

  @Test
  void theWheelZoomsAboutThePointerAndTheOverviewMovesTheView() {
    show();
    Node canvas = window.scene().getRoot().lookup("#slide-canvas");
    Fx.run(
        () ->
            canvas.fireEvent(
                new ScrollEvent(
                    ScrollEvent.SCROLL,
                    300,
                    200,
                    300,
                    200,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    0,
                    40,
                    0,
                    40,
                    ScrollEvent.HorizontalTextScrollUnits.NONE,
                    0,
                    ScrollEvent.VerticalTextScrollUnits.NONE,
                    0,
                    0,
                    null)));
    sharp();
    Node map = window.scene().getRoot().lookup("#slide-overview");
    Fx.mouse(map, MouseEvent.MOUSE_PRESSED, 10, 10, 1);
    sharp();
    Fx.picture(window.scene(), "slide-moved-by-overview-1366", 1);
  }

  private static final class KeptMarks implements MarkStore {
    private final Map<String, List<AnnotationGroup>> kept = new ConcurrentHashMap<>();

    @Override
    public List<AnnotationGroup> open(Study study, SlideImage slide) {
      return kept.getOrDefault(slide.slide().seriesInstanceUid(), List.of());
    }

    @Override
    public void keep(Study study, SlideImage slide, List<AnnotationGroup> groups) {
      kept.put(slide.slide().seriesInstanceUid(), groups);
    }
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
