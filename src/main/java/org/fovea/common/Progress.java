package org.fovea.common;

import java.util.concurrent.CancellationException;

/**
 * Where long work says how far it is and learns that it is no longer wanted. Implementations are
 * called from worker threads and must return at once.
 */
public interface Progress {

  /**
   * Says how far the work is.
   *
   * @param fraction done so far, 0 to 1, or NaN where it cannot be told
   * @param message what is being done now, in words for the user; never null
   */
  void report(double fraction, String message);

  /** Whether the work should stop as soon as it can. */
  boolean cancelled();

  /**
   * Stops the work if it is no longer wanted.
   *
   * @throws CancellationException when {@link #cancelled()}
   */
  default void checkCancelled() {
    if (cancelled()) {
      throw new CancellationException();
    }
  }

  /** The share of this progress between two fractions, for one step among several. */
  default Progress part(double from, double to) {
    Progress whole = this;
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        whole.report(from + (to - from) * fraction, message);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  /** A progress that nobody watches and nobody cancels. */
  static Progress none() {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {}

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }
}
