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
  private static Map<Integer, Integer> sizes(BaseStretches s) {
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int name : s.of) {
      if (name != BaseStretches.NONE) {
        sizes.merge(name, 1, Integer::sum);
      }
    }
    return sizes;
  }

  @Test
  void aLineIsDividedIntoEqualParts() {
    Arrays.fill(base, 50 * WIDTH + 10, 50 * WIDTH + 190, true); // 180 cells
    Map<Integer, Integer> sizes = sizes(stretches(50)); // 3.6 stretches: four of 45
    assertThat(sizes).hasSize(4);
    assertThat(sizes.values()).allSatisfy(n -> assertThat((double) n).isCloseTo(45, within(1.0)));
  }

  @Test
  void aLineAcrossTheGridIsDividedByItsLength() {
    for (int i = 0; i < 100; i++) {
      base[(10 + i) * WIDTH + 10 + i] = true; // 141 cells long
    }
    assertThat(sizes(stretches(47)).values()).containsExactlyInAnyOrder(33, 33, 34);
  }

  @Test
  void theTwoSidesOfAStripAreDifferentStretches() {
    for (int y = 50; y < 60; y++) {
      Arrays.fill(base, y * WIDTH + 10, y * WIDTH + 190, true);
    }
    BaseStretches s = stretches(60);
    assertThat(s.of[50 * WIDTH + 100]).isNotEqualTo(s.of[59 * WIDTH + 100]);
    assertThat(s.of[55 * WIDTH + 100]).isEqualTo(BaseStretches.NONE); // inside
    assertThat(s.of[40 * WIDTH + 100]).isEqualTo(BaseStretches.NONE); // outside
  }

  @Test
  void patchesHaveStretchesOfTheirOwn() {
    base[20 * WIDTH + 20] = true;
    base[20 * WIDTH + 40] = true;
    BaseStretches s = stretches(1000);
    assertThat(sizes(s)).hasSize(2);
    assertThat(sizes(new BaseStretches(new boolean[WIDTH * HEIGHT], WIDTH, HEIGHT, 10))).isEmpty();
  }
}
