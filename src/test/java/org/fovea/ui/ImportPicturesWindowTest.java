package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.fovea.testing.Fx;
import org.fovea.ui.settings.Settings;
import org.fovea.workflow.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture is dropped on the window: it asks how large the pixels are, and lists a slide. */
class ImportPicturesWindowTest {
  @TempDir Path folder;
  private Shell shell;
  private MainWindow window;
  private Stage stage;

  @BeforeEach
  void open() throws Exception {
    Fx.start();
    Services services = new Services(folder, folder.resolve("library.sqlite"));
    Fx.run(
        () -> {
          shell = new Shell(Settings.load(folder.resolve("settings.properties")));
          stage = new Stage();
          window = new MainWindow(stage, shell);
          stage.show();
        });
    Backend backend = Backends.open(shell.settings(), services);
    Fx.run(
        () -> {
          shell.connect(backend);
          window.connect(backend);
        });
  }

  @AfterEach
  void close() {
    Fx.run(stage::close);
    Fx.run(window::close);
    shell.close();
  }

  @Test
  void aDroppedPictureIsAskedAboutAndListed() throws Exception {
    Path png = folder.resolve("biopsy-7.png");
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(3, 4, 0x804060);
    ImageIO.write(image, "png", png.toFile());
    Fx.run(() -> window.bring(List.of(png)));
    Scene scene = window.scene();
    Fx.await("the sheet", () -> scene.lookup("#picture-take") != null);
    Fx.picture(scene, "import-pictures", 1);
    Fx.run(
        () -> {
          ((TextField) scene.lookup("#picture-scale")).setText("0.5");
          ((Button) scene.lookup("#picture-take")).fire();
        });
    Fx.await("the slide in the list", () -> !shell.worklist().rows().isEmpty());
    assertThat(Fx.call(() -> shell.worklist().rows().getFirst().patientId())).isEqualTo("biopsy-7");
    assertThat(Fx.call(() -> scene.lookup("#picture-take"))).isNull();
  }
}
