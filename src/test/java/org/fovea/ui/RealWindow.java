package org.fovea.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.fovea.testing.Fx;
import org.fovea.ui.settings.Settings;
import org.fovea.workflow.Services;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window on the real parts, with a library and settings of its own. */
final class RealWindow implements AutoCloseable {
  private final Path folder;
  private Services services;
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  /**
   * Opens it.
   *
   * @param folder for the library and the settings
   */
  RealWindow(Path folder) {
    this.folder = folder;
    // windows of other tests that are larger than the headless screen leave exceptions behind
    WaitForAsyncUtils.clearExceptions();
    open();
  }

  private void open() {
    services = new Services(base(), folder.resolve("library.sqlite"));
    Fx.start();
    Fx.run(
        () -> {
          Settings settings = Settings.load(folder.resolve("settings.properties"));
          shell = new Shell(settings);
          stage = new Stage();
          window = new MainWindow(stage, shell);
          stage.show();
        });
    Backend backend = backend();
    Fx.run(
        () -> {
          shell.connect(backend);
          window.connect(backend);
        });
  }

  private Backend backend() {
    try {
      return Backends.open(shell.settings(), services);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Closes the program and starts it again. */
  void restart() {
    close();
    open();
  }

  @Override
  public void close() {
    Fx.run(stage::close);
    Fx.run(window::close);
    shell.close();
  }

  Shell shell() {
    return shell;
  }

  MainWindow window() {
    return window;
  }

  Stage stage() {
    return stage;
  }

  Services services() {
    return services;
  }

  void picture(String name) {
    Fx.picture(window.scene(), name, 1);
  }

  static Path base() {
    return Path.of(System.getProperty("fovea.basedir", "."));
  }

  /** A copy of some samples, for results to be written beside. */
  static Path samples(Path to, String... names) {
    try {
      for (String name : names) {
        Path sample = base().resolve("sample-dicom").resolve(name);
        try (Stream<Path> files = Files.walk(sample)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Path copy = to.resolve(sample.getParent().relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
          }
        }
      }
      return to;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
