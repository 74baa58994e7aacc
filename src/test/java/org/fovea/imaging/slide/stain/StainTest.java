package org.fovea.imaging.slide.stain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values computed with numpy from the published formulas. */
class StainTest {

  @Test
  void amountsOfTheUsualStains() {
    StainSeparation s = new StainSeparation(StainMatrix.USUAL);
    assertAmounts(s.amounts(120, 60, 150), 1.047526, 0.662311, 0.107122);
    assertAmounts(s.amounts(230, 150, 190), 0.106647, 0.411131, 0.170014);
    assertAmounts(s.amounts(240, 240, 240), 0, 0, 0);
    assertAmounts(s.amounts(255, 10, 0), 2.291702, 1.951972, 4.913183);
    assertAmounts(s.amounts(92, 64, 138), 1.496404, 0.278242, 0.102229);
    assertThat(StainMatrix.USUAL.angle()).isCloseTo(39.171742, within(1e-5));
    assertAmounts(StainMatrix.USUAL.residual(), -0.331857, -0.075593, 0.940296);
  }

  private static void assertAmounts(double[] is, double... expected) {
    assertThat(is).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(is[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void oneStainAlone() {
    StainSeparation s = new StainSeparation(StainMatrix.USUAL);
    int[] argb = {0xff783c96, 0xffe696be, 0xfff0f0f0, 0xff5c408a, 0x00783c96};
    assertColor(s.alone(argb, false)[0], 121.48, 114.80, 177.87);
    assertColor(s.alone(argb, true)[0], 228.80, 124.43, 223.85);
    assertColor(s.alone(argb, false)[1], 223.93, 222.64, 232.79);
    assertColor(s.alone(argb, true)[1], 232.99, 159.63, 229.84);
    assertColor(s.alone(argb, false)[2], 240, 240, 240);
    assertColor(s.alone(argb, false)[3], 90.73, 83.69, 156.44);
    assertThat(s.alone(argb, false)[4] >>> 24).isZero();
  }

  private static void assertColor(int argb, double r, double g, double b) {
    assertThat((double) (argb >> 16 & 0xff)).isCloseTo(r, within(1.0));
    assertThat((double) (argb >> 8 & 0xff)).isCloseTo(g, within(1.0));
    assertThat((double) (argb & 0xff)).isCloseTo(b, within(1.0));
    assertThat(argb >>> 24).isEqualTo(255);
  }

  /** Tissue of two stains, (0.60, 0.72, 0.35) and (0.15, 0.95, 0.20), in all proportions. */
  private static int[] tissue() {
    double[] h = unit(0.60, 0.72, 0.35);
    double[] e = unit(0.15, 0.95, 0.20);
    int[] argb = new int[3600];
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 60; j++) {
        int c = 0xff;
        for (int k = 0; k < 3; k++) {
          double od = 1.6 * i / 59 * h[k] + 1.2 * j / 59 * e[k];
          c = c << 8 | (int) Math.floor(240 * Math.exp(-od) + 0.5);
        }
        argb[60 * i + j] = c;
      }
    }
    return argb;
  }

  private static double[] unit(double x, double y, double z) {
    double l = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / l, y / l, z / l};
  }

  @Test
  void theStainsOfASlideAreFound() {
    int[] argb = tissue();
    assertThat(argb[0]).isEqualTo(0xfff0f0f0);
    assertThat(argb[1830]).isEqualTo(0xff864a9f); // as numpy painted it
    StainMatrix m = StainEstimator.estimate(argb).orElseThrow();
    assertAmounts(m.haematoxylin(), 0.599056, 0.720328, 0.349658);
    assertAmounts(m.eosin(), 0.175017, 0.961507, 0.211832);
  }

  @Test
  void glassAndWhatWasNotScannedSayNothing() {
    int[] argb = tissue();
    for (int i = 0; i < argb.length; i++) {
      argb[i] &= 0x00ffffff;
    }
    assertThat(StainEstimator.estimate(argb)).isEmpty();
    java.util.Arrays.fill(argb, 0xfff2f0f3);
    assertThat(StainEstimator.estimate(argb)).isEmpty();
  }

  @Test
  void oneStainIsNotTakenForTwo() {
    int[] argb = new int[2000];
    for (int i = 0; i < argb.length; i++) {
      double a = 0.4 + i / 1500.0;
      int c = 0xff;
      for (double k : StainMatrix.USUAL.eosin()) {
        c = c << 8 | (int) Math.round(240 * Math.exp(-a * Math.max(k, 0.4)));
      }
      argb[i] = c;
    }
    assertThat(StainEstimator.estimate(argb)).isEmpty();
  }
}
