package org.fovea.imaging.slide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.imaging.geometry.Vec3;
import org.junit.jupiter.api.Test;

class TilesTest {
  private static final int G = 0xff646464;
  private static final int W = 0xffc8c8c8;

  @Test
  void halvingTakesTheMeanOfWhatWasScanned() {
    Tile tile = new Tile(3, 3, new int[] {G, W, 0, W, G, 0, 0, 0, 0});
    Tile half = Tiles.halved(tile, 1);
    assertThat(half.columns()).isEqualTo(2);
    assertThat(half.rows()).isEqualTo(2);
    assertThat(half.argb()).containsExactly(0xff969696, 0, 0, 0);
    assertThat(Tiles.halved(new Tile(2, 1, new int[] {0, W}), 1).argb()).containsExactly(W);
    assertThat(Tiles.halved(tile, 9).argb()).hasSize(1);
  }

  @Test
  void aSmallPictureIsTheMeanOfTheLevelThatHasItsPixels() throws Exception {
    // four tiles of 2 × 2 of one colour each, the last column cut
    int[] colors = {0xff000000, 0xff404040, 0xff808080, 0xffc0c0c0};
    Slide slide =
        new Slide(
            "1",
            "",
            "",
            "",
            null,
            List.of(),
            new SlidePlacement(new Vec3(0, 0, 0), new Vec3(1, 0, 0), new Vec3(0, 1, 0)),
            List.of(new SlideLevel(4, 4, 2, 2, Double.NaN, Double.NaN)));
    TileSource source =
        new TileSource() {
          @Override
          public Slide slide() {
            return slide;
          }

          @Override
          public Tile tile(int level, int column, int row) throws FoveaException {
            int c = colors[2 * row + column];
            return new Tile(2, 2, new int[] {c, c, c, c});
          }

          @Override
          public void close() {}
        };
    assertThat(SlideThumbnail.of(source, 2).argb()).containsExactly(colors);
    assertThat(SlideThumbnail.of(source, 1).argb()).containsExactly(0xff606060);
    assertThat(SlideThumbnail.of(source, 100).columns()).isEqualTo(4);
  }
}
