package org.fovea.inference.mucosa;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.fovea.common.FoveaException;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.stain.StainChange;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.fovea.inference.slide.SlidePipeline;
import org.fovea.inference.slide.SlideRun;
import org.fovea.inference.slide.SlideSteps;

/**
 * Asks the tissue network about each tile twice, as it is and in the stain that every slide is
 * brought to, and takes the mean: what it says then hangs less on how a laboratory stains.
 */
final class TissueViews implements SlideRun.Network {
  private static final int SQUARES = 48;
  private static final int SIDE = 128;

  /** Every so many pixels are looked at, both ways: neighbours are alike. */
  private static final int STEP = 2;

  private final MucosaSteps steps;
  private final SlidePipeline.Networks networks;
  private final Optional<StainChange> change;

  private TissueViews(
      MucosaSteps steps, SlidePipeline.Networks networks, Optional<StainChange> change) {
    this.steps = steps;
    this.networks = networks;
    this.change = change;
  }

  /**
   * Looks at squares spread over the tissue of a slide for its stains.
   *
   * @throws FoveaException if a tile cannot be read
   */
  static TissueViews of(
      MucosaSteps steps, SlidePipeline.Networks networks, TileSource source, TissueMap tissue)
      throws FoveaException {
    int across = SIDE / STEP;
    float[] seen = new float[3 * SQUARES * across * across];
    int[] at = {0};
    new TissueSquares(source, tissue)
        .look(
            SQUARES,
            SIDE,
            steps.tiles().micrometresPerPixel(),
            rgb -> {
              for (int v = 0; v < SIDE; v += STEP) {
                for (int u = 0; u < SIDE; u += STEP) {
                  System.arraycopy(rgb, 3 * (v * SIDE + u), seen, at[0], 3);
                  at[0] += 3;
                }
              }
            });
    float[] pixels = Arrays.copyOf(seen, at[0]);
    return new TissueViews(
        steps, networks, StainChange.of(pixels, steps.haematoxylin(), steps.eosin()));
  }

  @Override
  public float[] run(float[] items, int count) throws IOException, FoveaException {
    float[] said = networks.run(steps.tissue(), items, count);
    if (change.isPresent()) {
      float[] other = networks.run(steps.tissue(), restained(items, count), count);
      for (int i = 0; i < said.length; i++) {
        said[i] = (said[i] + other[i]) / 2;
      }
    }
    return said;
  }

  /** The same tiles in the other stain. */
  private float[] restained(float[] items, int count) {
    SlideSteps tiles = steps.tiles();
    int n = tiles.size() * tiles.size();
    float[] changed = new float[items.length];
    double[] rgb = new double[3];
    for (int item = 0; item < count; item++) {
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < 3; c++) {
          rgb[c] = items[(3 * item + c) * n + i] * tiles.deviation()[c] + tiles.mean()[c];
        }
        change.get().apply(rgb);
        for (int c = 0; c < 3; c++) {
          changed[(3 * item + c) * n + i] =
              (float) ((rgb[c] - tiles.mean()[c]) / tiles.deviation()[c]);
        }
      }
    }
    return changed;
  }
}
