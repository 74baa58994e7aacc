package org.fovea.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.fovea.common.ErrorCode;
import org.fovea.common.Progress;
import org.fovea.dicom.convert.ConversionRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that become DICOM on import, in a real library. */
class ImportPicturesTest {
  private static final ConversionRequest SCALED =
      ConversionRequest.plain().withMicrometresPerPixel(1.1, 1.1);

  @TempDir Path folder;
  private Path pictures;

  @BeforeEach
  void pictures() throws Exception {
    pictures = Files.createDirectories(folder.resolve("in/fields"));
    write("field-1.png", BufferedImage.TYPE_3BYTE_BGR, 1);
    write("field-2.png", BufferedImage.TYPE_3BYTE_BGR, 2);
    write("field-2-mask.png", BufferedImage.TYPE_BYTE_BINARY, 3);
  }

  private void write(String name, int type, int seed) throws Exception {
    BufferedImage image = new BufferedImage(60, 50, type);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 60; x++) {
        image.setRGB(x, y, 0xff000000 | seed * 7919 * (x + 61 * y));
      }
    }
    ImageIO.write(image, "png", pictures.resolve(name).toFile());
  }

  private ImportFiles.Imported run(Path path, ConversionRequest request) throws Exception {
    try (Services services = new Services(folder, folder.resolve("data/library.sqlite"))) {
      return services.importFiles().run(List.of(path), request, Progress.none());
    }
  }

  @Test
  void fieldsOfAFolderBecomeSlidesAndMasksDoNot() throws Exception {
    ImportFiles.Imported done = run(folder.resolve("in"), SCALED);
    assertThat(done.slides()).isEqualTo(2);
    assertThat(done.problems()).isEmpty();
    assertThat(done.count().instances()).isEqualTo(2);
    assertThat(done.studies())
        .extracting(s -> s.patient().id())
        .containsExactlyInAnyOrder("field-1", "field-2");
    try (var files = Files.walk(folder.resolve("data/slides"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }

    ImportFiles.Imported again = run(folder.resolve("in"), SCALED);
    assertThat(again.count().instances()).isZero();
    assertThat(again.count().alreadyThere()).isEqualTo(2);
  }

  @Test
  void picturesOfAFolderWithoutAScaleAreNamedOnce() throws Exception {
    ImportFiles.Imported done = run(folder.resolve("in"), ConversionRequest.plain());
    assertThat(done.slides()).isZero();
    assertThat(done.problems()).hasSize(1);
    assertThat(done.problems().getFirst().source()).isEqualTo(folder.resolve("in").toString());
    assertThat(done.problems().getFirst().message()).contains("2 pictures", "--um-per-pixel");
  }

  @Test
  void oneBadPictureDoesNotStopTheOthers() throws Exception {
    byte[] bytes = Files.readAllBytes(pictures.resolve("field-1.png"));
    Files.write(pictures.resolve("field-1.png"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    ImportFiles.Imported done = run(folder.resolve("in"), SCALED);
    assertThat(done.slides()).isEqualTo(1);
    assertThat(done.problems()).hasSize(1);
    assertThat(done.problems().getFirst().code()).isEqualTo(ErrorCode.DAMAGED);
    assertThat(done.problems().getFirst().source())
        .isEqualTo(pictures.resolve("field-1.png").toString());
  }

  @Test
  void aPictureGivenForAnalysisIsToBeImportedFirst() {
    try (Services services = new Services(folder, folder.resolve("data/library.sqlite"))) {
      var outcome =
          services.openStudies().open(List.of(pictures.resolve("field-1.png")), Progress.none());
      assertThat(outcome.studies()).isEmpty();
      assertThat(outcome.problems()).hasSize(1);
      assertThat(outcome.problems().getFirst().message()).contains("Import it first");
    }
  }
}
