package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.pixel.VoiLut;
import org.fovea.imaging.volume.Mask;
import org.fovea.testing.Fx;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.KeyDispatcher;
import org.fovea.ui.action.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The reading place in a window, by mouse, wheel and keys. */
class ReadViewTest {
  private final Phantom phantom = new Phantom();
  private final FxRobot robot = new FxRobot();
  private final List<String> said = new ArrayList<>();
  private final ActionRegistry actions = new ActionRegistry();
  private ReadView view;
  private Stage stage;

  @BeforeEach
  void show() {
    Fx.start();
    Fx.run(
        () -> {
          view = new ReadView(new FrameLoader(phantom, 64 << 20, 1), said::add);
          view.contribute(actions);
          Scene scene = new Scene(new StackPane(view), 1000, 700);
          dress(scene);
          new KeyDispatcher(
                  actions,
                  () ->
                      view.editing().activeProperty().get()
                          ? EnumSet.of(Scope.READ, Scope.EDIT)
                          : EnumSet.of(Scope.READ))
              .install(scene);
          stage = new Stage();
          stage.setScene(scene);
          stage.setX(0);
          stage.setY(0);
          stage.show();
          view.open(phantom.study);
        });
    loaded(0);
  }

  @AfterEach
  void close() {
    Fx.run(
        () -> {
          stage.close();
          view.close();
        });
  }

  static void dress(Scene scene) {
    for (String sheet : List.of("dark.css", "fovea.css")) {
      scene
          .getStylesheets()
          .add(ReadView.class.getResource("/org/fovea/ui/theme/" + sheet).toExternalForm());
    }
  }

  private Viewport viewport(int i) {
    return view.grid().visible().get(i);
  }

  private ViewportModel model(int i) {
    return viewport(i).model();
  }

  private void loaded(int i) {
    Fx.await(
        "the picture of viewport " + i,
        () -> model(i).decoded().isPresent() && model(i).picturedIndex() == model(i).index());
  }

  private void settle() {
    Fx.run(() -> stage.getScene().getRoot().layout());
    Fx.run(() -> {});
  }

  private void wheel(int i, double delta, boolean control) {
    Fx.run(
        () ->
            viewport(i)
                .fireEvent(
                    new ScrollEvent(
                        ScrollEvent.SCROLL,
                        300,
                        200,
                        300,
                        200,
                        false,
                        control,
                        false,
                        false,
                        false,
                        false,
                        0,
                        delta,
                        0,
                        delta,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        null)));
  }

  /** Position of an image point on the screen of the robot. */
  private javafx.geometry.Point2D at(int i, double column, double row) {
    return Fx.call(
        () -> {
          Point p = model(i).transform().toScreen(new Point(column, row));
          return viewport(i).localToScreen(p.x(), p.y());
        });
  }

  private int gray(int i, int column, int row) {
    settle();
    return Fx.call(
        () -> {
          WritableImage picture = ViewPicture.of(viewport(i), false);
          Point p = model(i).transform().toScreen(new Point(column, row));
          return picture.getPixelReader().getArgb((int) Math.round(p.x()), (int) Math.round(p.y()))
              & 0xff;
        });
  }

  @Test
  void opensInTheMiddleAndScrollsByWheelAndKeys() {
    assertThat(Fx.call(model(0)::index)).isEqualTo(16);
    wheel(0, -40, false);
    assertThat(Fx.call(model(0)::index)).isEqualTo(17);
    wheel(0, 40, false);
    wheel(0, 40, false);
    assertThat(Fx.call(model(0)::index)).isEqualTo(15);
    robot.push(KeyCode.DOWN);
    assertThat(Fx.call(model(0)::index)).isEqualTo(16);
    robot.push(KeyCode.PAGE_UP);
    assertThat(Fx.call(model(0)::index)).isEqualTo(6);
    robot.push(KeyCode.END);
    assertThat(Fx.call(model(0)::index)).isEqualTo(31);
    robot.push(KeyCode.HOME);
    assertThat(Fx.call(model(0)::index)).isZero();
    loaded(0);
    assertThat(Fx.call(() -> CornerText.of(model(0)).topLeft())).containsExactly("FLAIR", "1 / 32");
  }

