package org.fovea.imaging.slide;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.fovea.common.FoveaException;

/**
 * Reads squares of a slide at any resolution: from the level next finer, each pixel the mean of
 * what it covers; from the highest level linearly between pixels where that is coarser. Beyond the
 * edge of the slide the picture is mirrored; what the scanner left out is white. Safe for several
 * threads.
 */
public final class RegionReader {
  private static final long CACHE_BYTES = 96L << 20;

  /** A level this much coarser than asked for still serves: scanners round. */
  private static final double TOLERANCE = 1.05;

  private final TileSource source;
  private final int level;
  private final SlideLevel from;
  private final double stepX;
  private final double stepY;
  private final Cache<Long, Tile> tiles =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES)
          .weigher((Long key, Tile tile) -> 4 * tile.argb().length + 64)
          .build();

  /**
   * @param scaleX pixels of the highest resolution for one pixel that is asked for, along a row
   * @param scaleY the same along a column
   */
  public RegionReader(TileSource source, double scaleX, double scaleY) {
    this.source = source;
    Slide slide = source.slide();
    int chosen = 0;
    for (int i = 1; i < slide.levels().size(); i++) {
      if (slide.downsample(i) <= Math.min(scaleX, scaleY) * TOLERANCE) {
        chosen = i;
      }
    }
    this.level = chosen;
    this.from = slide.levels().get(chosen);
    this.stepX = scaleX * from.columns() / slide.highest().columns();
    this.stepY = scaleY * from.rows() / slide.highest().rows();
  }

  /**
   * Reads a square.
   *
   * @param x left edge, pixels of the resolution asked for
   * @param y upper edge
   * @param rgb receives red, green and blue, 0 to 255, interleaved by pixel
   * @throws FoveaException if a tile cannot be decoded
   */
  public void read(int x, int y, int side, float[] rgb) throws FoveaException {
    Weights across = Weights.of(x, side, stepX);
    Weights down = Weights.of(y, side, stepY);
    int[] pixels = pixels(across, down);
    int width = across.length();
    float[] lines = new float[3 * side * down.length()];
    for (int v = 0; v < down.length(); v++) {
      for (int u = 0; u < side; u++) {
        float r = 0;
        float g = 0;
        float b = 0;
        for (int k = across.first(u); k < across.end(u); k++) {
          int argb = pixels[v * width + k];
          float w = across.weight(u, k);
          r += w * (argb >> 16 & 0xff);
          g += w * (argb >> 8 & 0xff);
          b += w * (argb & 0xff);
        }
        int at = 3 * (v * side + u);
        lines[at] = r;
        lines[at + 1] = g;
        lines[at + 2] = b;
      }
    }
    for (int v = 0; v < side; v++) {
      int row = 3 * v * side;
      java.util.Arrays.fill(rgb, row, row + 3 * side, 0);
      for (int k = down.first(v); k < down.end(v); k++) {
        float w = down.weight(v, k);
        int line = 3 * k * side;
        for (int i = 0; i < 3 * side; i++) {
          rgb[row + i] += w * lines[line + i];
        }
      }
    }
  }

  /** The pixels of the level that weights ask for, mirrored beyond its edges. */
  private int[] pixels(Weights across, Weights down) throws FoveaException {
    int width = across.length();
    int height = down.length();
    int[] out = new int[width * height];
    for (int v = 0; v < height; v++) {
      int y = mirrored(down.start() + v, from.rows());
      Tile tile = null;
      int column = -1;
      for (int u = 0; u < width; u++) {
        int x = mirrored(across.start() + u, from.columns());
        if (x / from.tileColumns() != column) {
          column = x / from.tileColumns();
          tile = tile(column, y / from.tileRows());
        }
        int argb = tile.argb()[y % from.tileRows() * tile.columns() + x % from.tileColumns()];
        out[v * width + u] = argb >>> 24 == 0 ? 0xffffffff : argb;
      }
    }
    return out;
  }

  /** Neighbouring squares are read at the same time: whoever comes first decodes for all. */
  private Tile tile(int column, int row) throws FoveaException {
    long key = (long) row * from.tilesAcross() + column;
    try {
      return tiles.get(key, k -> decode(column, row));
    } catch (Undecodable e) {
      throw e.reason;
    }
  }

  private Tile decode(int column, int row) {
    try {
      return source.tile(level, column, row);
    } catch (FoveaException e) {
      throw new Undecodable(e);
    }
  }

  /** Carries a failure through the cache. */
  private static final class Undecodable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient FoveaException reason;

    Undecodable(FoveaException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private static int mirrored(int i, int n) {
    int period = Math.max(1, 2 * n);
    int at = Math.floorMod(i, period);
    return at < n ? at : period - 1 - at;
  }

  /** Along one axis: of which pixels of the level, from {@code start} on, each pixel is made. */
  private record Weights(int start, int length, int[] firsts, int[] ends, float[][] shares) {
    static Weights of(int from, int side, double step) {
      int[] firsts = new int[side];
      int[] ends = new int[side];
      float[][] shares = new float[side][];
      int start = (int) Math.floor(from * step) - 1;
      int last = 0;
      for (int i = 0; i < side; i++) {
        double low = (from + i) * step;
        double high = low + step;
        if (step < 1) {
          double centre = (low + high) / 2 - 0.5;
          int left = (int) Math.floor(centre);
          float right = (float) (centre - left);
          firsts[i] = left - start;
          shares[i] = new float[] {1 - right, right};
        } else {
          int left = (int) Math.floor(low);
          int right = (int) Math.ceil(high - 1e-9);
          shares[i] = new float[right - left];
          for (int k = left; k < right; k++) {
            shares[i][k - left] = (float) ((Math.min(high, k + 1) - Math.max(low, k)) / step);
          }
          firsts[i] = left - start;
        }
        ends[i] = firsts[i] + shares[i].length;
        last = Math.max(last, ends[i]);
      }
      return new Weights(start, last, firsts, ends, shares);
    }

    int first(int i) {
      return firsts[i];
    }

    int end(int i) {
      return ends[i];
    }

    float weight(int i, int pixel) {
      return shares[i][pixel - firsts[i]];
    }
  }
}
