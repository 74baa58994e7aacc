package org.fovea.ui;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.fovea.common.FoveaException;
import org.fovea.ui.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and stays until it is closed. */
public final class FoveaApplication {
  private static final Logger LOG = LoggerFactory.getLogger(FoveaApplication.class);

  private FoveaApplication() {}

  /** Opens what the window stands on; called on a worker thread. */
  @FunctionalInterface
  interface BackendSource {
    Backend open(Settings settings) throws FoveaException;
  }

  /**
   * Puts the window on the screen first and opens the library and the engine behind it. Returns
   * when the window is closed.
   *
   * @return the exit status, 0
   * @throws UnsupportedOperationException if there is no display
   */
  public static int launch(LaunchOptions options) {
    return launch(options, Backends::open);
  }

  static int launch(LaunchOptions options, BackendSource source) {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicBoolean ending = new AtomicBoolean();
    // at the end of a session the window does not wait to be closed; what was decided is on disk
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.set(true);
                  closed.countDown();
                },
                "end of session"));
    Platform.setImplicitExit(false);
    Platform.startup(() -> open(options, source, closed));
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ending.get()) { // at the end of a session JavaFX ends by itself, and this would wait
      Platform.exit();
    }
    return 0;
  }

  private static void open(LaunchOptions options, BackendSource source, CountDownLatch closed) {
    Thread.currentThread()
        .setUncaughtExceptionHandler((t, e) -> LOG.error("error on the JavaFX thread", e));
    Shell shell = new Shell(Settings.load(Settings.defaultFile()));
    Stage stage = new Stage();
    MainWindow window = new MainWindow(stage, shell);
    stage.setOnShown(e -> timing("window"));
    stage.setOnHidden(
        e -> {
          window.close();
          shell.close();
          closed.countDown();
        });
    stage.show();
    connect(shell, window, options, source);
  }

  private static void connect(
      Shell shell, MainWindow window, LaunchOptions options, BackendSource source) {
    shell
        .tasks()
        .start(
            progress -> source.open(shell.settings()),
            backend -> {
              shell.connect(backend);
              window.connect(backend);
              timing("library");
              if (Boolean.getBoolean("fovea.closeWhenOpen")) {
                closeSoon(window);
              }
              if (!options.paths().isEmpty() && !options.analyze()) {
                window.bring(options.paths());
              } else if (!options.paths().isEmpty()) {
                shell.take(options.paths(), options.analyze());
              }
            },
            e -> shell.worklist().fail(e, () -> connect(shell, window, options, source)));
  }

  /**
   * With {@code -Dfovea.closeWhenOpen=true}: closes the window once it has settled, for the run
   * that records which classes a start needs (the AOT cache of the JVM).
   */
  private static void closeSoon(MainWindow window) {
    PauseTransition wait = new PauseTransition(Duration.seconds(2));
    wait.setOnFinished(e -> window.quit());
    wait.play();
  }

  /** With {@code -Dfovea.timing=true}: how long after the start of the JVM something was there. */
  static void timing(String what) {
    if (Boolean.getBoolean("fovea.timing")) {
      long since = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      long cpu =
          ProcessHandle.current()
              .info()
              .totalCpuDuration()
              .map(java.time.Duration::toMillis)
              .orElse(0L);
      System.err.println(
          "timing: " + what + " after " + since + " ms, processor time " + cpu + " ms");
    }
  }
}
