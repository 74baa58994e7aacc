package org.fovea.ui.pathology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.finding.AnnotationGroup;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.display.SlideAppearance.Stain;
import org.fovea.testing.Fx;
import org.fovea.ui.common.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The view models of a slide, without a window. */
class SlideModelTest {
  private final PaintedSlide slides = new PaintedSlide();
  private final TileLoader loader = new TileLoader(64 << 20, 2);
  private final Tasks tasks = new Tasks();
  private final SlideModel model = new SlideModel(tasks, loader);
  private final Study study = PaintedSlide.study();

  @BeforeEach
  void open() {
    Fx.start();
    Fx.run(
        () -> {
          model.connect(slides);
          model.size(1000, 700);
          model.open(shown(0));
        });
    Fx.await("open", () -> model.source() != null && model.small() != null);
  }

  @AfterEach
  void close() {
    Fx.run(() -> model.open(null));
    loader.close();
    tasks.close();
  }

  private ShownSlide shown(int i) {
    var series = study.series().get(i);
    return new ShownSlide(study, series, series.slides().getFirst());
  }

  @Test
  void aSlideIsNamedByItselfOrItsSeriesAndByNoOtherSlideOfIt() {
    SlideImage a = PaintedSlide.image("1.2.3.7", "A", 512, 512, 0.0005, 1);
    SlideImage b =
        new SlideImage(
            a.slide(),
            PaintedSlide.image("1.2.3.8", "B", 512, 512, 0.0005, 1).levels(),
            List.of(),
            List.of());
    var series = PaintedSlide.study(a).series().getFirst();
    ShownSlide first = new ShownSlide(study, series, a);
    ShownSlide second = new ShownSlide(study, series, b);
    assertThat(first.is(a.instanceUid())).isTrue();
    assertThat(second.is(a.instanceUid())).isFalse();
    assertThat(second.is("1.2.3.7")).isTrue(); // results of earlier versions name the series
    assertThat(second.is("")).isFalse();
  }

  @Test
  void theWholeSlideIsSeenAtFirstAndKeepsSoWithTheWindow() {
    // 8192 × 6144 in 1000 × 700: the height decides
    assertThat(model.transform().scale()).isCloseTo(700 / 6144.0, within(1e-9));
    Fx.run(() -> model.size(1000, 1400));
    assertThat(model.transform().scale()).isCloseTo(1000 / 8192.0, within(1e-9));
    Fx.run(() -> model.turn(90));
    assertThat(model.transform().scale()).isCloseTo(1000 / 6144.0, within(1e-9));
    assertThat(model.wholeSeen()).isTrue();
    Fx.run(() -> model.zoom(1));
    assertThat(model.wholeSeen()).isFalse();
  }

  @Test
  void magnificationsAreThoseOfMicroscopes() {
    Fx.run(() -> model.magnification(40)); // 0.25 µm a pixel
    assertThat(model.transform().scale()).isCloseTo(1, within(1e-9));
    Fx.run(() -> model.magnification(10));
    assertThat(model.transform().scale()).isCloseTo(0.25, within(1e-9));
    assertThat(Magnification.text(model.slide(), 0.25)).isEqualTo("10×");
    assertThat(Magnification.text(model.slide(), 0.03)).isEqualTo("1.2×");
    assertThat(SlideScaleBar.of(model.slide(), 0.25, 180))
        .isEqualTo(new SlideScaleBar(100, "100 µm"));
    assertThat(SlideScaleBar.of(model.slide(), 0.02, 180))
        .isEqualTo(new SlideScaleBar(160, "2 mm"));
  }

  @Test
  void withoutAScaleThereIsNoMagnification() {
    Fx.run(() -> model.open(shown(1)));
    Fx.await("open", () -> model.source() != null);
    double before = model.transform().scale();
    Fx.run(() -> model.magnification(20));
    assertThat(model.transform().scale()).isEqualTo(before);
    assertThat(Magnification.text(model.slide(), 0.25)).isEqualTo("1 : 4");
    assertThat(Magnification.text(model.slide(), 2)).isEqualTo("2 : 1");
    assertThat(SlideScaleBar.of(model.slide(), 0.5, 120).label()).isEqualTo("200 px");
  }

  @Test
  void theWheelKeepsWhatIsUnderThePointer() {
    Fx.run(() -> model.turn(30));
    Point2D under = model.transform().toSlide(300, 210);
    double scale = model.transform().scale();
    Fx.run(() -> model.zoom(3, 300, 210));
    assertThat(model.transform().scale()).isCloseTo(scale * 1.953125, within(1e-9));
    Point2D now = model.transform().toSlide(300, 210);
    assertThat(now.distance(under)).isLessThan(1e-6);
    Point2D back = model.transform().toScreen(under.getX(), under.getY());
    assertThat(back.distance(300, 210)).isLessThan(1e-6);
  }

  @Test
  void theSlideCannotBeLost() {
    Fx.run(() -> model.pan(1e7, -1e7));
    assertThat(model.transform().cx()).isZero();
    assertThat(model.transform().cy()).isEqualTo(6144);
    Fx.run(() -> model.zoom(-100));
    assertThat(model.transform().scale()).isCloseTo(700 / 6144.0 / 4, within(1e-9));
    Fx.run(() -> model.zoom(100));
    assertThat(model.transform().scale()).isEqualTo(16);
  }

