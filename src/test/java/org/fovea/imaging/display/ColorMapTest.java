package org.fovea.imaging.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorMapTest {

  /** Ends and middles of the published tables. */
  @Test
  void fitsThePublishedTables() {
    near(ColorMap.INFERNO.rgb(0), 0x000004);
    near(ColorMap.INFERNO.rgb(0.5), 0xbc3754);
    near(ColorMap.INFERNO.rgb(1), 0xfcffa4);
    near(ColorMap.VIRIDIS.rgb(0), 0x440154);
    near(ColorMap.VIRIDIS.rgb(0.5), 0x21918c);
    near(ColorMap.VIRIDIS.rgb(1), 0xfde725);
  }

  private static void near(int rgb, int expected) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(rgb >> shift & 0xff)
          .as("%06x for %06x", rgb, expected)
          .isBetween((expected >> shift & 0xff) - 6, (expected >> shift & 0xff) + 6);
    }
  }

  @ParameterizedTest
  @EnumSource(value = ColorMap.class, mode = EnumSource.Mode.EXCLUDE, names = "DEEP_TEAL")
  void growsLighterWithTheValue(ColorMap map) {
    double last = -1;
    for (int i = 0; i <= 64; i++) {
      double y = luminance(map.rgb(i / 64.0));
      assertThat(y).as("%s at %d of 64", map, i).isGreaterThan(last - 1e-3);
      last = Math.max(last, y);
    }
    assertThat(luminance(map.rgb(1)) - luminance(map.rgb(0))).isGreaterThan(0.5);
  }

  @Test
  void theMapForBrightTissueGrowsDarker() {
    double last = 2;
    for (int i = 0; i <= 64; i++) {
      double y = luminance(ColorMap.DEEP_TEAL.rgb(i / 64.0));
      assertThat(y).isLessThan(last);
      last = y;
    }
    assertThat(luminance(ColorMap.DEEP_TEAL.rgb(0)) - last).isGreaterThan(0.5);
  }

  /** Relative luminance by IEC 61966-2-1. */
  private static double luminance(int rgb) {
    double[] weights = {0.0722, 0.7152, 0.2126};
    double y = 0;
    for (int c = 0; c < 3; c++) {
      double v = (rgb >> 8 * c & 0xff) / 255.0;
      y += weights[c] * (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
    return y;
  }

  @Test
  void takesWhatIsOutsideAsTheEnds() {
    assertThat(ColorMap.INFERNO.rgb(-3)).isEqualTo(ColorMap.INFERNO.rgb(0));
    assertThat(ColorMap.INFERNO.rgb(7)).isEqualTo(ColorMap.INFERNO.rgb(1));
    assertThat(ColorMap.INFERNO.rgb(Double.NaN)).isEqualTo(ColorMap.INFERNO.rgb(0));
  }
}
