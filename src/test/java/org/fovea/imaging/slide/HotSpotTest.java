package org.fovea.imaging.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.fovea.imaging.volume.Heatmap;
import org.junit.jupiter.api.Test;

class HotSpotTest {
  private static final int COLUMNS = 20;
  private static final int ROWS = 10;
  private final float[] values = new float[COLUMNS * ROWS];

  private List<HotSpot> spots(double apart, double least, int most) {
    return HotSpot.of(
        new SlideHeatmap("m", Heatmap.Quantity.PROBABILITY, 0.5, COLUMNS, ROWS, 16, values),
        apart,
        least,
        most);
  }

  private void hill(int x, int y, float height) {
    for (int v = -2; v <= 2; v++) {
      for (int u = -2; u <= 2; u++) {
        int at = (y + v) * COLUMNS + x + u;
        values[at] = Math.max(values[at], height - 0.1f * (Math.abs(u) + Math.abs(v)));
      }
    }
  }

  @Test
  void theHighestComesFirstAtTheMiddleOfItsCell() {
    hill(4, 4, 0.7f);
    hill(14, 5, 0.9f);
    List<HotSpot> spots = spots(64, 0.3, 12);
    assertThat(spots.get(0).x()).isEqualTo(14.5 * 16);
    assertThat(spots.get(0).y()).isEqualTo(5.5 * 16);
    // the mean of nine cells: 0.9, four of 0.8, four of 0.7
    assertThat(spots.get(0).value()).isEqualTo((0.9 + 4 * 0.8 + 4 * 0.7) / 9, within(1e-6));
    assertThat(spots.get(1).x()).isEqualTo(4.5 * 16);
  }

  @Test
  void noneIsNearerToAnotherThanAsked() {
    hill(4, 4, 0.9f);
    hill(7, 4, 0.8f);
    hill(14, 5, 0.7f);
    List<HotSpot> spots = spots(80, 0.2, 12);
    for (HotSpot a : spots) {
      assertThat(spots).allMatch(b -> a == b || Math.hypot(a.x() - b.x(), a.y() - b.y()) >= 80);
    }
    assertThat(spots(80, 0.2, 2)).isEqualTo(spots.subList(0, 2));
  }

  @Test
  void whatWasNotAnalysedIsNoSpot() {
    Arrays.fill(values, Float.NaN);
    assertThat(spots(10, 0, 12)).isEmpty();
    hill(4, 4, 0.9f); // NaN wins in max, so nothing is there yet
    values[4 * COLUMNS + 4] = 0.9f;
    assertThat(spots(10, 0, 12)).singleElement().satisfies(s -> assertThat(s.x()).isEqualTo(72));
  }

  @Test
  void outlineContainsWhatIsInsideItsBorderAndOutsideItsHoles() {
    Outline outline =
        new Outline(
            List.of(
                new double[] {0, 0, 10, 0, 10, 10, 0, 10}, new double[] {4, 4, 6, 4, 6, 6, 4, 6}));
    assertThat(outline.contains(2, 2)).isTrue();
    assertThat(outline.contains(5, 5)).isFalse();
    assertThat(outline.contains(11, 5)).isFalse();
    assertThat(outline.contains(9.9, 9.9)).isTrue();
  }
}
