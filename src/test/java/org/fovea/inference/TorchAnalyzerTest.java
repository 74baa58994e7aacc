package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.ImageSeriesFactory;
import org.fovea.dicom.assembly.StackVolumeReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.imaging.volume.Volume;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the real network, libtorch and the synthetic studies of the project. */
class TorchAnalyzerTest {
  private static final int SLICES = 16;
  private static final Bundle BRAIN = Bundles.brain();
  private static TorchAnalyzer analyzer;
  private static AnalysisInput input;

  @BeforeAll
  static void open() {
    analyzer = new TorchAnalyzer(new HeaderGate());
    Path samples = Path.of(System.getProperty("fovea.basedir", "."), "sample-dicom", "2026-03-09");
    Study study =
        new FileStudyReader().read(List.of(samples), Progress.none()).studies().getFirst();
    input =
        new AnalysisInput(
            study.studyInstanceUid(),
            study.patient().id(),
            new ImageSeriesFactory(new StackVolumeReader(new FilePixelReader()))
                .of(study).stream().map(TorchAnalyzerTest::middle).toList());
  }

  /** Sixteen slices of the middle, as much as the gate asks for and quicker than all. */
  private static ImageSeries middle(ImageSeries series) {
    Grid whole = series.grid();
    int from = (whole.slices() - SLICES) / 2;
    Grid part =
        new Grid(
            whole.toPatient(0, 0, from),
            whole.columnAxis(),
            whole.rowAxis(),
            whole.sliceAxis(),
            whole.columnSpacingMm(),
            whole.rowSpacingMm(),
            whole.sliceSpacingMm(),
            whole.columns(),
            whole.rows(),
            SLICES);
    return new ImageSeries(
        series.seriesInstanceUid(),
        series.acquisition(),
        part,
        SLICES,
        progress ->
            new Volume(
                part,
                Arrays.copyOfRange(
                    series.loader().load(progress).values(),
                    whole.index(0, 0, from),
                    whole.index(0, 0, from) + part.size())));
  }

  @AfterAll
  static void close() {
    analyzer.close();
  }

  private static Analysis run(Bundle bundle, AnalysisInput in, String device, boolean override) {
    return analyzer.analyze(bundle, in, device, override, Progress.none());
  }

  @Test
  void theSameInputGivesTheSameOutput() {
    Analysis a = run(BRAIN, input, "cpu", false);
    Analysis b = run(BRAIN, input, "cpu", false);
    assertThat(a.status()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(a.reason()).isNull();
    assertThat(a.analysisUid()).matches("2\\.25\\.[1-9][0-9]{0,38}").isNotEqualTo(b.analysisUid());
    assertThat(a.heatmaps().getFirst().values().values())
        .isEqualTo(b.heatmaps().getFirst().values().values());
    assertThat(a.findings())
        .extracting(Finding::probability)
        .isEqualTo(b.findings().stream().map(Finding::probability).toList());
    assertThat(a.provenance().device()).isEqualTo("cpu");
    assertThat(a.provenance().bundleSha256())
        .isEqualTo(BRAIN.manifest().files().get(Bundle.NETWORK));
  }

  @Test
  void findingsLieOnTheGridOfTheFlairWhereTheMapIsHigh() {
    Analysis a = run(BRAIN, input, "cpu", false);
    ImageSeries flair =
        input.series().stream()
            .filter(s -> s.acquisition().seriesDescription().contains("FLAIR"))
            .findFirst()
            .orElseThrow();
    assertThat(a.seriesInstanceUids()).hasSize(3).startsWith(flair.seriesInstanceUid());
    Volume map = a.heatmaps().getFirst().values();
    assertThat(map.grid()).isEqualTo(flair.grid());
    for (float p : map.values()) {
      assertThat(p).isBetween(0f, 1f);
    }
    assertThat(a.findings()).isNotEmpty();
    double highest = 0;
    for (Finding f : a.findings()) {
      Region.Solid region = (Region.Solid) f.region();
      region.mask().voxels().stream()
          .forEach(
              v ->
                  assertThat((double) map.values()[v])
                      .isGreaterThanOrEqualTo(BRAIN.manifest().operatingThreshold()));
      assertThat(region.volumeMl())
          .isCloseTo(region.mask().count() * 0.9375 * 0.9375 * 5 / 1000, within(1e-6));
      highest = Math.max(highest, f.probability());
    }
    assertThat(a.probabilities()).containsOnly(Map.entry("glioma", highest));
    assertThat(a.findings().getFirst().trackingId()).isEqualTo("Glioma 1");
  }

  @Test
  void workSaysHowFarItIsAndEnds() {
    double[] last = {0};
    AtomicInteger reports = new AtomicInteger();
    analyzer.analyze(
        BRAIN,
        input,
        "auto",
        false,
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            assertThat(fraction).isBetween(0.0, 1.0);
            assertThat(message).isNotBlank();
            last[0] = fraction;
            reports.incrementAndGet();
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        });
    assertThat(last[0]).isEqualTo(1);
    assertThat(reports.get()).isGreaterThan(8);
  }

