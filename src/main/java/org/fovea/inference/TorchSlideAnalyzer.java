package org.fovea.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.finding.Analysis;
import org.fovea.finding.Measurement;
import org.fovea.finding.Provenance;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueFinder;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.fovea.inference.engine.TorchNetwork;
import org.fovea.inference.pipeline.LesionFinder;
import org.fovea.inference.slide.SlideRun;
import org.fovea.inference.slide.SlideSteps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs TorchScript bundles over slides. */
public final class TorchSlideAnalyzer implements SlideAnalyzer {
  private static final Logger LOG = LoggerFactory.getLogger(TorchSlideAnalyzer.class);
  private static final Text TEXT = Text.of(TorchSlideAnalyzer.class);

  /** In this much tissue without any gland, mm², something else than gut is on the glass. */
  private static final double TISSUE_WITHOUT_GLANDS_MM2 = 0.5;

  /** Least share of the tissue that is gland where it is gut. */
  private static final double LEAST_GLAND = 0.005;

  private static final double FOUND = 0.05;
  private static final double RUN = 0.95;

  private final InferenceThread thread;
  private final Devices devices;
  private final String softwareVersion;
  private final SlideGate gate = new SlideGate();

  /**
   * @param thread runs the networks; not closed here
   */
  public TorchSlideAnalyzer(InferenceThread thread, Devices devices, String softwareVersion) {
    this.thread = thread;
    this.devices = devices;
    this.softwareVersion = softwareVersion;
  }

  @Override
  public Analysis analyze(
      Bundle bundle,
      SlideInput input,
      String device,
      boolean overrideGate,
      Path checkpoint,
      Progress progress) {
    return thread.call(
        watched -> new Run(bundle, input, device, checkpoint, watched).analyze(overrideGate),
        progress);
  }

  /** One analysis. */
  private final class Run {
    private final Bundle bundle;
    private final Manifest manifest;
    private final SlideInput input;
    private final Slide slide;
    private final Path checkpoint;
    private final Progress progress;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private String device;
    private String overridden;

    Run(Bundle bundle, SlideInput input, String device, Path checkpoint, Progress progress) {
      this.bundle = bundle;
      this.manifest = bundle.manifest();
      this.input = input;
      this.slide = input.slide();
      this.device = device;
      this.checkpoint = checkpoint;
      this.progress = progress;
    }

    Analysis analyze(boolean overrideGate) {
      try {
        if (!manifest.appliesTo().modality().contains("SM")) {
          return ended(Analysis.Status.REFUSED, gate.header(bundle, slide, 1));
        }
        SlideSteps steps = SlideSteps.of(bundle);
        String refusal = gate.header(bundle, slide, steps.micrometresPerPixel());
        if (refusal != null && (!overrideGate || !slide.calibrated())) {
          return ended(Analysis.Status.REFUSED, refusal);
        }
        if (!bundle.runnable()) {
          throw new FoveaException(
              ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get("notAgreed"));
        }
        try (TileSource source = input.opener().open()) {
          progress.report(0, TEXT.get("slide.finding"));
          TissueMap tissue = TissueFinder.find(source);
          if (refusal == null) {
            refusal = gate.tissue(bundle, slide, tissue);
          }
          if (refusal != null && !overrideGate) {
            return ended(Analysis.Status.REFUSED, refusal);
          }
          if (refusal != null) {
            overridden = TEXT.get("overridden", refusal);
          }
          return completed(steps, source, tissue, overrideGate);
        }
      } catch (CancellationException e) {
        throw e;
      } catch (FoveaException e) {
        LOG.warn("analysis with {} failed", manifest.id(), e);
        String where = e.source() == null ? "" : e.source() + ": ";
        return ended(Analysis.Status.FAILED, where + e.getMessage());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        LOG.error("analysis with {} failed", manifest.id(), e);
        return ended(
            Analysis.Status.FAILED,
            TEXT.get(e instanceof OutOfMemoryError ? "outOfMemory" : "failed", device));
      }
    }

