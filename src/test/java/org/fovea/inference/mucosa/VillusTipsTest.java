package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two villi, 300 and 260 µm high and 120 µm apart from tip to tip, over mucosa of 120 µm. */
class VillusTipsTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 160;
  private static final int BASE = 140; // row of the muscularis; cells of 4 µm
  private static final int FLOOR = 110; // row of the lumen between villi
  private final byte[] kinds = new byte[WIDTH * HEIGHT];

  private VillusTipsTest() {
    for (int x = 0; x < WIDTH; x++) {
      for (int y = FLOOR; y < HEIGHT; y++) {
        set(x, y, y < BASE ? Compartment.LAMINA_PROPRIA : Compartment.MUSCULARIS);
      }
    }
    villus(45, 75);
    villus(75, 65);
  }

  /** Twenty cells wide, its sides slanting towards the tip over the upper half. */
  private void villus(int middle, int high) {
    for (int up = 0; up < high; up++) {
      int half = Math.max(1, Math.min(10, (high - up) / 3));
      for (int x = middle - half; x < middle + half; x++) {
        set(x, FLOOR - 1 - up, Compartment.VILLOUS_EPITHELIUM);
      }
    }
  }

  private void set(int x, int y, Compartment kind) {
    kinds[y * WIDTH + x] = (byte) kind.ordinal();
  }

  private boolean isTip(int x, int y) {
    CompartmentMap map = new CompartmentMap(WIDTH, HEIGHT, 8, 4, kinds);
    Pieces pieces = Pieces.of(map);
    PieceWindow window =
        new PieceWindow(map, OpenLumen.of(map), pieces, 1, pieces.boxes().getFirst(), 0);
    assertThat(window.width).isEqualTo(WIDTH);
    MucosalBase base = new MucosalBase(window, MucosalGlands.of(map, pieces));
    NearestBase nearest = new NearestBase(base.cells, window.width, window.height);
    int top = HEIGHT - window.height; // rows of lumen above the piece are not in the window
    return new VillusTips(window, nearest).isTip((y - top) * WIDTH + x);
  }

  @Test
  void theHighestPlaceOfAVillusIsItsTip() {
    assertThat(isTip(45, FLOOR - 75)).isTrue();
    assertThat(isTip(45, FLOOR - 70)).as("20 µm lower").isTrue();
  }

  @Test
  void aVillusBesideATallerOneHasATipOfItsOwn() {
    assertThat(isTip(75, FLOOR - 65)).isTrue();
  }

  @Test
  void fromAFlankTissueRises() {
    assertThat(isTip(38, FLOOR - 50)).isFalse();
    assertThat(isTip(82, FLOOR - 40)).isFalse();
  }

  @Test
  void betweenVilliTissueRisesToEither() {
    assertThat(isTip(60, FLOOR)).isFalse();
  }
}
