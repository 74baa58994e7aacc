package org.fovea.imaging.slide.tissue;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideThumbnail;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/**
 * Finds tissue on a small picture of the slide, about 8 µm a pixel: what takes up more light than
 * the empty glass does, by {@link Otsu} on the mean optical density within limits. Ink is known by
 * colours that haematoxylin and eosin do not have, folds by their density, and blur by {@link
 * FocusFinder}.
 */
public final class TissueFinder {
  private static final double CELL_UM = 8;
  private static final int LEAST_SIDE = 256;
  private static final int MOST_SIDE = 2500;

  /** Limits of the threshold, optical density. Below, the glass is dirty; above, tissue is pale. */
  private static final double PALEST = 0.05;

  private static final double DARKEST = 0.11;

  /** Mean optical density over a cell above which tissue lies double. */
  private static final double FOLD = 1.0;

  /** Pieces smaller and holes smaller than this are left out and filled, cells. */
  private static final int SPECK = 60;

  /** Steps of the threshold to an optical density of 1, and in all. */
  private static final double STEPS = 100;

  private static final int MOST_STEPS = 150;

  private TissueFinder() {}

  /**
   * Finds the tissue of a slide.
   *
   * @throws FoveaException if no tile of the low resolutions can be decoded
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  public static TissueMap find(TileSource source, Progress progress) throws FoveaException {
    Slide slide = source.slide();
    double extent =
        slide.calibrated()
            ? Math.max(
                slide.highest().columns() * slide.highest().spacingXMm(),
                slide.highest().rows() * slide.highest().spacingYMm())
            : Double.NaN;
    int side =
        Double.isNaN(extent)
            ? MOST_SIDE / 2
            : (int) Math.clamp(extent * 1000 / CELL_UM, LEAST_SIDE, MOST_SIDE);
    Tile picture = SlideThumbnail.of(source, side);
    if (picture == null) {
      return new TissueMap(1, 1, slide.highest().columns(), slide.highest().rows(), new byte[1], 0);
    }
    TissueMap map =
        of(
            picture,
            (double) slide.highest().columns() / picture.columns(),
            (double) slide.highest().rows() / picture.rows());
    FocusFinder.mark(source, map, progress);
    return map;
  }

  /** The tissue of a picture; cells are its pixels. */
  static TissueMap of(Tile picture, double cellX, double cellY) {
    int n = picture.argb().length;
    double[] density = new double[n];
    for (int i = 0; i < n; i++) {
      density[i] = density(picture.argb()[i]);
    }
    double threshold =
        Math.clamp((Otsu.step(density, STEPS, MOST_STEPS) + 1) / STEPS, PALEST, DARKEST);
    byte[] kinds = new byte[n];
    for (int i = 0; i < n; i++) {
      kinds[i] = (byte) kind(picture.argb()[i], density[i], threshold).ordinal();
    }
    int speck = Math.min(SPECK, Math.max(4, n / 200));
    new Patches(kinds, picture.columns(), picture.rows()).clean(speck);
    return new TissueMap(
        picture.columns(), picture.rows(), cellX, cellY, kinds, heStained(picture, kinds));
  }

  private static TissueMap.Kind kind(int argb, double density, double threshold) {
    int r = argb >> 16 & 0xff;
    int g = argb >> 8 & 0xff;
    int b = argb & 0xff;
    if (argb >>> 24 == 0 || density < threshold) {
      return TissueMap.Kind.BACKGROUND;
    }
    int high = Math.max(r, Math.max(g, b));
    int low = Math.min(r, Math.min(g, b));
    boolean green = g > r + 25 && g > low + 25;
    boolean red = r - Math.max(g, b) > 110;
    boolean black = high < 60 && high - low < 25;
    if (green || red || black) {
      return TissueMap.Kind.PEN;
    }
    if (high - low < 8) {
      return TissueMap.Kind.BACKGROUND; // dust, shadows, bubbles: grey
    }
    return density > FOLD ? TissueMap.Kind.FOLD : TissueMap.Kind.TISSUE;
  }

  private static double density(int argb) {
    return (od(argb >> 16 & 0xff) + od(argb >> 8 & 0xff) + od(argb & 0xff)) / 3;
  }

  private static double od(int value) {
    return -Math.log10(Math.max(1, value) / 255.0);
  }

  private static double heStained(Tile picture, byte[] kinds) {
    int tissue = 0;
    int stained = 0;
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == TissueMap.Kind.TISSUE.ordinal()) {
        int argb = picture.argb()[i];
        int g = argb >> 8 & 0xff;
        tissue++;
        stained += g <= (argb >> 16 & 0xff) && g <= (argb & 0xff) ? 1 : 0;
      }
    }
    return tissue == 0 ? 0 : (double) stained / tissue;
  }
}
