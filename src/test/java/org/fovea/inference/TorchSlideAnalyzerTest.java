package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.FolderBundleCatalog;
import org.fovea.common.Progress;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.slide.Slide;
import org.fovea.testing.SampleBiopsies;
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
    return bundle("gut-neoplasia");
  }

  private static Bundle bundle(String id) {
    Path models = BASE.resolve("models");
    assumeThat(Files.exists(models.resolve(id).resolve("models/model.ts"))).isTrue();
    return new FolderBundleCatalog(List.of(models)).find(id).orElseThrow();
  }

  private Analysis analyze(SlideImage image, Slide slide) {
    return analyze(bundle(), image, slide);
  }

  private Analysis analyze(Bundle bundle, SlideImage image, Slide slide) {
    return analyzer.analyze(
        bundle,
        new SlideInput(
            "1.2",
            "P",
            image.instanceUid(),
            slide,
            () -> new DicomSlideReader(new FilePixelReader()).open(image)),
        "cpu",
        false,
        null,
        Progress.none());
  }

  private Analysis analyze(String name) {
    SlideImage image = SampleBiopsies.slide(name);
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
  void aSlideThatDoesNotSayWhereItsTissueIsFromIsAnalysedWithAWarning() {
    SlideImage image = SampleBiopsies.slide("regular");
    Analysis said = analyze(image, with(image.slide(), "", image.slide().stains()));
    assertThat(said.status()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(said.gateOverridden()).isFalse();
    assertThat(said.reason()).contains("does not say where its tissue is from");
    assertThat(analyze("regular").reason()).isNull();
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

  private Analysis measure(String name) {
    SlideImage image = SampleBiopsies.slide(name);
    return analyze(bundle("duodenum-enteropathy"), image, image.slide());
  }

  private static String first(Analysis a) {
    return a.probabilities().entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  @Test
  void tallVilliOfASampleAreMeasuredTall() {
    Analysis a = measure("duodenum-normal");
    assertThat(a.status()).as(a.reason()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(first(a)).isEqualTo("normal");
    assertThat(a.measurements().get("villusHeight").value()).isBetween(430.0, 570.0); // drawn: 500
    assertThat(a.measurements().get("villusToCryptRatio").value()).isGreaterThan(2);
    assertThat(a.mucosa().cells()).hasSize(3);
    assertThat(a.mucosa().places()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(foundTwice(a.mucosa().cells(), SampleBiopsies.slide("duodenum-normal").slide()))
        .isLessThanOrEqualTo(2);
  }

  /** Pairs of nuclei nearer than 2 µm: the same nucleus, found in two fields. */
  private static int foundTwice(List<Mucosa.CellGroup> groups, Slide slide) {
    double[] xy = groups.stream().flatMapToDouble(g -> Arrays.stream(g.coordinates())).toArray();
    double near = 0.002 / slide.highest().spacingXMm();
    int pairs = 0;
    for (int i = 0; i < xy.length; i += 2) {
      for (int k = i + 2; k < xy.length; k += 2) {
        pairs += Math.hypot(xy[i] - xy[k], xy[i + 1] - xy[k + 1]) < near ? 1 : 0;
      }
    }
    assertThat(xy.length).isGreaterThan(1000);
    return pairs;
  }

  @Test
  void flatMucosaOfASampleIsMeasuredFlat() {
    Analysis a = measure("duodenum-coeliac-pattern");
    assertThat(a.status()).as(a.reason()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(first(a)).isEqualTo("coeliac");
    assertThat(a.mucosa().judgement().marshOberhuber()).isEqualTo("3c");
    assertThat(a.measurements().get("cryptDepth").value()).isBetween(250.0, 350.0); // drawn: 310
  }

  @Test
  void shortVilliOfASampleAreInBetween() {
    Analysis a = measure("duodenum-enteropathy-pattern");
    assertThat(a.status()).as(a.reason()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(a.measurements().get("villusToCryptRatio").value()).isBetween(1.0, 2.0);
    assertThat(first(a)).isEqualTo("environmental-enteropathy");
  }

  @Test
  void aColonAndTissueOfUnknownSiteAreNotMeasured() {
    Bundle bundle = bundle("duodenum-enteropathy");
    Analysis colon = measure("regular");
    assertThat(colon.status()).isEqualTo(Analysis.Status.REFUSED);
    assertThat(colon.reason()).contains("colon");
    SlideImage image = SampleBiopsies.slide("duodenum-normal");
    Slide s = image.slide();
    Analysis unknown = analyze(bundle, image, with(s, "", s.stains()));
    assertThat(unknown.status()).isEqualTo(Analysis.Status.REFUSED);
    assertThat(unknown.reason()).contains("body site");
  }

  @Test
  void anotherOrganAndAnotherStainAreRefused() {
    SlideImage image = SampleBiopsies.slide("regular");
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
