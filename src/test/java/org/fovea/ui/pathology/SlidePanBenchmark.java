package org.fovea.ui.pathology;

import java.util.Arrays;
import java.util.Random;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.fovea.testing.Fx;
import org.fovea.ui.common.Tasks;

/**
 * Moves about a slide of 100,000 × 80,000 pixels and prints how long a step takes on the JavaFX
 * thread and how much memory is in use. Run with {@code -Xmx512m}.
 */
public final class SlidePanBenchmark {
  private static final int STEPS = 400;

  private SlidePanBenchmark() {}

  public static void main(String[] args) throws Exception {
    Fx.start();
    PaintedSlide slides = new PaintedSlide();
    var study =
        PaintedSlide.study(PaintedSlide.image("1.2.3.1", "A1", 100_000, 80_000, 0.00025, 5));
    var series = study.series().getFirst();
    TileLoader loader = TileLoader.create();
    Tasks tasks = new Tasks();
    SlideModel model = new SlideModel(tasks, loader);
    model.connect(slides);
    SlideCanvas canvas =
        Fx.call(
            () -> {
              SlideCanvas c = new SlideCanvas(model, loader);
              Stage stage = new Stage();
              stage.setScene(new Scene(new javafx.scene.layout.BorderPane(c), 1366, 768));
              stage.show();
              model.open(new ShownSlide(study, series, series.slides().getFirst()));
              return c;
            });
    Fx.await("open", () -> model.source() != null && model.small() != null);
    long[] times = new long[STEPS];
    long most = 0;
    Random random = new Random(7);
    for (int i = 0; i < STEPS; i++) {
      int step = i;
      times[i] =
          Fx.call(
              () -> {
                if (step % 40 == 0) {
                  model.magnification(new double[] {40, 20, 10, 5, 2}[step / 40 % 5]);
                  model.centre(random.nextInt(100_000), random.nextInt(80_000));
                } else {
                  model.pan(-60 + random.nextInt(20), -45);
                }
                long from = System.nanoTime();
                canvas.getParent().layout();
                return System.nanoTime() - from;
              });
      Thread.sleep(20);
      if (i % 10 == 0) {
        Fx.await("sharp", canvas::sharp);
        Runtime r = Runtime.getRuntime();
        most = Math.max(most, r.totalMemory() - r.freeMemory());
      }
    }
    Arrays.sort(times);
    System.out.printf(
        "%d tiles decoded, %d MiB of tiles kept, at most %d MiB of the heap of %d MiB in use%n",
        slides.decoded.get(),
        loader.bytes() >> 20,
        most >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
    System.out.printf(
        "step on the JavaFX thread: median %.2f ms, 95 %% within %.2f ms, longest %.2f ms%n",
        times[STEPS / 2] / 1e6, times[STEPS * 95 / 100] / 1e6, times[STEPS - 1] / 1e6);
    System.exit(0);
  }
}
