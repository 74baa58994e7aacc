package org.fovea.imaging.slide.tissue;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.testing.SampleBiopsies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FocusFinderTest {

  /** A slide whose left part went through a lens that was not set right. */
  private record Blurred(TileSource source, double from, double reachMm) implements TileSource {
    @Override
    public Slide slide() {
      return source.slide();
    }

    @Override
    public Tile tile(int level, int column, int row) throws FoveaException {
      Tile tile = source.tile(level, column, row);
      int left = column * slide().levels().get(level).tileColumns();
      if (left * slide().downsample(level) >= from) {
        return tile;
      }
      int reach = (int) Math.round(reachMm / slide().levels().get(level).spacingXMm());
      Tile once = box(tile, reach);
      return box(box(once, reach), reach);
    }

    private static Tile box(Tile tile, int reach) {
      int w = tile.columns();
      int h = tile.rows();
      int[] out = new int[w * h];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          int[] sum = new int[3];
          int n = 0;
          for (int v = Math.max(0, y - reach); v <= Math.min(h - 1, y + reach); v++) {
            for (int u = Math.max(0, x - reach); u <= Math.min(w - 1, x + reach); u++) {
              int argb = tile.argb()[v * w + u];
              sum[0] += argb >> 16 & 0xff;
              sum[1] += argb >> 8 & 0xff;
              sum[2] += argb & 0xff;
              n++;
            }
          }
          out[y * w + x] = 0xff000000 | sum[0] / n << 16 | sum[1] / n << 8 | sum[2] / n;
        }
      }
      return new Tile(w, h, out);
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private static TileSource open(String name) throws FoveaException {
    return new DicomSlideReader(new FilePixelReader()).open(SampleBiopsies.slide(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adenoma", "regular", "cross-cut", "duodenum-normal"})
  void whatIsSharpStaysTissue(String name) throws Exception {
    try (TileSource source = open(name)) {
      TissueMap map = TissueFinder.find(source, Progress.none());
      assertThat(map.count(TissueMap.Kind.OUT_OF_FOCUS)).isZero();
      assertThat(map.count(TissueMap.Kind.TISSUE)).isPositive();
    }
  }

  @Test
  void theBlurredPartIsCalledSoAndTheRestIsNot() throws Exception {
    try (TileSource sharp = open("regular")) {
      double middle = sharp.slide().highest().columns() / 2.0;
      TissueMap whole = TissueFinder.find(sharp, Progress.none());
      TissueMap map = TissueFinder.find(new Blurred(sharp, middle, 0.0025), Progress.none());
      int left = 0;
      int right = 0;
      int blurredRight = 0;
      int leftTissue = 0;
      for (int row = 0; row < map.rows(); row++) {
        for (int column = 0; column < map.columns(); column++) {
          boolean onLeft = (column + 1) * map.cellX() < middle - 1024;
          boolean onRight = column * map.cellX() > middle + 1024;
          double x = (column + 0.5) * map.cellX();
          double y = (row + 0.5) * map.cellY();
          boolean blurred = map.at(x, y) == TissueMap.Kind.OUT_OF_FOCUS;
          boolean tissue = whole.at(x, y) == TissueMap.Kind.TISSUE;
          leftTissue += onLeft && tissue ? 1 : 0;
          left += onLeft && blurred ? 1 : 0;
          right += onRight && map.at(x, y) == TissueMap.Kind.TISSUE ? 1 : 0;
          blurredRight += onRight && blurred ? 1 : 0;
        }
      }
      assertThat(leftTissue).isPositive();
      assertThat((double) left / leftTissue).isGreaterThan(0.8);
      assertThat(right).isPositive();
      assertThat(blurredRight).isZero();
    }
  }
}
