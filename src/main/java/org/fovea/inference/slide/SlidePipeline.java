package org.fovea.inference.slide;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueMap;

/** What a bundle does with a slide, from tiles to findings. */
public interface SlidePipeline {

  /** How its first network sees the slide. */
  SlideSteps tiles();

  /** Its networks, the one that sees all tissue first. */
  java.util.List<NetworkFile> networks();

  /** Asks networks. */
  @FunctionalInterface
  interface Networks {
    /**
     * @param items input values, item by item, at most a batch
     * @return output values, item by item
     */
    float[] run(NetworkFile network, float[] items, int count) throws IOException, FoveaException;
  }

  /**
   * Runs it.
   *
   * @param checkpoint folder in which work that is done is kept; null for none
   * @throws FoveaException if a tile cannot be read
   * @throws IOException if a network fails, or work cannot be kept
   * @throws java.util.concurrent.CancellationException if cancelled; what is kept stays
   */
  SlideOutcome run(
      TileSource source,
      TissueMap tissue,
      double tissueMm2,
      Networks networks,
      Path checkpoint,
      Progress progress)
      throws FoveaException, IOException;
}