    private Analysis completed(
        SlideSteps steps, TileSource source, TissueMap tissue, boolean overrideGate)
        throws FoveaException, IOException {
      if ("auto".equals(device)) {
        device = devices.automatic();
      }
      progress.report(FOUND / 2, TEXT.get("loading", manifest.name()));
      TorchNetwork[] network = {network(steps)};
      long begun = System.nanoTime();
      SlideRun.Result result =
          new SlideRun(steps, manifest, checkpoint)
              .run(
                  source,
                  tissue,
                  (items, count) -> {
                    try {
                      return network[0].run(items, count);
                    } catch (IOException e) {
                      if (device.equals("cpu")) {
                        throw e;
                      }
                      LOG.warn("{} was lost, going on with cpu", device, e);
                      progress.report(FOUND, TEXT.get("fellBack", device));
                      device = "cpu";
                      network[0] = network(steps);
                      return network[0].run(items, count);
                    }
                  },
                  (done, all) ->
                      progress.report(
                          FOUND + (RUN - FOUND) * done / all, estimate(done, all, begun)),
                  progress);
      progress.report(RUN, TEXT.get("slide.regions"));
      double cellMm2 =
          tissue.cellX()
              * slide.highest().spacingXMm()
              * tissue.cellY()
              * slide.highest().spacingYMm();
      double tissueMm2 = tissue.count(TissueMap.Kind.TISSUE) * cellMm2;
      if (overridden == null
          && tissueMm2 > TISSUE_WITHOUT_GLANDS_MM2
          && result.glandMm2() < LEAST_GLAND * tissueMm2) {
        String reason = TEXT.get("slide.noGlands", tissueMm2, manifest.name());
        if (!overrideGate) {
          return ended(Analysis.Status.REFUSED, reason);
        }
        overridden = TEXT.get("overridden", reason);
      }
      progress.report(1, TEXT.get("done"));
      return analysis(
          Analysis.Status.COMPLETED, overridden, probabilities(steps, result), result, tissueMm2);
    }

    private Map<String, Double> probabilities(SlideSteps steps, SlideRun.Result result) {
      Map<String, Double> named = new LinkedHashMap<>();
      for (int c = 0; c < steps.classes().size(); c++) {
        named.put(manifest.outputs().get(steps.classes().get(c)).name(), result.probabilities()[c]);
      }
      return named;
    }

    private String estimate(int done, int all, long begun) {
      double seconds = (System.nanoTime() - begun) / 1e9 / Math.max(1, done) * (all - done);
      return TEXT.get("slide.runningWithEstimate", done, all, Math.ceil(seconds));
    }

    private TorchNetwork network(SlideSteps steps) throws FoveaException, IOException {
      SlideGoldenCheck golden = new SlideGoldenCheck(bundle, steps);
      try {
        return thread.network(bundle, device, golden::check);
      } catch (IOException e) {
        if (device.equals("cpu")) {
          throw e;
        }
        LOG.warn("{} cannot be used, going on with cpu", device, e);
        progress.report(FOUND, TEXT.get("fellBack", device));
        device = "cpu";
        return thread.network(bundle, device, golden::check);
      }
    }

    private Analysis ended(Analysis.Status status, String reason) {
      return analysis(status, reason, Map.of(), null, 0);
    }

    private Analysis analysis(
        Analysis.Status status,
        String reason,
        Map<String, Double> probabilities,
        SlideRun.Result result,
        double tissueMm2) {
      Map<String, Measurement> measurements = new LinkedHashMap<>();
      if (result != null) {
        double positive =
            result.findings().stream()
                .map(f -> ((org.fovea.finding.Region.Area) f.region()).areaMm2())
                .mapToDouble(Double::doubleValue)
                .sum();
        measurements.put("tissueArea", new Measurement(tissueMm2, "mm2"));
        measurements.put("glandArea", new Measurement(result.glandMm2(), "mm2"));
        measurements.put(result.heatmap().name() + "Area", new Measurement(positive, "mm2"));
      }
      return new Analysis(
          LesionFinder.newUid(),
          input.studyInstanceUid(),
          List.of(slide.seriesInstanceUid()),
          input.patientId(),
          slide.acquisition().modality(),
          new Provenance(
              manifest.id(),
              manifest.version(),
              manifest.name(),
              manifest.files().getOrDefault(Bundle.NETWORK, ""),
              device,
              softwareVersion,
              start,
              Duration.ofNanos(System.nanoTime() - startNanos)),
          status,
          reason,
          overridden != null,
          probabilities,
          measurements,
          result == null ? List.of() : result.findings(),
          List.of(),
          result == null ? List.of() : List.of(result.heatmap()));
    }
  }
}
