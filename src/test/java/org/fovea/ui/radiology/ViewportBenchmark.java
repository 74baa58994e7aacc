package org.fovea.ui.radiology;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.finding.Verdict.Decision;
import org.fovea.testing.Fx;

/**
 * What one scroll step costs on the JavaFX thread, from the wheel to what is handed to the graphics
 * pipeline: frame, heatmap, outline and texts of a viewport of 1000 × 700. Run by hand, with {@code
 * -Dglass.platform=Headless -Dprism.order=sw}; it is no test.
 */
public final class ViewportBenchmark {
  private ViewportBenchmark() {}

  /** Prints the median and the 99th percentile, ms. */
  public static void main(String[] arguments) {
    Fx.start();
    Phantom phantom = new Phantom();
    ReadView view =
        Fx.call(
            () -> {
              ReadView v = new ReadView(new FrameLoader(phantom, 1 << 28, 1), s -> {});
              ReadViewTest.dress(new Scene(new StackPane(v), 1000, 700));
              v.open(phantom.study);
              v.showOverlays(
                  List.of(
                      new OverlayLayer.Heat("h", "Glioma", "1.2.3.1", Phantom.heatmap()),
                      new OverlayLayer.Outline(
                          "f", "Glioma 1", "1.2.3.1", phantom.mask(), Decision.PENDING)));
              return v;
            });
    Fx.await("all slices", () -> phantom.decoded.size() >= 35);
    double[] ms = new double[1500];
    for (int i = 0; i < ms.length; i++) {
      int at = 8 + i % 20;
      ms[i] =
          Fx.call(
              () -> {
                long start = System.nanoTime();
                view.active().scrollTo(at);
                view.getScene().getRoot().layout();
                return (System.nanoTime() - start) / 1e6;
              });
    }
    double[] settled = Arrays.copyOfRange(ms, 700, ms.length);
    Arrays.sort(settled);
    System.out.printf(
        "scroll step on the JavaFX thread: median %.2f ms, 99 %% %.2f ms%n",
        settled[settled.length / 2], settled[(int) (settled.length * 0.99)]);
    for (String path : arguments) {
      first(Path.of(path));
    }
    System.exit(0);
  }

  /** Prints how long the first picture of a real study takes from the call to the pixels drawn. */
  private static void first(Path folder) {
    Study study = new FileStudyReader().read(List.of(folder), Progress.none()).studies().getFirst();
    for (int i = 0; i < 5; i++) {
      ReadView view =
          Fx.call(
              () -> {
                ReadView v =
                    new ReadView(new FrameLoader(new FilePixelReader(), 1 << 28, 1), s -> {});
                ReadViewTest.dress(new Scene(new StackPane(v), 1000, 700));
                return v;
              });
      long start = System.nanoTime();
      Fx.run(() -> view.open(study));
      while (!Fx.call(() -> view.active().decoded().isPresent())) {
        Thread.onSpinWait();
      }
      Fx.run(() -> view.getScene().getRoot().layout());
      System.out.printf("first picture after %.0f ms%n", (System.nanoTime() - start) / 1e6);
      Fx.run(view::close);
    }
  }
}
