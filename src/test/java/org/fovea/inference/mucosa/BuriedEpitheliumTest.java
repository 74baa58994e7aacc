package org.fovea.inference.mucosa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BuriedEpitheliumTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 120;
  private static final int SURFACE = 50;
  private final byte[] kinds = new byte[WIDTH * HEIGHT];

  BuriedEpitheliumTest() {
    fill(0, SURFACE, WIDTH, HEIGHT, Compartment.LAMINA_PROPRIA); // glass is above
  }

  private void fill(int left, int top, int right, int bottom, Compartment kind) {
    for (int y = top; y < bottom; y++) {
      Arrays.fill(kinds, y * WIDTH + left, y * WIDTH + right, (byte) kind.ordinal());
    }
  }

  /** A tube with its own lumen, whose lower end is seen as crypt and the rest as villus. */
  private void tube(int left, int top) {
    fill(left, top, left + 16, 100, Compartment.VILLOUS_EPITHELIUM);
    fill(left, 90, left + 16, 110, Compartment.CRYPT_EPITHELIUM);
    fill(left + 5, top + 5, left + 11, 95, Compartment.LUMEN);
  }

  private CompartmentMap seen() {
    CompartmentMap map = new CompartmentMap(WIDTH, HEIGHT, 8, 4, kinds);
    return BuriedEpithelium.asCrypts(map, OpenLumen.of(map));
  }

  @Test
  void whatLinesAClosedLumenAboveACryptIsOfTheCrypt() {
    tube(40, SURFACE + 10);
    assertThat(seen().kind(42, 70)).isEqualTo(Compartment.CRYPT_EPITHELIUM);
  }

  @Test
  void whatComesToTheSurfaceIsNot() {
    tube(40, SURFACE);
    fill(0, SURFACE, WIDTH, SURFACE + 6, Compartment.VILLOUS_EPITHELIUM);
    assertThat(seen().kinds()).isEqualTo(kinds);
  }

  @Test
  void epitheliumFarFromCryptsIsLeftAsItIs() {
    fill(100, 70, 130, 90, Compartment.VILLOUS_EPITHELIUM);
    assertThat(seen().kinds()).isEqualTo(kinds);
  }

  @Test
  void aVillusCutAcrossIsAtTheSurface() {
    fill(100, 5, 130, 35, Compartment.VILLOUS_EPITHELIUM);
    fill(110, 15, 120, 25, Compartment.CRYPT_EPITHELIUM);
    assertThat(seen().kinds()).isEqualTo(kinds);
  }
}
