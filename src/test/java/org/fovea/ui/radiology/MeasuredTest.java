package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.junit.jupiter.api.Test;

/** Values by hand. */
class MeasuredTest {
  private static final Plane PLANE =
      new Plane(new Vec3(0, 0, 0), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 0.5, 2, 5, 4);

  /** 0, 10, 20, … row by row, five columns and four rows; HU is twice that less a thousand. */
  private static FrameLoader.Loaded.Picture picture() {
    short[] v = new short[20];
    for (int i = 0; i < v.length; i++) {
      v[i] = (short) (10 * i);
    }
    return new FrameLoader.Loaded.Picture(
        new Frame(5, 4, 1, 16, Photometric.MONOCHROME2, new Samples.Shorts(v, false)),
        new Presentation(
            new ModalityLut.Rescale(2, -1000, "HU"),
            List.of(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            null,
            0));
  }

  @Test
  void lengthsAreInMillimetresOnlyWhereTheGeometryIsKnown() {
    Annotation.Length l = new Annotation.Length(new Point(0, 0), new Point(6, 2));
    // 6 · 0.5 = 3 and 2 · 2 = 4 → 5 mm; without geometry √40 pixels
    assertThat(new Measured(PLANE).lines(l, picture())).containsExactly("5.00 mm");
    assertThat(new Measured(null).lines(l, picture())).containsExactly("6.32 px");
  }

  @Test
  void anglesAreThoseInThePatientNotOnTheGrid() {
    Annotation.Angle g = new Annotation.Angle(new Point(4, 0), new Point(0, 0), new Point(4, 1));
    // arms (2, 0) and (2, 2) mm
    assertThat(new Measured(PLANE).angle(g)).isCloseTo(45, within(1e-9));
    assertThat(new Measured(null).angle(g))
        .isCloseTo(Math.toDegrees(Math.atan(0.25)), within(1e-9));
    assertThat(
            new Measured(null)
                .angle(new Annotation.Angle(new Point(1, 1), new Point(1, 1), new Point(2, 1))))
        .isNaN();
  }

  @Test
  void statisticsOfARectangle() {
    Annotation.Rectangle r = new Annotation.Rectangle(new Point(3.2, 0.8), new Point(0.9, 2.1));
    // columns 1 to 3, rows 1 and 2: stored 60 70 80 110 120 130
    RegionStatistics s = RegionStatistics.of(r, picture()).orElseThrow();
    assertThat(s.count()).isEqualTo(6);
    assertThat(s.mean()).isCloseTo(2 * 95 - 1000, within(1e-9));
    // deviations −35 −25 −15 15 25 35: squares sum to 4150, twice the root of a sixth
    assertThat(s.deviation()).isCloseTo(2 * Math.sqrt(4150 / 6.0), within(1e-9));
    assertThat(s.min()).isEqualTo(-880);
    assertThat(s.max()).isEqualTo(-740);
    // 2.3 · 0.5 · 1.3 · 2 = 2.99 mm²
    assertThat(new Measured(PLANE).lines(r, picture()))
        .containsExactly("3.0 mm²", "-810.0 ± 52.6 HU", "-880 … -740 HU");
  }

  @Test
  void statisticsOfAnEllipse() {
    // centre (2, 1), half axes 1 and 1: five pixels, a plus
    Annotation.Ellipse e = new Annotation.Ellipse(new Point(1, 0), new Point(3, 2));
    RegionStatistics s = RegionStatistics.of(e, picture()).orElseThrow();
    assertThat(s.count()).isEqualTo(5);
    assertThat(s.mean()).isCloseTo(2 * 70 - 1000, within(1e-9));
    assertThat(new Measured(PLANE).area(e)).isCloseTo(Math.PI, within(1e-9));
    assertThat(new Measured(null).area(e)).isCloseTo(Math.PI, within(1e-9));
    assertThat(new Measured(null).lines(e, picture()).getFirst()).isEqualTo("3 px²");
  }

  @Test
  void nothingIsSaidOfARegionWithoutPixels() {
    assertThat(
            RegionStatistics.of(
                new Annotation.Rectangle(new Point(7, 7), new Point(9, 9)), picture()))
        .isEmpty();
  }
}
