package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Source;
import org.fovea.dicom.Stack;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.pixel.VoiLut;
import org.junit.jupiter.api.Test;

class ViewportModelTest {
  private final Phantom phantom = new Phantom();
  private final ViewportModel model = new ViewportModel();

  private void load() throws FoveaException {
    Slice s = model.shown().slice(model.index());
    model.loaded(
        s,
        new FrameLoader.Loaded.Picture(
            phantom.frame(s.instance(), 0), phantom.presentation(s.instance(), 0)));
  }

  private void open(int series) throws FoveaException {
    model.resize(800, 600, 1);
    model.open(phantom.shown(series));
    load();
  }

  @Test
  void textIsOfThePictureNotOfTheSliceThatIsOnItsWay() throws Exception {
    open(0);
    model.step(3);
    assertThat(CornerText.of(model).topLeft()).containsExactly("FLAIR", "17 / 32");
    assertThat(model.plane().origin().z()).isEqualTo(-77.5 + 16 * 5);
    load();
    assertThat(CornerText.of(model).topLeft()).containsExactly("FLAIR", "20 / 32");
  }

  @Test
  void aSliceThatComesLateIsNotShown() throws Exception {
    open(0);
    Slice late = model.shown().slice(2);
    model.loaded(late, new FrameLoader.Loaded.Broken("no"));
    assertThat(model.picturedIndex()).isEqualTo(16);
  }

  @Test
  void scrollsToThePositionOfAPoint() throws Exception {
    open(0);
    assertThat(model.scrollTo(new Vec3(0, 0, 14))).isTrue();
    // slices at −77.5 + 5·k: 14 lies nearest to 12.5, k = 18
    assertThat(model.index()).isEqualTo(18);
    model.scrollTo(new Vec3(0, 0, 1000));
    assertThat(model.index()).isEqualTo(31);
  }

  @Test
  void fitsTurnsAndComesBackToWhereItWas() throws Exception {
    open(2); // 192 × 160 in 800 × 600
    assertThat(model.transform().scale()).isEqualTo(3.75);
    model.rotate();
    assertThat(model.transform().scale()).isEqualTo(3.125); // 600 / 192
    Point corner = model.transform().toScreen(new Point(-0.5, -0.5));
    // the first corner is now at the top right: half of 160 · 3.125 to the right of the middle
    assertThat(corner.x()).isCloseTo(400 + 250, within(1e-9));
    assertThat(corner.y()).isCloseTo(0, within(1e-9));
    for (int i = 0; i < 8; i++) {
      Point p = new Point(13, 77);
      Point back = model.transform().toImage(model.transform().toScreen(p));
      assertThat(back.distance(p)).isLessThan(1e-9);
      if (i % 2 == 0) {
        model.flipHorizontally();
      } else {
        model.rotate();
      }
    }
    model.oneToOne();
    assertThat(model.zoom()).isCloseTo(1, within(1e-9));
    model.pan(10, -20);
    Point middle = model.transform().toScreen(new Point(95.5, 79.5));
    assertThat(middle.x()).isCloseTo(410, within(1e-9));
    assertThat(middle.y()).isCloseTo(580 - 300, within(1e-9));
  }

  @Test
  void takesTheWindowOfEachSlicesHeaderUntilAnotherIsChosen() throws Exception {
    phantom.vois =
        List.of(
            new Presentation.NamedVoi("BRAIN", new VoiLut.Linear(400, 800)),
            new Presentation.NamedVoi("", new VoiLut.Sigmoid(300, 500)));
    open(0);
    assertThat(model.voi()).isEqualTo(new VoiLut.Linear(400, 800));
    assertThat(model.presets())
        .extracting(WindowPreset::title)
        .containsExactly("Auto", "High contrast", "Full range", "BRAIN", "Header 2");
    phantom.vois = List.of(new Presentation.NamedVoi("BRAIN", new VoiLut.Linear(500, 900)));
    model.step(1);
    load();
    assertThat(model.voi()).isEqualTo(new VoiLut.Linear(500, 900));
    model.window(100, 50);
    model.step(1);
    load();
    assertThat(model.voi()).isEqualTo(new VoiLut.Linear(100, 50));
  }

  @Test
  void presetsOfComputedTomographyAreFixed() throws Exception {
    Shown mr = phantom.shown(0);
    Series ct = new Series("1.9", 1, "CT", "Head", "", null, mr.series().stacks(), List.of());
    model.open(new Shown(mr.study(), ct, mr.stack()));
    load();
    model.preset(1);
    assertThat(model.window()).isEqualTo(new Window(40, 80));
    model.preset(5);
    assertThat(model.window()).isEqualTo(new Window(-600, 1500));
    assertThat(model.presets()).hasSize(9);
  }

  @Test
  void probesValueUnitAndPlace() throws Exception {
    Plane plane =
        new Plane(new Vec3(10, 20, 30), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 0.5, 2, 3, 2);
    Slice slice = Phantom.slice(Source.file(Path.of("a.dcm")), "1.5", 0, 3, 2, plane);
    Stack stack = new Stack("", List.of(slice), null, List.of());
    Series ct = new Series("1.5", 1, "CT", "x", "", null, List.of(stack), List.of());
    model.open(new Shown(phantom.study, ct, stack));
    model.loaded(
        slice,
        new FrameLoader.Loaded.Picture(
            new Frame(
                3,
                2,
                1,
                16,
                Photometric.MONOCHROME2,
                new Samples.Shorts(new short[] {0, 1, 2, 3, 4, 5}, false)),
            new Presentation(
                new ModalityLut.Rescale(2, -1000, "HU"),
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                null,
                0)));
    Probe p = model.probe(new Point(1.2, 0.9)).orElseThrow();
    assertThat(p.values()).containsExactly(2 * 4 - 1000);
    assertThat(p.patient()).isEqualTo(new Vec3(10.5, 22, 30));
    assertThat(ViewportPainter.said(p)).isEqualTo("-992 HU   1, 1 px   L 10.5  P 22.0  H 30.0 mm");
    assertThat(model.probe(new Point(-0.6, 0))).isEmpty();
    assertThat(model.transform().aspect()).isEqualTo(4);
  }
}
