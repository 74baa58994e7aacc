package org.fovea.ui.common;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

  /** What a tile batch on a slow computer and the writing of a verdict need, with room to spare. */
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  private final ExecutorService workers;
  private final Set<Running> underWay = ConcurrentHashMap.newKeySet();
  private int saves;
  private Runnable whenSaved;

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
    underWay.add(running);
    try {
      workers.execute(() -> run(running, work, done, failed, cancelled));
    } catch (RejectedExecutionException e) { // the end has come; nobody waits for the answer
      underWay.remove(running);
      running.cancel();
    }
    return running;
  }

  /**
   * Starts to write what the user has decided. {@link #whenSaved} waits for it, and it is never
   * cancelled. On the JavaFX thread.
   *
   * @param done as for {@link #start(Work, Consumer, Consumer)}; what it saves in turn is waited
   *     for too
   */
  public <T> void save(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
    saves++;
    start(
        progress -> work.call(),
        result -> ended(true, () -> done.accept(result)),
        e -> ended(false, () -> failed.accept(e)));
  }

  private void ended(boolean well, Runnable tell) {
    try {
      tell.run();
    } finally {
      saves--;
      if (!well) {
        whenSaved = null; // the user is to read what went wrong
      } else if (saves == 0 && whenSaved != null) {
        Runnable then = whenSaved;
        whenSaved = null;
        then.run();
      }
    }
  }

  /** Whether something that the user has decided is not on the disk yet. On the JavaFX thread. */
  public boolean saving() {
    return saves > 0;
  }

  /**
   * Does something once everything is on the disk: at once where it is, never where something could
   * not be written. On the JavaFX thread.
   */
  public void whenSaved(Runnable then) {
    if (saves == 0) {
      then.run();
    } else {
      whenSaved = then;
    }
  }

  private <T> void run(
      Running running,
      Work<T> work,
      Consumer<T> done,
      Consumer<Exception> failed,
      Runnable cancelled) {
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
    } finally {
      underWay.remove(running);
    }
  }

  /**
   * Takes no more work, asks what runs to stop and waits for it, so that nothing is cut in the
   * middle of a file. Work that is not over after 20 s is interrupted.
   */
  @Override
  public void close() {
    workers.shutdown();
    underWay.forEach(Running::cancel);
    try {
      if (!workers.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("work in the background did not end within {} s", LONGEST_END.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
