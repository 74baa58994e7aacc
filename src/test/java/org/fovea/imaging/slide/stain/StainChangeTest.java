package org.fovea.imaging.slide.stain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pixels of two stains in amounts drawn at random; the expected bytes come from NumPy. */
class StainChangeTest {
  private static final double[] VIOLET = {0.55, 0.78, 0.30};
  private static final double[] PINK = {0.10, 0.95, 0.29};

  private long state = 1;

  private double random() {
    state = (state * 1103515245 + 12345) % (1L << 31);
    return (double) state / (1L << 31);
  }

  private static double[] unit(double[] v) {
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }

  /**
   * @param second 0 for pixels of the first stain alone
   */
  private float[] pixels(int n, double second) {
    double[] h = unit(VIOLET);
    double[] e = unit(PINK);
    float[] rgb = new float[3 * n];
    for (int i = 0; i < n; i++) {
      double amount = random();
      amount = 1.6 * amount * amount;
      double other = second * (0.2 + 0.9 * random());
      for (int c = 0; c < 3; c++) {
        double value = 256 * Math.exp(-(amount * h[c] + other * e[c])) - 1;
        rgb[3 * i + c] = (float) Math.clamp(Math.floor(value + 0.5), 0, 255);
      }
    }
    return rgb;
  }

  private static void becomes(StainChange change, double[] rgb, double... expected) {
    change.apply(rgb);
    assertThat(rgb).containsExactly(expected, within(0.05));
  }

  @Test
  void stainsComeToTheirFixedColoursAndAmounts() {
    StainChange change = StainChange.of(pixels(4000, 1), 1.4, 0.75).orElseThrow();
    becomes(change, new double[] {150, 90, 160}, 150.323, 121.748, 196.477);
    becomes(change, new double[] {200, 140, 190}, 200.826, 166.804, 224.252);
    becomes(change, new double[] {90, 40, 110}, 89.354, 67.802, 154.67);
    becomes(change, new double[] {250, 250, 250}, 249.47, 250.701, 252.66);
  }

  @Test
  void glassStaysGlass() {
    StainChange change = StainChange.of(pixels(4000, 1), 1.4, 0.75).orElseThrow();
    becomes(change, new double[] {255, 255, 255}, 255, 255, 255);
  }

  @Test
  void oneStainAloneIsNotTakenForTwo() {
    assertThat(StainChange.of(pixels(6000, 0), 1.4, 0.75)).isEqualTo(Optional.empty());
  }

  @Test
  void tooLittleTissueSaysNothingOfTheStains() {
    assertThat(StainChange.of(pixels(900, 1), 1.4, 0.75)).isEmpty();
    assertThat(StainChange.of(new float[0], 1.4, 0.75)).isEmpty();
  }
}
