package org.fovea.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;
import org.junit.jupiter.api.Test;

/** A rectangle of 20 x 12 pixels with a hole of 4 x 4, on a slide turned by a right angle. */
class AreaMeasurerTest {
  private static final double SPACING = 0.0005;
  private final Outline outline =
      new Outline(
          List.of(
              new double[] {1040, 8, 1060, 8, 1060, 20, 1040, 20},
              new double[] {1050, 10, 1050, 14, 1054, 14, 1054, 10}));

  private static Slide slide(double spacing) {
    return new Slide(
        "1.2",
        "1.3",
        "S1",
        "",
        null,
        List.of(),
        new SlidePlacement(new Vec3(20, 40, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0)),
        List.of(new SlideLevel(1200, 40, 16, 16, spacing, spacing)));
  }

  @Test
  void anAreaIsMeasuredWithoutItsHolesWhereItLies() {
    Region.Area area = AreaMeasurer.measure(outline, slide(SPACING));
    assertThat(area.areaMm2()).isCloseTo(224 * SPACING * SPACING, within(1e-12));
    assertThat(area.longAxisMm()).isCloseTo(Math.sqrt(20 * 20 + 12 * 12) * SPACING, within(1e-12));
    // weighted means: (240 * 1050 - 16 * 1052) / 224 and (240 * 14 - 16 * 12) / 224
    double x = 235168.0 / 224;
    double y = 3168.0 / 224;
    near(area.centroid(), 20 - (y - 0.5) * SPACING, 40 - (x - 0.5) * SPACING);
    near(area.low(), 20 - 19.5 * SPACING, 40 - 1059.5 * SPACING);
    near(area.high(), 20 - 7.5 * SPACING, 40 - 1039.5 * SPACING);
  }

  private static void near(Vec3 point, double x, double y) {
    assertThat(point.x()).isCloseTo(x, within(1e-9));
    assertThat(point.y()).isCloseTo(y, within(1e-9));
    assertThat(point.z()).isZero();
  }

  @Test
  void withoutAScaleThereAreNoMeasures() {
    Region.Area area = AreaMeasurer.measure(outline, slide(Double.NaN));
    assertThat(area.areaMm2()).isNaN();
    assertThat(area.longAxisMm()).isNaN();
  }
}
