package org.fovea.ui;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.fovea.ui.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the window and stays until it is closed. */
public final class FoveaApplication {
  private static final Logger LOG = LoggerFactory.getLogger(FoveaApplication.class);

  private FoveaApplication() {}

  /**
   * Opens the window first and the library and engine behind it.
   *
   * @return the exit status, 0
   */
  public static int launch(LaunchOptions options) {
    timing("launch");
    CountDownLatch closed = new CountDownLatch(1);
    Platform.setImplicitExit(false);
    Platform.startup(
        () -> {
          timing("toolkit");
          Shell shell = new Shell(Settings.load(Settings.defaultFile()));
          Stage stage = new Stage();
          MainWindow window = new MainWindow(stage, shell);
          timing("window made");
          stage.setOnShown(e -> timing("window"));
          stage.setOnHidden(e -> closed.countDown());
          stage.show();
          window.scene();
        });
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Platform.exit();
    return 0;
  }

  /** With {@code -Dfovea.timing=true}: how long after the start of the JVM something was there. */
  static void timing(String what) {
    if (Boolean.getBoolean("fovea.timing")) {
      long since = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      System.err.println("timing: " + what + " after " + since + " ms");
    }
  }
}
