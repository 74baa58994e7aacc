package org.fovea.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/** JavaFX without a display, for tests. */
public final class Fx {
  private Fx() {}

  /** Starts JavaFX once; later calls do nothing. */
  public static void start() {
    CountDownLatch started = new CountDownLatch(1);
    try {
      Platform.startup(started::countDown);
      started.await(30, TimeUnit.SECONDS);
    } catch (IllegalStateException e) {
      // it runs already
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Platform.setImplicitExit(false);
  }

  /** Does something on the JavaFX thread and waits for it. */
  public static <T> T call(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getCause() == null ? e : e.getCause());
    }
  }

  /** As {@link #call}, without an outcome. */
  public static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  /** Waits until something holds on the JavaFX thread, at most a minute. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, 60, condition);
  }

  /** Waits until something holds on the JavaFX thread. */
  public static void await(String what, int seconds, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!call(condition::getAsBoolean)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /**
   * Leaves a picture of a window under {@code target/screenshots}.
   *
   * @param scale 2 for a screen of twice the density
   */
  public static Path picture(Scene scene, String name, double scale) {
    Path file =
        Path.of(System.getProperty("fovea.basedir", "."), "target", "screenshots", name + ".png");
    BufferedImage image =
        call(
            () -> {
              scene.getRoot().applyCss();
              scene.getRoot().layout();
              SnapshotParameters how = new SnapshotParameters();
              how.setFill(scene.getFill());
              how.setTransform(Transform.scale(scale, scale));
              WritableImage picture =
                  new WritableImage(
                      (int) Math.ceil(scene.getWidth() * scale),
                      (int) Math.ceil(scene.getHeight() * scale));
              return SwingFXUtils.fromFXImage(scene.getRoot().snapshot(how, picture), null);
            });
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** The texts of all labels and buttons that a CSS selector finds. */
  public static List<String> texts(Scene scene, String selector) {
    return call(
        () ->
            scene.getRoot().lookupAll(selector).stream()
                .map(n -> ((Labeled) n).getText())
                .toList());
  }

  /** An event of the left button at a point of a node. */
  public static void mouse(Node on, EventType<MouseEvent> type, double x, double y, int clicks) {
    boolean down = type != MouseEvent.MOUSE_RELEASED;
    run(
        () ->
            on.fireEvent(
                new MouseEvent(
                    type,
                    x,
                    y,
                    x,
                    y,
                    MouseButton.PRIMARY,
                    clicks,
                    false,
                    false,
                    false,
                    false,
                    down,
                    false,
                    false,
                    true,
                    false,
                    true,
                    null)));
  }

  /** Drags with the left button through points of a node: x0, y0, x1, y1 … */
  public static void drag(Node on, double... points) {
    mouse(on, MouseEvent.MOUSE_PRESSED, points[0], points[1], 1);
    for (int i = 2; i < points.length; i += 2) {
      mouse(on, MouseEvent.MOUSE_DRAGGED, points[i], points[i + 1], 0);
    }
    mouse(on, MouseEvent.MOUSE_RELEASED, points[points.length - 2], points[points.length - 1], 1);
  }
}