  @Test
  void coordinatesAreThoseOfTheSlide() {
    Fx.run(
        () -> {
          model.oneToOne();
          model.centre(4000, 2000);
          model.pointer(new Point2D(500, 350));
        });
    // origin 20, 40 mm; rows run along −y and columns along −x; 0.25 µm a pixel
    assertThat(Fx.call(() -> CornerWords.where(model))).isEqualTo("x 19.500  y 39.000 mm");
  }

  @Test
  void aFindingIsBroughtIntoViewAtASizeToBeSeen() {
    Fx.run(() -> model.show(4000, 3000, 4100, 3050));
    assertThat(model.transform().cx()).isEqualTo(4050);
    assertThat(model.transform().cy()).isEqualTo(3025);
    assertThat(model.transform().scale()).isEqualTo(1);
    Fx.run(() -> model.show(0, 0, 6000, 6000));
    assertThat(model.transform().scale()).isCloseTo(350 / 6000.0, within(1e-9));
  }

  @Test
  void stainsAreEstimatedFromTheSlideItself() {
    Fx.run(() -> model.stain(Stain.EOSIN));
    Fx.await("apart", () -> model.look().stain() == Stain.EOSIN);
    var m = model.look().separation().matrix();
    assertThat(m.angle()).isBetween(5.0, 60.0);
    assertThat(m.haematoxylin()[0]).isGreaterThan(m.eosin()[0]);
    Fx.run(model::resetLight);
    assertThat(model.look()).isEqualTo(SlideAppearance.AS_SCANNED);
  }

  @Test
  void marksAreKeptRenamedAndTakenBack() {
    List<List<AnnotationGroup>> kept = new ArrayList<>();
    MarkStore store =
        new MarkStore() {
          @Override
          public List<AnnotationGroup> open(Study s, SlideImage slide) {
            return kept.isEmpty() ? List.of() : kept.getLast();
          }

          @Override
          public synchronized void keep(Study s, SlideImage slide, List<AnnotationGroup> groups) {
            kept.add(groups);
          }
        };
    MarksModel marks = new MarksModel(tasks, store, s -> {});
    Fx.run(
        () -> {
          marks.open(shown(0));
          marks.add(Mark.Kind.RULER, new double[] {0, 0, 3000, 4000});
          marks.add(Mark.Kind.RULER, new double[] {0, 0, 30, 40});
          marks.add(Mark.Kind.RECTANGLE, new double[] {0, 0, 400, 0, 400, 800, 0, 800});
          marks.add(Mark.Kind.POLYGON, new double[] {0, 0, 400, 0, 0, 800});
        });
    assertThat(Fx.call(() -> marks.marks().stream().map(Mark::name).toList()))
        .containsExactly("Distance 1", "Distance 2", "Rectangle 1", "Area 1");
    // 5000 px of 0.25 µm; 50 px; 100 × 200 µm; half of that
    assertThat(Fx.call(() -> marks.marks().stream().map(m -> m.measure(model.slide())).toList()))
        .containsExactly("1.25 mm", "12.5 µm", "0.020 mm²", "0.010 mm²");
    Fx.run(
        () -> {
          marks.rename(marks.marks().get(1), " Crypt depth ");
          marks.remove(marks.marks().getFirst());
          marks.undo();
          marks.undo();
        });
    assertThat(Fx.call(() -> marks.marks().get(1).name())).isEqualTo("Distance 2");
    Fx.run(() -> marks.rename(marks.marks().get(1), "Crypt depth"));
    Fx.await("kept", marks::kept);
    MarksModel again = new MarksModel(tasks, store, s -> {});
    Fx.run(() -> again.open(shown(0)));
    Fx.await("there again", () -> again.marks().size() == 4);
    assertThat(Fx.call(() -> again.marks().get(1).name())).isEqualTo("Crypt depth");
    assertThat(Fx.call(() -> again.marks().get(3).points())).containsExactly(0, 0, 400, 0, 0, 800);
  }

  @Test
  void theResolutionFitsTheScreen() {
    // levels of 8192, 2048, 512 and 128 columns
    assertThat(TilePlan.level(model.slide(), 1)).isZero();
    assertThat(TilePlan.level(model.slide(), 0.26)).isZero();
    assertThat(TilePlan.level(model.slide(), 0.25)).isEqualTo(1);
    assertThat(TilePlan.level(model.slide(), 0.01)).isEqualTo(3);
    SlideTransform t = model.transform().scaled(0.25).centred(4096, 3072);
    TilePlan plan = TilePlan.of(model.source(), t, 1, SlideAppearance.AS_SCANNED);
    assertThat(plan.level()).isEqualTo(1);
    assertThat(plan.halvings()).isZero();
    // 1000 × 700 of 2048 × 1536: columns 524…1524, rows 418…1118 of tiles of 256
    assertThat(plan.sharp()).hasSize(4 * 4);
    assertThat(plan.sharp().getFirst().column()).isBetween(3, 4);
    assertThat(plan.near()).hasSize(6 * 6 - 16);
    assertThat(TilePlan.of(model.source(), t.scaled(0.3), 1, model.look()).halvings()).isEqualTo(1);
  }
}