  @Test
  void leftDragChangesThePixelsAsTheWindowSays() {
    Fx.run(() -> model(0).window(450, 900));
    Fx.run(() -> model(0).scrollTo(Phantom.LESION));
    loaded(0);
    int column = 160;
    int row = 106;
    var picture = Fx.call(() -> model(0).decoded().orElseThrow());
    double stored = picture.frame().samples().get(row * 256 + column);
    assertThat(stored).isGreaterThan(800);
    Fx.run(() -> model(0).zoomAt(new Point(0, 0), 1)); // no longer fitted
    Fx.run(model(0)::toggleSmooth);
    var from = at(0, 60, 60);
    robot.moveTo(from.getX(), from.getY());
    robot.press(MouseButton.PRIMARY);
    robot.moveTo(from.getX() + 40, from.getY() - 30);
    robot.moveTo(from.getX() + 100, from.getY() - 60);
    robot.release(MouseButton.PRIMARY);
    Window w = Fx.call(model(0)::window);
    // 900 / 300 = 3 a unit: wider by 300, centre up by 180
    assertThat(w.width()).isCloseTo(1200, within(7.0));
    assertThat(w.center()).isCloseTo(630, within(7.0));
    double expected = 255 * Math.clamp((stored - w.center()) / w.width() + 0.5, 0, 1);
    assertThat((double) gray(0, column, row)).isCloseTo(expected, within(1.5));
  }

  @Test
  void aLengthByTwoClicksIsInMillimetres() {
    robot.push(KeyCode.L);
    var a = at(0, 60, 100);
    var b = at(0, 124, 100);
    robot.clickOn(a.getX(), a.getY());
    robot.moveTo(b.getX(), b.getY());
    robot.clickOn(b.getX(), b.getY());
    var drawn = Fx.call(() -> view.annotations().on(model(0).slice()));
    assertThat(drawn).hasSize(1);
    Annotation.Length l = (Annotation.Length) drawn.getFirst();
    // 64 columns of 0.9375 mm; the robot's mouse stands on whole screen units
    assertThat(new Measured(Fx.call(model(0)::plane)).length(l.a(), l.b()))
        .isCloseTo(60, within(0.6));
    robot.push(KeyCode.DELETE);
    assertThat(Fx.call(() -> view.annotations().on(model(0).slice()))).isEmpty();
  }

  @Test
  void lettersFollowTurnAndFlip() {
    assertThat(Fx.call(() -> edges(0))).isEqualTo(new Directions.Edges("R", "L", "A", "P"));
    robot.press(KeyCode.SHIFT).push(KeyCode.R).release(KeyCode.SHIFT);
    assertThat(Fx.call(() -> edges(0))).isEqualTo(new Directions.Edges("P", "A", "R", "L"));
    robot.press(KeyCode.SHIFT).push(KeyCode.H).release(KeyCode.SHIFT);
    assertThat(Fx.call(() -> edges(0))).isEqualTo(new Directions.Edges("A", "P", "R", "L"));
  }

  private Directions.Edges edges(int i) {
    return Directions.edges(model(i).plane(), model(i).transform().turn());
  }

  @Test
  void viewportsOfOneFrameOfReferenceScrollTogether() {
    robot.push(KeyCode.G).push(KeyCode.DIGIT4);
    for (int i = 0; i < 4; i++) {
      loaded(i);
    }
    wheel(0, -40, false);
    wheel(0, -40, false);
    assertThat(Fx.call(model(0)::index)).isEqualTo(18);
    assertThat(Fx.call(model(1)::index)).as("same planes").isEqualTo(18);
    assertThat(Fx.call(model(2)::index)).as("across").isEqualTo(12);
    assertThat(Fx.call(model(3)::index)).as("another frame of reference").isZero();
    assertThat(Fx.call(() -> ReferenceLine.of(model(0).plane(), model(2).plane()))).isPresent();
    robot.push(KeyCode.S);
    wheel(0, -40, false);
    assertThat(Fx.call(model(1)::index)).isEqualTo(18);
  }

