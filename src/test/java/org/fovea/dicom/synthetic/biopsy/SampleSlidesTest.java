package org.fovea.dicom.synthetic.biopsy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.Progress;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.convert.PixelSource;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.junit.jupiter.api.Test;

class SampleSlidesTest {
  private static final Path COMMITTED =
      Path.of(System.getProperty("fovea.basedir", ".")).resolve("sample-dicom/biopsies");

  @Test
  void theyAreSmallAndSixSlidesWithScaleAndStain() throws IOException {
    assertThat(bytes("duodenum")).isBetween(1_000_000L, 8_000_000L);
    assertThat(bytes("")).isLessThan(18_000_000);
    StudyReader.Outcome outcome = new FileStudyReader().read(List.of(COMMITTED), Progress.none());
    assertThat(outcome.problems()).isEmpty();
    List<SlideImage> slides = slides(outcome);
    assertThat(slides).hasSize(6);
    for (SlideImage image : slides) {
      assertThat(image.remarks()).isEmpty();
      assertThat(image.slide().highest().spacingXMm()).isCloseTo(0.0005, within(1e-9));
      assertThat(image.slide().acquisition().bodyPart()).isIn("COLON", "DUODENUM");
      assertThat(image.slide().stains()).hasSize(2);
    }
    assertThat(outcome.studies())
        .allSatisfy(s -> assertThat(s.patient().name()).startsWith("SYNTHETIC"));
  }

  /** Size of the slides whose folder begins so. */
  private static long bytes(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(COMMITTED)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> COMMITTED.relativize(f).toString().startsWith(prefix))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }

  private static List<SlideImage> slides(StudyReader.Outcome outcome) {
    return outcome.studies().stream()
        .flatMap(s -> s.series().stream())
        .flatMap(s -> s.slides().stream())
        .toList();
  }

  @Test
  void theyShowWhatTheCodeDraws() throws Exception {
    List<SlideImage> slides =
        slides(new FileStudyReader().read(List.of(COMMITTED), Progress.none()));
    for (SampleSlides.Specimen specimen : SampleSlides.specimens()) {
      SlideImage image =
          slides.stream()
              .filter(s -> s.slide().containerIdentifier().equals(specimen.container))
              .findFirst()
              .orElseThrow();
      PixelSource drawn = specimen.pixels();
      try (TileSource source = new DicomSlideReader(new FilePixelReader()).open(image)) {
        Tile tile = source.tile(0, 5, 4);
        byte[] rgb = new byte[3 * 512 * 512];
        drawn.read(5 * 512, 4 * 512, 512, 512, rgb);
        double difference = 0;
        for (int i = 0; i < tile.argb().length; i++) {
          difference += Math.abs((tile.argb()[i] >> 8 & 0xff) - (rgb[3 * i + 1] & 0xff));
        }
        assertThat(difference / tile.argb().length).as(specimen.name()).isLessThan(6);
      }
    }
  }
}
