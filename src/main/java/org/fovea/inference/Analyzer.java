package org.fovea.inference;

import org.fovea.bundle.Bundle;
import org.fovea.common.Progress;
import org.fovea.finding.Analysis;

/**
 * Runs bundles. One long-lived thread a device runs every network, since libtorch keeps memory for
 * each thread that ever ran one.
 */
public interface Analyzer extends AutoCloseable {

  /**
   * Runs a bundle on a study. Refusal and failure are outcomes, not exceptions.
   *
   * @param device id of a device, or {@code auto}
   * @param overrideGate run it even where the gate refuses, and say so in the result
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  Analysis analyze(
      Bundle bundle, AnalysisInput input, String device, boolean overrideGate, Progress progress);

  @Override
  void close();
}
