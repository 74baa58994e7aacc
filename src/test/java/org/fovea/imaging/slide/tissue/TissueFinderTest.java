package org.fovea.imaging.slide.tissue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fovea.imaging.slide.Tile;
import org.junit.jupiter.api.Test;

class TissueFinderTest {
  private static final int SIDE = 300;

  /** Glass with tissue from 50 to 200, a hole in it, a speck, ink, a fold and a grey shadow. */
  private static Tile glass(int tissue) {
    int[] argb = new int[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int colour = 0xfff2f1f3;
        if (in(x, y, 50, 50, 200, 200)) {
          colour = in(x, y, 100, 100, 105, 105) ? 0xfff2f1f3 : tissue;
        }
        colour = in(x, y, 150, 150, 180, 180) ? 0xff200830 : colour;
        colour = in(x, y, 250, 20, 253, 23) ? tissue : colour;
        colour = in(x, y, 220, 100, 280, 140) ? 0xff208040 : colour;
        colour = in(x, y, 220, 200, 280, 240) ? 0xffb0b0b2 : colour;
        argb[y * SIDE + x] = colour;
      }
    }
    return new Tile(SIDE, SIDE, argb);
  }

  private static boolean in(int x, int y, int left, int top, int right, int bottom) {
    return x >= left && x < right && y >= top && y < bottom;
  }

  @Test
  void tissueIsToldFromGlassInkFoldAndShadow() {
    TissueMap map = TissueFinder.of(glass(0xffd890c0), 4, 4);
    // 150 × 150, with the small hole filled, without the fold of 30 × 30; the speck is gone.
    assertThat(map.count(TissueMap.Kind.TISSUE)).isEqualTo(150 * 150 - 30 * 30);
    assertThat(map.count(TissueMap.Kind.FOLD)).isEqualTo(30 * 30);
    assertThat(map.count(TissueMap.Kind.PEN)).isEqualTo(60 * 40);
    assertThat(map.at(102 * 4, 102 * 4)).isEqualTo(TissueMap.Kind.TISSUE);
    assertThat(map.at(230 * 4, 220 * 4)).isEqualTo(TissueMap.Kind.BACKGROUND);
    assertThat(map.at(-1, 5)).isEqualTo(TissueMap.Kind.BACKGROUND);
    assertThat(map.heStained()).isEqualTo(1);
  }

  @Test
  void outlinesAreInPixelsOfTheHighestResolution() {
    TissueMap map = TissueFinder.of(glass(0xffd890c0), 4, 4);
    double[] ring = map.outlines(TissueMap.Kind.PEN).getFirst().rings().getFirst();
    double left = Double.MAX_VALUE;
    double right = 0;
    for (int i = 0; i < ring.length; i += 2) {
      left = Math.min(left, ring[i]);
      right = Math.max(right, ring[i]);
    }
    assertThat(left).isCloseTo(220 * 4, within(0.01));
    assertThat(right).isCloseTo(280 * 4, within(0.01));
  }

  @Test
  void brownIsNotHaematoxylinAndEosin() {
    assertThat(TissueFinder.of(glass(0xffa07840), 4, 4).heStained()).isLessThan(0.01);
  }

  @Test
  void touchingIsAskedInPixelsOfTheHighestResolution() {
    TissueMap map = TissueFinder.of(glass(0xffd890c0), 4, 4);
    assertThat(map.touchesTissue(0, 0, 190, 190)).isFalse();
    assertThat(map.touchesTissue(0, 0, 210, 210)).isTrue();
    assertThat(map.touchesTissue(1180, 1180, 5000, 5000)).isFalse();
  }
}
