package org.fovea.dicom.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EllipsesTest {
  /** Centre (100, 50), half axes 20 along x and 10 along y; then one turned by a right angle. */
  private static final double[] TWO = {
    80, 50, 120, 50, 100, 40, 100, 60, /* */ 10, 0, 10, 30, 5, 15, 15, 15
  };

  @Test
  void everyCornerLiesOnTheEllipse() {
    double[] corners = Ellipses.polygons(TWO);
    int[] starts = Ellipses.starts(TWO);
    assertThat(starts).containsExactly(1, corners.length / 2 + 1);
    for (int i = 0; i < corners.length / 2; i += 2) {
      double x = (corners[i] - 100) / 20;
      double y = (corners[i + 1] - 50) / 10;
      assertThat(x * x + y * y).isCloseTo(1, within(1e-12));
    }
    for (int i = corners.length / 2; i < corners.length; i += 2) {
      double x = (corners[i] - 10) / 5;
      double y = (corners[i + 1] - 15) / 15;
      assertThat(x * x + y * y).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void anEllipseThatIsNotWholeIsRefused() {
    assertThatThrownBy(() -> Ellipses.polygons(new double[12]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12");
  }

  @Test
  void aPolygonOfManyCornersHasNearlyTheAreaOfTheEllipse() {
    double[] c = Ellipses.polygons(TWO);
    double twice = 0;
    int n = c.length / 2;
    for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
      twice += c[j] * c[i + 1] - c[i] * c[j + 1];
    }
    assertThat(Math.abs(twice) / 2).isCloseTo(Math.PI * 20 * 10, within(Math.PI * 200 * 0.01));
  }
}
