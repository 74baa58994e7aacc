package org.fovea.imaging.slide;

/** Small work on the pixels of tiles. */
public final class Tiles {
  private Tiles() {}

  /**
   * A tile of half the side, once or several times: each pixel the mean of the scanned ones that it
   * covers, with alpha 0 where none was scanned.
   *
   * @param times how often it is halved; 0 gives the tile itself
   */
  public static Tile halved(Tile tile, int times) {
    Tile t = tile;
    for (int i = 0; i < times && (t.columns() > 1 || t.rows() > 1); i++) {
      t = half(t);
    }
    return t;
  }

  private static Tile half(Tile t) {
    int w = Math.ceilDiv(t.columns(), 2);
    int h = Math.ceilDiv(t.rows(), 2);
    int[] out = new int[w * h];
    for (int y = 0; y < h; y++) {
      int bottom = Math.min(2 * y + 1, t.rows() - 1);
      for (int x = 0; x < w; x++) {
        int right = Math.min(2 * x + 1, t.columns() - 1);
        int[] in = t.argb();
        out[y * w + x] =
            mean(
                in[2 * y * t.columns() + 2 * x],
                in[2 * y * t.columns() + right],
                in[bottom * t.columns() + 2 * x],
                in[bottom * t.columns() + right]);
      }
    }
    return new Tile(w, h, out);
  }

  private static int mean(int a, int b, int c, int d) {
    if (a >>> 24 == 255 && b >>> 24 == 255 && c >>> 24 == 255 && d >>> 24 == 255) {
      int r = (a >> 16 & 0xff) + (b >> 16 & 0xff) + (c >> 16 & 0xff) + (d >> 16 & 0xff) + 2 >> 2;
      int g = (a >> 8 & 0xff) + (b >> 8 & 0xff) + (c >> 8 & 0xff) + (d >> 8 & 0xff) + 2 >> 2;
      int e = (a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff) + 2 >> 2;
      return 0xff000000 | r << 16 | g << 8 | e;
    }
    int n = 0;
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int p : new int[] {a, b, c, d}) {
      if (p >>> 24 != 0) {
        n++;
        red += p >> 16 & 0xff;
        green += p >> 8 & 0xff;
        blue += p & 0xff;
      }
    }
    return n == 0 ? 0 : 0xff000000 | red / n << 16 | green / n << 8 | blue / n;
  }
}
