package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.testing.Fx;
import org.fovea.ui.action.ActionRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaves pictures of the reading place under {@code target/screenshots}. */
class ReadScreensTest {
  private final Phantom phantom = new Phantom();
  private ReadView view;
  private Scene scene;

  @AfterEach
  void close() {
    Fx.run(view::close);
  }

  private void loaded() {
    for (Viewport v : Fx.call(() -> List.copyOf(view.grid().visible()))) {
      ViewportModel m = v.model();
      Fx.await(
          "pictures", () -> m.shown() == null || m.picturedIndex() == m.index() && m.index() >= 0);
    }
    Fx.run(() -> scene.getRoot().layout());
    Fx.run(() -> scene.getRoot().layout());
  }

  @ParameterizedTest
  @CsvSource({"1366,768", "1920,1080"})
  void pictures(int width, int height) {
    Fx.start();
    Fx.run(
        () -> {
          Application.setUserAgentStylesheet("/atlantafx/base/theme/primer-dark.bss");
          view = new ReadView(new FrameLoader(phantom, 128 << 20, 1), s -> {});
          view.contribute(new ActionRegistry());
          scene = new Scene(new BorderPane(view), width, height - 60);
          ReadViewTest.dress(scene);
          view.open(phantom.study);
        });
    loaded();
    Fx.picture(scene, "read-plain-" + width, 1);
    Fx.run(
        () -> {
          view.showOverlays(
              List.of(
                  new OverlayLayer.Heat("h", "Glioma", "1.2.3.1", Phantom.heatmap()),
                  new OverlayLayer.Outline(
                      "f", "Glioma 1", "1.2.3.1", phantom.mask(), Decision.PENDING)));
          view.select("f");
          view.jumpTo(Phantom.LESION);
        });
    loaded();
    Fx.picture(scene, "read-heatmap-" + width, 1);
    Fx.run(
        () -> {
          view.overlays().toggleOutlined();
          ViewportModel m = view.active();
          view.annotations()
              .add(m.slice(), new Annotation.Length(new Point(60, 150), new Point(110, 170)));
          view.annotations()
              .add(m.slice(), new Annotation.Ellipse(new Point(90, 60), new Point(130, 100)));
          view.annotations()
              .add(
                  m.slice(),
                  new Annotation.Angle(
                      new Point(60, 200), new Point(100, 220), new Point(140, 190)));
          view.annotations()
              .add(m.slice(), new Annotation.Note(new Point(180, 190), "compare 2022"));
          view.annotations().select(null);
        });
    loaded();
    Fx.picture(scene, "read-measured-" + width, 1);
    Fx.run(
        () -> {
          view.overlays().toggleOutlined();
          view.state().layoutProperty().set(4);
        });
    loaded();
    Fx.run(
        () -> {
          view.jumpTo(Phantom.LESION);
          Mask mask = phantom.mask();
          view.showOverlays(
              List.of(
                  new OverlayLayer.Heat("h", "Glioma", "1.2.3.1", Phantom.heatmap()),
                  new OverlayLayer.Outline("f", "Glioma 1", "1.2.3.1", mask, Decision.REJECTED)));
        });
    loaded();
    Fx.picture(scene, "read-four-" + width, 1);
    if (width == 1920) {
      Fx.picture(scene, "read-four-3840-at-200", 2);
    }
    assertThat(Fx.call(() -> view.active().nearest(new Vec3(0, 0, 0)))).isPresent();
  }
}
