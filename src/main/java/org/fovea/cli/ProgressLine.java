package org.fovea.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fovea.common.Progress;

/**
 * Progress on standard error: one line that is drawn over where it is a terminal, else a line of
 * its own now and then.
 */
final class ProgressLine implements Progress {
  private static final long DRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 2_000_000_000L;
  private static final int WIDTH = 78;

  private final PrintStream err;
  private final boolean shown;
  private final boolean terminal;
  private final AtomicBoolean cancelled;
  private long last = System.nanoTime() - LINE_NANOS;
  private boolean drawn;

  ProgressLine(PrintStream err, boolean shown, boolean terminal, AtomicBoolean cancelled) {
    this.err = err;
    this.shown = shown;
    this.terminal = terminal;
    this.cancelled = cancelled;
  }

  @Override
  public synchronized void report(double fraction, String message) {
    long now = System.nanoTime();
    if (!shown || now - last < (terminal ? DRAW_NANOS : LINE_NANOS)) {
      return;
    }
    last = now;
    String percent =
        Double.isNaN(fraction)
            ? "    "
            : String.format("%3d %%", Math.clamp((int) (fraction * 100), 0, 100));
    String line = percent + "  " + message;
    if (terminal) {
      String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
      err.print("\r\033[K" + cut);
      err.flush();
      drawn = true;
    } else {
      err.println(line);
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled.get();
  }

  /** Wipes the line, so that other text can follow. */
  synchronized void clear() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
      drawn = false;
    }
  }
}