  @Test
  void cancelledWorkStopsAndTheNextRuns() {
    AtomicInteger asked = new AtomicInteger();
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return asked.incrementAndGet() > 6;
          }
        };
    assertThatThrownBy(() -> analyzer.analyze(BRAIN, input, "cpu", false, cancelled))
        .isInstanceOf(CancellationException.class);
    assertThat(run(BRAIN, input, "cpu", false).status()).isEqualTo(Analysis.Status.COMPLETED);
  }

  @Test
  void anInterruptedWaitLeavesTheThreadFreeForTheNext() throws InterruptedException {
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () ->
                    assertThatThrownBy(() -> run(BRAIN, input, "cpu", false))
                        .isInstanceOf(CancellationException.class));
    Thread.sleep(50);
    waiting.interrupt();
    waiting.join();
    assertThat(run(BRAIN, input, "cpu", false).status()).isEqualTo(Analysis.Status.COMPLETED);
  }

  @Test
  void refusedInputIsAnOutcomeAndCanBeOverriddenAndThenSaysSo() {
    AnalysisInput withoutFlair =
        new AnalysisInput(
            input.studyInstanceUid(),
            input.patientId(),
            input.series().stream()
                .filter(s -> !s.acquisition().seriesDescription().contains("FLAIR"))
                .toList());
    Analysis refused = run(BRAIN, withoutFlair, "cpu", false);
    assertThat(refused.status()).isEqualTo(Analysis.Status.REFUSED);
    assertThat(refused.reason()).contains("FLAIR");
    assertThat(refused.findings()).isEmpty();
    assertThat(refused.heatmaps()).isEmpty();
    Analysis overridden = run(BRAIN, withoutFlair, "cpu", true);
    assertThat(overridden.status()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(overridden.gateOverridden()).isTrue();
    assertThat(overridden.reason()).contains("overridden").contains("FLAIR");
  }

  @Test
  void valuesThatAreNotNumbersFailInWords() {
    AnalysisInput holed = replaced(v -> v[v.length / 2] = Float.NaN);
    Analysis failed = run(BRAIN, holed, "cpu", false);
    assertThat(failed.status()).isEqualTo(Analysis.Status.FAILED);
    assertThat(failed.reason()).contains("not numbers");
  }

  @Test
  void anEmptyVolumeFailsInWords() {
    Analysis failed = run(BRAIN, replaced(v -> Arrays.fill(v, 0)), "cpu", false);
    assertThat(failed.status()).isEqualTo(Analysis.Status.FAILED);
    assertThat(failed.reason()).isNotBlank();
  }

  private interface Change {
    void on(float[] values);
  }

  private static AnalysisInput replaced(Change change) {
    return new AnalysisInput(
        input.studyInstanceUid(),
        input.patientId(),
        input.series().stream()
            .map(
                s ->
                    new ImageSeries(
                        s.seriesInstanceUid(),
                        s.acquisition(),
                        s.grid(),
                        s.slices(),
                        progress -> {
                          float[] values = s.loader().load(progress).values().clone();
                          change.on(values);
                          return new Volume(s.grid(), values);
                        }))
            .toList());
  }

  @Test
  void aCardThatIsNotThereFallsBackToTheProcessor() {
    Analysis a = run(BRAIN, input, "cuda:7", false);
    assertThat(a.status()).isEqualTo(Analysis.Status.COMPLETED);
    assertThat(a.provenance().device()).isEqualTo("cpu");
  }

  @Test
  void aDeviceWithoutMeaningIsNotTakenForTheProcessor() {
    Analysis a = run(BRAIN, input, "gpu", false);
    assertThat(a.status()).isEqualTo(Analysis.Status.FAILED);
    assertThat(a.reason()).contains("gpu");
  }

  @Test
  void goldenValuesThatAreNotMetStopTheBundle() {
    Map<String, Object> network =
        new HashMap<>((Map<String, Object>) map(BRAIN.manifest().golden().get("network")));
    network.put("output", "golden/network-input.npy");
    assertFailsWith(withGolden(Map.of("network", network)), "golden");
    network.put("output", "golden/network-output.npy");
    network.put("tolerance", -1);
    Map<String, Object> golden = new HashMap<>(BRAIN.manifest().golden());
    golden.put("network", network);
    assertFailsWith(withGolden(golden), "golden");
    assertFailsWith(withGolden(Map.of()), "golden");
    golden.put("preprocessing", List.of(Map.of("slices", List.of(99999))));
    assertFailsWith(withGolden(golden), "golden");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static void assertFailsWith(Bundle bundle, String words) {
    try (TorchAnalyzer fresh = new TorchAnalyzer(new HeaderGate())) {
      Analysis a = fresh.analyze(bundle, input, "cpu", false, Progress.none());
      assertThat(a.status()).isEqualTo(Analysis.Status.FAILED);
      assertThat(a.reason()).contains(words);
    }
  }

  private static Bundle withGolden(Map<String, Object> golden) {
    return changed(BRAIN.manifest().preprocessing(), golden, BRAIN.trust());
  }

  private static Bundle changed(
      List<Manifest.Step> before, Map<String, Object> golden, Bundle.Trust trust) {
    Manifest m = BRAIN.manifest();
    return new Bundle(
        BRAIN.folder(),
        new Manifest(
            m.schema(),
            m.id(),
            m.version(),
            m.name(),
            m.intendedUse(),
            m.validation(),
            m.appliesTo(),
            before,
            m.network(),
            m.postprocessing(),
            m.outputs(),
            m.operatingThreshold(),
            m.calibration(),
            m.evaluation(),
            golden,
            m.files()),
        trust);
  }

  @Test
  void anUnknownStepIsNeverSkipped() {
    List<Manifest.Step> steps = new java.util.ArrayList<>(BRAIN.manifest().preprocessing());
    steps.add(2, new Manifest.Step("skull-strip", Map.of()));
    assertFailsWith(changed(steps, BRAIN.manifest().golden(), BRAIN.trust()), "skull-strip");
  }

  @Test
  void aBundleThatNobodyAgreedToIsNotRun() {
    assertFailsWith(
        changed(
            BRAIN.manifest().preprocessing(),
            BRAIN.manifest().golden(),
            new Bundle.Trust.Foreign(false)),
        "agreed");
  }
}
