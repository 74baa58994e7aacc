package org.fovea.ui.common;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.fovea.common.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work off the JavaFX thread. What comes of it is handed back on the JavaFX thread, where view
 * models live.
 */
public final class Tasks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

  private final ExecutorService workers;

  public Tasks() {
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newCachedThreadPool(
            r -> {
              Thread t = new Thread(r, "ui-work-" + number.incrementAndGet());
              t.setDaemon(true);
              return t;
            });
  }

  /** Work that takes a while and may fail. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it, on a worker thread. */
    T run(Progress progress) throws Exception;
  }

  /**
   * Starts work.
   *
   * @param done gets what came of it, on the JavaFX thread
   * @param failed gets what went wrong, on the JavaFX thread; not called when cancelled
   */
  public <T> Running start(Work<T> work, Consumer<T> done, Consumer<Exception> failed) {
    return start(work, done, failed, () -> {});
  }

  /** As {@link #start(Work, Consumer, Consumer)}, told on the JavaFX thread when cancelled. */
  public <T> Running start(
      Work<T> work, Consumer<T> done, Consumer<Exception> failed, Runnable cancelled) {
    Running running = new Running();
    workers.execute(
        () -> {
          try {
            T result = work.run(running);
            Platform.runLater(
                () -> {
                  running.over();
                  done.accept(result);
                });
          } catch (CancellationException e) {
            Platform.runLater(
                () -> {
                  running.over();
                  cancelled.run();
                });
          } catch (Exception e) {
            LOG.warn("work in the background failed", e);
            Platform.runLater(
                () -> {
                  running.over();
                  failed.accept(e);
                });
          }
        });
    return running;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  /**
   * Work under way: how far it is, and a way to stop it. Its properties change on the FX thread.
   */
  public static final class Running implements Progress {
    private record Step(double fraction, String message) {}

    private final AtomicBoolean cancel = new AtomicBoolean();
    private final AtomicReference<Step> latest = new AtomicReference<>();
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper secondsLeft = new ReadOnlyDoubleWrapper(Double.NaN);
    private final long started = System.nanoTime();
    private volatile boolean over;

    @Override
    public void report(double done, String what) {
      if (latest.getAndSet(new Step(done, what)) == null) {
        Platform.runLater(this::show); // one step waits at a time; later ones replace it
      }
    }

    private void show() {
      Step step = latest.getAndSet(null);
      if (step == null || over) {
        return;
      }
      fraction.set(step.fraction);
      message.set(step.message);
      double seconds = (System.nanoTime() - started) / 1e9;
      boolean known = step.fraction >= 0.05 && seconds > 0.5;
      secondsLeft.set(known ? seconds * (1 - step.fraction) / step.fraction : Double.NaN);
    }

    private void over() {
      over = true;
      fraction.set(1);
      secondsLeft.set(0);
    }

    /** Asks the work to stop. */
    public void cancel() {
      cancel.set(true);
    }

    @Override
    public boolean cancelled() {
      return cancel.get();
    }

    /** From 0 to 1; NaN while it cannot be told. */
    public ReadOnlyDoubleProperty fractionProperty() {
      return fraction.getReadOnlyProperty();
    }

    /** What is being done now. */
    public ReadOnlyStringProperty messageProperty() {
      return message.getReadOnlyProperty();
    }

    /** Estimate from the pace so far, s; NaN while it cannot be told. */
    public ReadOnlyDoubleProperty secondsLeftProperty() {
      return secondsLeft.getReadOnlyProperty();
    }
  }
}
