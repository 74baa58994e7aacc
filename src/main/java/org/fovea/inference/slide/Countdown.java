package org.fovea.inference.slide;

import org.fovea.common.Progress;
import org.fovea.common.Text;

/** Says how many tiles are done and how long the rest will take. */
public final class Countdown {
  private static final Text TEXT = Text.of(Countdown.class);
  private final long begun = System.nanoTime();
  private final Progress progress;

  /**
   * @param progress whose whole this work is
   */
  public Countdown(Progress progress) {
    this.progress = progress;
  }

  /** Tells. */
  public void tiles(int done, int all) {
    double seconds = (System.nanoTime() - begun) / 1e9 / Math.max(1, done) * (all - done);
    progress.report(
        (double) done / all, TEXT.get("runningWithEstimate", done, all, Math.ceil(seconds)));
  }
}
