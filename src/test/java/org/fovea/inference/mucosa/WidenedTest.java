package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WidenedTest {
  private static final int COLUMNS = 9;
  private static final int ROWS = 7;

  @Property(tries = 60)
  void aCellIsReachedIfOneOfTheSetLiesInTheSquareAboutIt(
      @ForAll @Size(COLUMNS * ROWS) boolean[] set, @ForAll @IntRange(max = 8) int reach) {
    boolean[] wide = Widened.of(set, COLUMNS, ROWS, reach);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        boolean near = false;
        for (int i = 0; i < set.length; i++) {
          int dx = Math.abs(i % COLUMNS - x);
          int dy = Math.abs(i / COLUMNS - y);
          near |= set[i] && Math.max(dx, dy) <= reach;
        }
        assertThat(wide[y * COLUMNS + x]).isEqualTo(near);
      }
    }
  }
}
