package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MorphologyTest {
  private static final int COLUMNS = 9;
  private static final int ROWS = 7;

  @Test
  void narrowGapsAreFilledAndWideOnesStay() {
    boolean[] set = new boolean[12];
    for (int x : new int[] {0, 1, 4, 5, 9}) {
      set[x] = true;
    }
    boolean[] closed = Morphology.closed(set, 12, 1, 1);
    assertThat(closed)
        .containsExactly(
            true, true, true, true, true, true, false, false, false, true, false, false);
  }

  /**
   * Against the definition: a cell is left out if a square of ours about some cell holds it alone.
   */
  @Property(tries = 60)
  void isTheComplementOfAllSquaresThatFitBesideTheSet(
      @ForAll @Size(COLUMNS * ROWS) boolean[] set, @ForAll @IntRange(min = 1, max = 3) int reach) {
    boolean[] closed = Morphology.closed(set, COLUMNS, ROWS, reach);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        boolean free = false;
        for (int v = Math.max(0, y - reach); v <= Math.min(ROWS - 1, y + reach); v++) {
          for (int u = Math.max(0, x - reach); u <= Math.min(COLUMNS - 1, x + reach); u++) {
            free |= empty(set, u, v, reach);
          }
        }
        assertThat(closed[y * COLUMNS + x]).isEqualTo(!free);
      }
    }
  }

  private static boolean empty(boolean[] set, int x, int y, int reach) {
    for (int v = Math.max(0, y - reach); v <= Math.min(ROWS - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(COLUMNS - 1, x + reach); u++) {
        if (set[v * COLUMNS + u]) {
          return false;
        }
      }
    }
    return true;
  }
}
