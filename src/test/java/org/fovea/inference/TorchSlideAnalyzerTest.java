package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.FolderBundleCatalog;
import org.fovea.common.Progress;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.finding.Analysis;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.slide.Slide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bundle that comes with Fovea on the slides that come with it. */
class TorchSlideAnalyzerTest {
  private static final Path BASE = Path.of(System.getProperty("fovea.basedir", "."));
  private final InferenceThread thread = new InferenceThread();
  private final TorchSlideAnalyzer analyzer = new TorchSlideAnalyzer(thread, new Devices(), "test");

  @AfterEach
  void close() {
    thread.close();
  }

  private static Bundle bundle() {
    Path models = BASE.resolve("models");
    assumeThat(Files.exists(models.resolve("gut-neoplasia/models/model.ts"))).isTrue();
    return new FolderBundleCatalog(List.of(models)).find("gut-neoplasia").orElseThrow();
  }

  private static SlideImage sample(String name) {
    return new FileStudyReader()
        .read(List.of(BASE.resolve("sample-dicom/biopsies").resolve(name)), Progress.none())
        .studies()
        .getFirst()
        .series()
        .getFirst()
        .slides()
        .getFirst();
  }

  private Analysis analyze(SlideImage image, Slide slide) {
    return analyzer.analyze(
        bundle(),
        new SlideInput(
            "1.2", "P", slide, () -> new DicomSlideReader(new FilePixelReader()).open(image)),
        "cpu",
        false,
        null,
        Progress.none());
  }

  private Analysis analyze(String name) {
    SlideImage image = sample(name);
    return analyze(image, image.slide());
  }

  @Test
  void theBundleIsTheProgramsOwn() {
    assertThat(bundle().runnable()).isTrue();
  }

  @Test
  void regularCryptsHaveNoFinding() {
    Analysis a = analyze("regular");
    assertThat(a.status()).as(a.reason()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(a.findings()).isEmpty();
    assertThat(a.probabilities().values().stream().mapToDouble(Double::doubleValue).sum())
        .isBetween(0.999, 1.001);
  }

  @Test
  void dysplasticCryptsAreMarkedWhereTheyWereDrawn() {
    Analysis a = analyze("adenoma");
    assertThat(a.status()).as(a.reason()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(a.probabilities())
        .containsOnlyKeys(
            "normal",
            "polyp",
            "low-grade-in",
            "high-grade-in",
            "serrated-adenoma",
            "adenocarcinoma");
    assertThat(a.findings())
        .anySatisfy(
            f -> {
              org.fovea.finding.Region.Area area = (org.fovea.finding.Region.Area) f.region();
              // Drawn from 900 to 2260 µm along the upper strip; the middle of it is dysplastic.
              double[] ring = area.outline().rings().getFirst();
              double left = Double.MAX_VALUE;
              double right = 0;
              for (int i = 0; i < ring.length; i += 2) {
                left = Math.min(left, ring[i] * 0.5);
                right = Math.max(right, ring[i] * 0.5);
              }
              assertThat(left).isBetween(700.0, 1300.0);
              assertThat(right).isBetween(1900.0, 2500.0);
            });
  }

  @Test
  void anotherOrganAndAnotherStainAreRefused() {
    SlideImage image = sample("regular");
    Slide s = image.slide();
    Analysis kidney = analyze(image, with(s, "KIDNEY", s.stains()));
    assertThat(kidney.status()).isEqualTo(Analysis.Status.REFUSED);
    assertThat(kidney.reason()).contains("kidney");
    Analysis stain = analyze(image, with(s, "COLON", List.of("Ki-67")));
    assertThat(stain.status()).isEqualTo(Analysis.Status.REFUSED);
    assertThat(stain.reason()).contains("Ki-67");
  }

  private static Slide with(Slide s, String bodyPart, List<String> stains) {
    Acquisition a = s.acquisition();
    return new Slide(
        s.seriesInstanceUid(),
        s.frameOfReferenceUid(),
        s.containerIdentifier(),
        s.description(),
        new Acquisition(
            a.modality(),
            bodyPart,
            a.seriesDescription(),
            a.protocolName(),
            a.imageType(),
            a.scanningSequence(),
            a.sequenceVariant(),
            a.contrastAgent(),
            a.echoTimeMs(),
            a.repetitionTimeMs(),
            a.inversionTimeMs(),
            a.flipAngleDegrees(),
            a.laterality(),
            a.viewPosition()),
        stains,
        s.placement(),
        s.levels());
  }
}
