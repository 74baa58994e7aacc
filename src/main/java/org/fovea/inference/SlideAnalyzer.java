package org.fovea.inference;

import java.nio.file.Path;
import org.fovea.bundle.Bundle;
import org.fovea.common.Progress;
import org.fovea.finding.Analysis;

/** Runs bundles on whole slides, tile by tile, in memory that does not grow with the slide. */
public interface SlideAnalyzer {

  /**
   * Runs a bundle on a slide. Refusal and failure are outcomes, not exceptions.
   *
   * @param device id of a device, or {@code auto}
   * @param overrideGate run it even where the gate refuses, and say so in the result
   * @param checkpoint folder where finished tiles are kept while the work goes on, so that it can
   *     be taken up again after a stop; null for none
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  Analysis analyze(
      Bundle bundle,
      SlideInput input,
      String device,
      boolean overrideGate,
      Path checkpoint,
      Progress progress);
}
