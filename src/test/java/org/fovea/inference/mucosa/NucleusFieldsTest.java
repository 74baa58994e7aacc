package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fovea.imaging.slide.SlideLevel;
import org.junit.jupiter.api.Test;

/** Fields of 224 × 224 pixels of 0.5 µm, that is 28 × 28 cells of 4 µm; 10 × 10 of them. */
class NucleusFieldsTest {
  private static final int CELLS = 280;
  private static final int FIELD = 28;

  private final byte[] kinds = new byte[CELLS * CELLS];

  /** Rows of villous epithelium across the whole map. */
  private void epithelium(int top, int rows) {
    java.util.Arrays.fill(
        kinds, top * CELLS, (top + rows) * CELLS, (byte) Compartment.VILLOUS_EPITHELIUM.ordinal());
  }

  private List<NucleusFields> choose(int most) {
    int pixels = CELLS * 8;
    SlideLevel level = new SlideLevel(pixels, pixels, 256, 256, 0.0005, 0.0005);
    CompartmentMap map = new CompartmentMap(CELLS, CELLS, 8, 4, kinds);
    return NucleusFields.choose(map, level, 256, 0.5, most);
  }

  @Test
  void aSurfaceThatLiesOverTwoRowsOfFieldsIsCountedInBoth() {
    epithelium(FIELD - 6, 8); // 21 % of the upper fields, 7 % of the lower
    assertThat(choose(160)).hasSize(20).extracting(NucleusFields::y).containsOnly(0, 8 * FIELD);
  }

  @Test
  void fieldsWithMuchOfItComeFirst() {
    epithelium(FIELD - 6, 8);
    assertThat(choose(10)).hasSize(10).extracting(NucleusFields::y).containsOnly(0);
    assertThat(choose(15)).hasSize(15);
  }

  @Test
  void whereThereAreMoreThanWantedTheyAreSpreadEvenly() {
    epithelium(0, CELLS);
    assertThat(choose(50)).hasSize(50).extracting(NucleusFields::y).contains(0, 9 * 8 * FIELD);
  }

  @Test
  void withoutEpitheliumThereAreNone() {
    epithelium(0, 0);
    assertThat(choose(160)).isEmpty();
  }
}
