package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaseStretchesTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 120;

  private final boolean[] base = new boolean[WIDTH * HEIGHT];

  private BaseStretches stretches(double length) {
    return new BaseStretches(base, WIDTH, HEIGHT, length);
  }

  /** How many cells each stretch has. */
  private static Map<Integer, Integer> sizes(BaseStretches s, double shift) {
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int name : s.of(shift)) {
      if (name != BaseStretches.NONE) {
        sizes.merge(name, 1, Integer::sum);
      }
    }
    return sizes;
  }

  @Test
  void aLineIsDividedIntoEqualParts() {
    Arrays.fill(base, 50 * WIDTH + 10, 50 * WIDTH + 190, true); // 180 cells
    Map<Integer, Integer> sizes = sizes(stretches(50), 0); // 3.6 stretches: four of 45
    assertThat(sizes).hasSize(4);
    assertThat(sizes.values()).allSatisfy(n -> assertThat((double) n).isCloseTo(45, within(1.0)));
  }

  @Test
  void shiftedStretchesAreAsLongAndLeaveTheEndsOut() {
    Arrays.fill(base, 50 * WIDTH + 10, 50 * WIDTH + 190, true);
    BaseStretches s = stretches(45); // four of 45
    for (double shift : new double[] {0.25, 0.5, 0.75}) {
      assertThat(sizes(s, shift).values())
          .hasSize(3)
          .allSatisfy(n -> assertThat((double) n).isCloseTo(45, within(1.0)));
    }
    int[] of = s.of(0.5);
    int[] ends = {10, 30, 170, 189};
    for (int x : ends) {
      assertThat(of[50 * WIDTH + x]).as("cell %d", x).isEqualTo(BaseStretches.NONE);
    }
    assertThat(of[50 * WIDTH + 54]).isEqualTo(of[50 * WIDTH + 56]); // where unshifted ones meet
  }

  @Test
  void aPatchOfOneStretchHasNoShiftedOne() {
    Arrays.fill(base, 50 * WIDTH + 10, 50 * WIDTH + 50, true);
    assertThat(sizes(stretches(45), 0)).hasSize(1);
    assertThat(sizes(stretches(45), 0.5)).isEmpty();
  }

  @Test
  void aLineAcrossTheGridIsDividedByItsLength() {
    for (int i = 0; i < 100; i++) {
      base[(10 + i) * WIDTH + 10 + i] = true; // 141 cells long
    }
    assertThat(sizes(stretches(47), 0).values()).containsExactlyInAnyOrder(33, 33, 34);
  }

  @Test
  void theTwoSidesOfAStripAreDifferentStretches() {
    for (int y = 50; y < 60; y++) {
      Arrays.fill(base, y * WIDTH + 10, y * WIDTH + 190, true);
    }
    int[] of = stretches(60).of(0);
    assertThat(of[50 * WIDTH + 100]).isNotEqualTo(of[59 * WIDTH + 100]);
    assertThat(of[55 * WIDTH + 100]).isEqualTo(BaseStretches.NONE); // inside
    assertThat(of[40 * WIDTH + 100]).isEqualTo(BaseStretches.NONE); // outside
  }

  @Test
  void patchesHaveStretchesOfTheirOwn() {
    base[20 * WIDTH + 20] = true;
    base[20 * WIDTH + 40] = true;
    BaseStretches s = stretches(1000);
    assertThat(sizes(s, 0)).hasSize(2);
    assertThat(sizes(new BaseStretches(new boolean[WIDTH * HEIGHT], WIDTH, HEIGHT, 10), 0))
        .isEmpty();
  }
}
