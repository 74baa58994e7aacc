package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.fovea.inference.mucosa.NucleusPeaks.Nucleus;
import org.junit.jupiter.api.Test;

/** Maps of 16 × 16 cells with single values set; the second of two fields. */
class NucleusPeaksTest {
  private static final int SIDE = 16;
  private static final int PLANE = SIDE * SIDE;
  private static final int OFFSET = MucosaSteps.NUCLEI_CHANNELS * PLANE;

  private final float[] maps = new float[2 * OFFSET];

  private void nucleus(int x, int y, double centre, int kind, double epithelium) {
    int at = OFFSET + y * SIDE + x;
    maps[at] = (float) centre;
    maps[at + (1 + kind) * PLANE] = 0.8f;
    maps[at + 4 * PLANE] = (float) epithelium;
  }

  @Test
  void peaksHaveTheLikeliestKindAndSayWhetherTheyLieInEpithelium() {
    nucleus(2, 3, 0.9, 0, 0.9);
    nucleus(8, 3, 0.5, 1, 0.7);
    nucleus(12, 3, 0.6, 1, 0.2);
    nucleus(0, 15, 0.4, 2, 0);
    assertThat(NucleusPeaks.of(maps, OFFSET, SIDE, 0.4f, 0.3))
        .containsExactly(
            new Nucleus(2.5, 3.5, 0, true),
            new Nucleus(8.5, 3.5, 1, true),
            new Nucleus(12.5, 3.5, 1, false),
            new Nucleus(0.5, 15.5, 2, false));
    assertThat(NucleusPeaks.of(maps, 0, SIDE, 0.4f, 0.3)).isEmpty(); // the first field
  }

  @Test
  void aPeakIsTheHighestWithinTwoCellsAndOfEqualOnesTheFirst() {
    nucleus(5, 5, 0.7, 0, 1);
    nucleus(7, 7, 0.8, 0, 1); // hides it
    nucleus(10, 7, 0.8, 0, 1); // three cells away
    nucleus(10, 9, 0.8, 0, 1); // as high, later
    nucleus(2, 2, 0.39, 0, 1); // below the threshold
    assertThat(NucleusPeaks.of(maps, OFFSET, SIDE, 0.4f, 0.3))
        .extracting(Nucleus::x, Nucleus::y)
        .containsExactly(tuple(7.5, 7.5), tuple(10.5, 7.5));
  }
}
