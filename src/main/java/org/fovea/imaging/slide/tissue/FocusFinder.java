package org.fovea.imaging.slide.tissue;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.imaging.slide.RegionReader;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.TileSource;

/**
 * Tells tissue that is out of focus by the energy of its finest detail: the mean square of the
 * Laplacian of the grey values, over their variance in the same field.
 *
 * <p>In fields of 128 µm of the six slides of the development data it was 0.52 to 6.1 at 1 µm a
 * pixel (1st to 99th percentile of each slide). Blurred by a Gaussian of 2 µm and coded as JPEG
 * again it was at most 0.093, by one of 1.5 µm at most 0.21; at 2 µm a pixel sharp fields had at
 * least 1.0 and those blurred by 3 µm at most 0.25. Nuclei are 6 to 8 µm wide.
 */
final class FocusFinder {
  /** Pixel at which detail is looked for, µm, and its limit. */
  private static final double FINE_UM = 1;

  private static final double FINE_LIMIT = 0.1;

  /** The same where the slide has no finer pixels. */
  private static final double COARSE_UM = 2;

  private static final double COARSE_LIMIT = 0.25;

  /** Coarser slides show no detail to judge by. */
  private static final double TOLERANCE = 1.15;

  /** Side of a field, pixels at which detail is looked for. */
  private static final int SIDE = 128;

  /** One field stands for a square of this side, µm; for a larger one on much tissue. */
  private static final double STEP_UM = 256;

  private static final double LARGE_STEP_UM = 1024;
  private static final double MUCH_TISSUE_MM2 = 100;

  /** Grey values of an even field differ by this variance through noise alone. */
  private static final double NOISE = 20;

  /** Fewer pixels of tissue in a field tell nothing. */
  private static final int LEAST_PIXELS = SIDE * SIDE / 8;

  private final TissueMap map;
  private final Slide slide;
  private final RegionReader reader;
  private final double um;
  private final double limit;
  private final double scaleX;
  private final double scaleY;
  private final float[] rgb = new float[3 * SIDE * SIDE];
  private final float[] grey = new float[SIDE * SIDE];
  private final boolean[] tissue = new boolean[SIDE * SIDE];

  private FocusFinder(TileSource source, TissueMap map, double um, double limit) {
    this.map = map;
    this.slide = source.slide();
    this.um = um;
    this.limit = limit;
    this.scaleX = um / 1000 / slide.highest().spacingXMm();
    this.scaleY = um / 1000 / slide.highest().spacingYMm();
    this.reader = new RegionReader(source, scaleX, scaleY);
  }

  /**
   * Calls what is out of focus by that name; a slide whose scale is not known or too coarse stays
   * as it is.
   *
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  static void mark(TileSource source, TissueMap map, Progress progress) {
    Slide slide = source.slide();
    if (!slide.calibrated()) {
      return;
    }
    double pixel = Math.max(slide.highest().spacingXMm(), slide.highest().spacingYMm()) * 1000;
    if (pixel <= FINE_UM * TOLERANCE) {
      new FocusFinder(source, map, Math.max(FINE_UM, pixel), FINE_LIMIT).mark(progress);
    } else if (pixel <= COARSE_UM * TOLERANCE) {
      new FocusFinder(source, map, Math.max(COARSE_UM, pixel), COARSE_LIMIT).mark(progress);
    }
  }

  private void mark(Progress progress) {
    boolean much = map.areaMm2(TissueMap.Kind.TISSUE, slide) > MUCH_TISSUE_MM2;
    double stepUm = Math.max(much ? LARGE_STEP_UM : STEP_UM, SIDE * um);
    double stepX = stepUm / 1000 / slide.highest().spacingXMm();
    double stepY = stepUm / 1000 / slide.highest().spacingYMm();
    for (double y = 0; y < slide.highest().rows(); y += stepY) {
      progress.checkCancelled();
      for (double x = 0; x < slide.highest().columns(); x += stepX) {
        if (map.touchesTissue(x, y, x + stepX, y + stepY)
            && blurred(x + stepX / 2, y + stepY / 2)) {
          map.replace(
              x, y, x + stepX, y + stepY, TissueMap.Kind.TISSUE, TissueMap.Kind.OUT_OF_FOCUS);
        }
      }
    }
  }

  /** Whether the tissue in a field is out of focus; pixels of the highest resolution. */
  private boolean blurred(double x, double y) {
    int left = (int) Math.round(x / scaleX) - SIDE / 2;
    int top = (int) Math.round(y / scaleY) - SIDE / 2;
    int n = 0;
    for (int i = 0; i < tissue.length; i++) {
      tissue[i] =
          map.at((left + i % SIDE + 0.5) * scaleX, (top + i / SIDE + 0.5) * scaleY)
              == TissueMap.Kind.TISSUE;
      n += tissue[i] ? 1 : 0;
    }
    if (n < LEAST_PIXELS) {
      return false;
    }
    try {
      reader.read(left, top, SIDE, rgb);
    } catch (FoveaException e) {
      return false; // a damaged tile: the network comes upon it again and says which one it is
    }
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / 3;
    }
    return detail() < limit;
  }

  /** Energy of the finest detail over the variance, in the tissue of the field. */
  private double detail() {
    double sum = 0;
    double squares = 0;
    double energy = 0;
    int n = 0;
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int i = y * SIDE + x;
        if (tissue[i]) {
          double laplacian =
              4 * grey[i] - grey[i - 1] - grey[i + 1] - grey[i - SIDE] - grey[i + SIDE];
          energy += laplacian * laplacian;
          sum += grey[i];
          squares += grey[i] * grey[i];
          n++;
        }
      }
    }
    if (n == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double variance = squares / n - sum / n * (sum / n);
    return energy / n / (variance + NOISE);
  }
}