  @Test
  void theLinkedCursorTakesTheOthersAlong() {
    robot.push(KeyCode.G).push(KeyCode.DIGIT4);
    for (int i = 0; i < 3; i++) {
      loaded(i);
    }
    robot.push(KeyCode.X);
    var p = at(0, 160, 106);
    robot.moveTo(p.getX(), p.getY());
    settle();
    // row 106 is y = −20.2 mm: coronal slices lie at −92 + 8·k, so k = 9
    assertThat(Fx.call(model(2)::index)).isEqualTo(9);
    assertThat(Fx.call(() -> model(2).linked().x())).isCloseTo(30.5, within(1.0));
  }

  @Test
  void ctrlAndWheelEnlargesAboutThePointer() {
    // the event is given in the window's coordinates
    var local = Fx.call(() -> viewport(0).sceneToLocal(300, 200));
    Point before = Fx.call(() -> model(0).toImage(local.getX(), local.getY()));
    double scale = Fx.call(() -> model(0).transform().scale());
    wheel(0, 40, true);
    assertThat(Fx.call(() -> model(0).transform().scale())).isCloseTo(scale * 1.15, within(1e-6));
    Point after = Fx.call(() -> model(0).toImage(local.getX(), local.getY()));
    assertThat(after.distance(before)).isLessThan(1e-6);
    robot.push(KeyCode.F);
    assertThat(Fx.call(() -> model(0).transform().scale())).isCloseTo(scale, within(1e-6));
  }

  @Test
  void aSliceThatCannotBeDecodedSaysSoAndTheRestScrollsOn() {
    phantom.broken.add(phantom.shown(1).slice(3).instance().source()); // not decoded so far
    Fx.run(() -> view.showSeries("1.2.3.2"));
    Fx.run(() -> model(0).scrollTo(3));
    Fx.await("the failure", () -> model(0).picturedIndex() == 3);
    assertThat(Fx.call(model(0)::picture)).isInstanceOf(FrameLoader.Loaded.Broken.class);
    settle();
    Fx.picture(stage.getScene(), "read-broken-slice-1000", 1);
    Fx.run(() -> model(0).step(1));
    loaded(0);
    assertThat(Fx.call(model(0)::picture)).isInstanceOf(FrameLoader.Loaded.Picture.class);
  }

  @Test
  void theHeatmapLiesOnTheLesionInEveryOrientationAndSpaceHidesIt() {
    overlays();
    robot.push(KeyCode.G).push(KeyCode.DIGIT4);
    for (int i = 0; i < 3; i++) {
      loaded(i);
    }
    Fx.run(() -> view.jumpTo(Phantom.LESION));
    for (int i = 0; i < 3; i++) {
      loaded(i);
    }
    for (int i : new int[] {0, 2}) {
      var plane = Fx.call(model(i)::plane);
      int column = (int) Math.round(plane.column(Phantom.LESION));
      int row = (int) Math.round(plane.row(Phantom.LESION));
      assertThat(saturation(i, column, row)).as("viewport %d", i).isGreaterThan(20);
      assertThat(saturation(i, column - 40, row)).as("beside").isLessThan(5);
    }
    robot.press(KeyCode.SPACE);
    var plane = Fx.call(model(0)::plane);
    int column = (int) Math.round(plane.column(Phantom.LESION));
    int row = (int) Math.round(plane.row(Phantom.LESION));
    assertThat(saturation(0, column, row)).isLessThan(5);
    robot.release(KeyCode.SPACE);
    assertThat(saturation(0, column, row)).isGreaterThan(20);
  }

  private int saturation(int i, int column, int row) {
    settle();
    return Fx.call(
        () -> {
          WritableImage picture = ViewPicture.of(viewport(i), false);
          Point p = model(i).transform().toScreen(new Point(column, row));
          int c =
              picture.getPixelReader().getArgb((int) Math.round(p.x()), (int) Math.round(p.y()));
          return Math.abs((c >> 16 & 0xff) - (c & 0xff));
        });
  }

  private void overlays() {
    Fx.run(
        () ->
            view.showOverlays(
                List.of(
                    new OverlayLayer.Heat("h", "Glioma", "1.2.3.1", Phantom.heatmap()),
                    new OverlayLayer.Outline(
                        "f", "Glioma 1", "1.2.3.1", phantom.mask(), Decision.PENDING))));
  }

