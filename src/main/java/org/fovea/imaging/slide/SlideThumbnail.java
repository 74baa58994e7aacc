package org.fovea.imaging.slide;

import org.fovea.common.FoveaException;

/** A whole slide, small. */
public final class SlideThumbnail {
  /** A level with more pixels than this is not read whole for a small picture. */
  private static final long MOST_PIXELS = 64L << 20;

  private SlideThumbnail() {}

  /**
   * A slide fitted into a square, each pixel the mean of the scanned ones that it covers.
   *
   * @param side of the square, pixels; the picture is not larger than the level it is made from
   * @return null where even the lowest resolution is too large to be read whole
   * @throws FoveaException if no tile can be decoded
   */
  public static Tile of(TileSource source, int side) throws FoveaException {
    Slide slide = source.slide();
    int level = level(slide, side);
    if (level < 0) {
      return null;
    }
    SlideLevel l = slide.levels().get(level);
    double scale = Math.min(1, side / (double) Math.max(l.columns(), l.rows()));
    int width = Math.max(1, (int) Math.round(l.columns() * scale));
    int height = Math.max(1, (int) Math.round(l.rows() * scale));
    Sums sums = new Sums(l, width, height);
    FoveaException trouble = null;
    boolean any = false;
    for (int row = 0; row < l.tilesDown(); row++) {
      for (int column = 0; column < l.tilesAcross(); column++) {
        try {
          sums.add(source.tile(level, column, row), column, row);
          any = true;
        } catch (FoveaException e) {
          trouble = e; // a damaged tile leaves a gap
        }
      }
    }
    if (!any && trouble != null) {
      throw trouble;
    }
    return sums.mean();
  }

  /** The lowest resolution that still has the pixels asked for, if it can be read whole. */
  private static int level(Slide slide, int side) {
    int found = -1;
    for (int i = slide.levels().size() - 1; i >= 0; i--) {
      SlideLevel l = slide.levels().get(i);
      if ((long) l.columns() * l.rows() > MOST_PIXELS) {
        break;
      }
      found = i;
      if (Math.max(l.columns(), l.rows()) >= side) {
        break;
      }
    }
    return found;
  }

  private static final class Sums {
    private final SlideLevel level;
    private final int width;
    private final int height;
    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final int[] count;

    Sums(SlideLevel level, int width, int height) {
      this.level = level;
      this.width = width;
      this.height = height;
      red = new int[width * height];
      green = new int[width * height];
      blue = new int[width * height];
      count = new int[width * height];
    }

    void add(Tile tile, int column, int row) {
      for (int y = 0; y < tile.rows(); y++) {
        long line = (long) row * level.tileRows() + y;
        int to = (int) Math.min(height - 1, line * height / level.rows());
        for (int x = 0; x < tile.columns(); x++) {
          int c = tile.argb()[y * tile.columns() + x];
          if (c >>> 24 != 0) {
            long at = (long) column * level.tileColumns() + x;
            int i = to * width + (int) Math.min(width - 1, at * width / level.columns());
            red[i] += c >> 16 & 0xff;
            green[i] += c >> 8 & 0xff;
            blue[i] += c & 0xff;
            count[i]++;
          }
        }
      }
    }

    Tile mean() {
      int[] out = new int[width * height];
      for (int i = 0; i < out.length; i++) {
        int n = count[i];
        if (n > 0) {
          out[i] = 0xff000000 | red[i] / n << 16 | green[i] / n << 8 | blue[i] / n;
        }
      }
      return new Tile(width, height, out);
    }
  }
}