  @Test
  void brushAddsToTheOutlineUndoTakesItBackAndSavingHandsItOn() {
    overlays();
    Fx.run(() -> view.jumpTo(Phantom.LESION));
    loaded(0);
    Mask before = phantom.mask();
    List<Mask> saved = new ArrayList<>();
    Fx.run(() -> view.edit("f", "Glioma 1", before, Phantom.heatmap(), saved::add));
    settle(); // the bar above takes its room
    var from = at(0, 80, 150);
    var to = at(0, 110, 150);
    robot.moveTo(from.getX(), from.getY());
    robot.press(MouseButton.PRIMARY);
    robot.moveTo(to.getX(), to.getY());
    robot.release(MouseButton.PRIMARY);
    assertThat(Fx.call(() -> view.editing().unsavedProperty().get())).isTrue();
    long added = Fx.call(() -> view.editing().mask().count()) - before.count();
    // a band of 28 mm by 10 mm and two half discs of 5 mm: 359 mm² of 0.879 mm² a voxel
    assertThat((double) added).isCloseTo(359 / 0.879, within(40.0));
    robot.press(KeyCode.CONTROL).push(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(Fx.call(() -> view.editing().mask().voxels())).isEqualTo(before.voxels());
    robot.press(KeyCode.CONTROL).push(KeyCode.Y).release(KeyCode.CONTROL);
    settle();
    Fx.picture(stage.getScene(), "read-editing-1000", 1);
    robot.push(KeyCode.ENTER);
    assertThat(saved).hasSize(1);
    BitSet kept = (BitSet) before.voxels().clone();
    kept.andNot(saved.getFirst().voxels());
    assertThat(kept.isEmpty()).isTrue();
    assertThat(saved.getFirst().count()).isEqualTo(before.count() + added);
    assertThat(Fx.call(() -> view.editing().activeProperty().get())).isFalse();
  }

  @Test
  void anUnsavedOutlineOutlivesTheStudyThatIsLeft() {
    overlays();
    Mask before = phantom.mask();
    Fx.run(() -> view.edit("f", "Glioma 1", before, null, m -> {}));
    settle();
    var p = at(0, 100, 150);
    robot.clickOn(p.getX(), p.getY());
    Mask painted = Fx.call(() -> view.editing().mask());
    assertThat(painted.count()).isGreaterThan(before.count());
    Fx.run(() -> view.open(phantom.study));
    assertThat(said).anyMatch(s -> s.contains("is kept"));
    assertThat(Fx.call(() -> view.editing().activeProperty().get())).isFalse();
    Fx.run(() -> view.edit("f", "Glioma 1", before, null, m -> {}));
    assertThat(Fx.call(() -> view.editing().mask().voxels())).isEqualTo(painted.voxels());
    assertThat(Fx.call(() -> view.editing().unsavedProperty().get())).isTrue();
  }

  @Test
  void paintingOnAnotherPlaneIsRefusedInWords() {
    overlays();
    Fx.run(() -> view.edit("f", "Glioma 1", phantom.mask(), null, m -> {}));
    Fx.run(() -> view.showSeries("1.2.3.3"));
    loaded(0);
    var p = at(0, 90, 80);
    robot.clickOn(p.getX(), p.getY());
    assertThat(said).anyMatch(s -> s.contains("does not lie on the slices"));
    assertThat(Fx.call(() -> view.editing().unsavedProperty().get())).isFalse();
  }

  @Test
  void savesTheViewWithAndWithoutWhatWasDrawn(@TempDir Path folder) throws Exception {
    Fx.run(
        () ->
            view.annotations()
                .add(
                    model(0).slice(),
                    new Annotation.Length(new Point(20, 128), new Point(236, 128))));
    Path with = folder.resolve("with.png");
    Path without = folder.resolve("without.png");
    Fx.run(() -> view.save(with, true));
    Fx.run(() -> view.save(without, false));
    BufferedImage a = ImageIO.read(with.toFile());
    BufferedImage b = ImageIO.read(without.toFile());
    assertThat(a.getWidth()).isEqualTo((int) Math.ceil(Fx.call(viewport(0)::getWidth)));
    Point line = Fx.call(() -> model(0).transform().toScreen(new Point(30, 128)));
    int x = (int) line.x();
    int y = (int) Math.round(line.y());
    assertThat(a.getRGB(x, y)).as("the line").isNotEqualTo(b.getRGB(x, y));
    assertThat(b.getRGB(x, y) & 0xff).as("air").isLessThan(40);
    assertThat(folder).isDirectoryContaining("glob:**.png");
    Fx.run(() -> view.save(folder.resolve("no/such/folder.png"), true));
    assertThat(said.getLast()).contains("could not be written").contains("F500");
  }

  @Test
  void copiesTheView() {
    robot.press(KeyCode.CONTROL).push(KeyCode.C).release(KeyCode.CONTROL);
    assertThat(said).containsExactly("Copied the view");
    assertThat(Fx.call(() -> Clipboard.getSystemClipboard().hasImage())).isTrue();
  }

  @Test
  void wordsStandWhereTheyWereWritten() {
    robot.push(KeyCode.T);
    var p = at(0, 100, 60);
    robot.clickOn(p.getX(), p.getY());
    robot.write("see 2022");
    robot.push(KeyCode.ENTER);
    var drawn = Fx.call(() -> view.annotations().on(model(0).slice()));
    assertThat(drawn).hasSize(1);
    Annotation.Note note = (Annotation.Note) drawn.getFirst();
    assertThat(note.text()).isEqualTo("see 2022");
    assertThat(note.at().distance(new Point(100, 60))).isLessThan(0.6);
  }

  @Test
  void aMeasurementIsMovedByItsHandle() {
    Fx.run(
        () ->
            view.annotations()
                .add(
                    model(0).slice(),
                    new Annotation.Length(new Point(60, 60), new Point(120, 60))));
    var from = at(0, 120, 60);
    var to = at(0, 120, 100);
    robot.moveTo(from.getX(), from.getY());
    robot.press(MouseButton.PRIMARY);
    robot.moveTo(to.getX(), to.getY());
    robot.release(MouseButton.PRIMARY);
    Annotation.Length l =
        (Annotation.Length) Fx.call(() -> view.annotations().on(model(0).slice())).getFirst();
    assertThat(l.a()).isEqualTo(new Point(60, 60));
    assertThat(l.b().distance(new Point(120, 100))).isLessThan(0.6);
  }

  @Test
  void aSeriesDroppedOnAViewportIsShownThere() {
    robot.push(KeyCode.G).push(KeyCode.DIGIT2);
    loaded(1);
    // JavaFX without a display knows no drag and drop: what a drop does, without the drop
    assertThat(Fx.call(() -> view.grid().dropped(viewport(1), 2))).isTrue();
    assertThat(Fx.call(() -> model(1).shown().series().description())).isEqualTo("T1 COR");
    assertThat(Fx.call(() -> view.grid().activeProperty().get())).isSameAs(viewport(1));
    assertThat(Fx.call(() -> view.grid().dropped(viewport(1), 99))).isFalse();
  }

  @Test
  void cinePlaysOnAndPauses() {
    robot.push(KeyCode.P);
    Fx.await("three slices on", () -> model(0).index() >= 19 || model(0).index() < 16);
    robot.push(KeyCode.P);
    int at = Fx.call(model(0)::index);
    settle();
    assertThat(Fx.call(model(0)::index)).isEqualTo(at);
  }

  @Test
  void everyActionHasWordsAndNoTwoShareKeys() {
    assertThat(actions.conflicts()).isEmpty();
    assertThat(actions.actions()).allSatisfy(a -> assertThat(a.title()).isNotBlank());
  }

  @Test
  void presetsOfTheKeysAndInversion() {
    robot.push(KeyCode.DIGIT3);
    VoiLut full = Fx.call(model(0)::voi);
    assertThat(full).isInstanceOf(VoiLut.LinearExact.class);
    int before = gray(0, 128, 128);
    robot.push(KeyCode.I);
    assertThat(gray(0, 128, 128)).isCloseTo(255 - before, within(2));
  }
}
