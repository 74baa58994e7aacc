package org.fovea.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.fovea.inference.mucosa.MucosaPipeline;
import org.fovea.inference.mucosa.MucosaSteps;
import org.fovea.inference.pipeline.LesionFinder;
import org.fovea.inference.slide.GlandPipeline;
import org.fovea.inference.slide.NetworkFile;
import org.fovea.inference.slide.SlideOutcome;
import org.fovea.inference.slide.SlidePipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs TorchScript bundles over slides. */
public final class TorchSlideAnalyzer implements SlideAnalyzer {
  private static final Logger LOG = LoggerFactory.getLogger(TorchSlideAnalyzer.class);
  private static final Text TEXT = Text.of(TorchSlideAnalyzer.class);

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
        SlidePipeline pipeline =
            MucosaSteps.in(manifest) ? new MucosaPipeline(bundle) : new GlandPipeline(bundle);
        String refusal = gate.header(bundle, slide, pipeline.tiles().micrometresPerPixel());
        if (refusal != null && (!overrideGate || !slide.calibrated())) {
          return ended(Analysis.Status.REFUSED, refusal);
        }
        if (!bundle.runnable()) {
          throw new FoveaException(
              ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get("notAgreed"));
        }
        try (TileSource source = input.opener().open()) {
          progress.report(0, TEXT.get("slide.finding"));
          TissueMap tissue = TissueFinder.find(source, progress);
          if (refusal == null) {
            refusal = gate.tissue(bundle, slide, tissue);
          }
          if (refusal != null && !overrideGate) {
            return ended(Analysis.Status.REFUSED, refusal);
          }
          if (refusal != null) {
            overridden = TEXT.get("overridden", refusal);
          }
          return completed(pipeline, source, tissue, overrideGate);
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
        SlidePipeline pipeline, TileSource source, TissueMap tissue, boolean overrideGate)
        throws FoveaException, IOException {
      if ("auto".equals(device)) {
        device = devices.automatic();
      }
      SlideGoldenCheck golden = new SlideGoldenCheck(bundle, pipeline.tiles());
      progress.report(FOUND / 2, TEXT.get("loading", manifest.name()));
      for (NetworkFile file : pipeline.networks()) {
        network(file, golden);
      }
      double tissueMm2 = tissue.areaMm2(TissueMap.Kind.TISSUE, slide);
      SlideOutcome outcome =
          pipeline.run(
              source,
              tissue,
              tissueMm2,
              (file, items, count) -> ask(file, golden, items, count),
              checkpoint,
              progress.part(FOUND, RUN));
      if (overridden == null && outcome.unsuited() != null) {
        if (!overrideGate) {
          return ended(Analysis.Status.REFUSED, outcome.unsuited());
        }
        overridden = TEXT.get("overridden", outcome.unsuited());
      }
      progress.report(1, TEXT.get("done"));
      double blurred = tissue.areaMm2(TissueMap.Kind.OUT_OF_FOCUS, slide);
      return analysis(
          Analysis.Status.COMPLETED,
          overridden == null ? gate.caution(bundle, slide) : overridden,
          blurred > 0 ? outcome.with("outOfFocusArea", new Measurement(blurred, "mm2")) : outcome);
    }

    /** Asks a network, on the processor where its device is lost. */
    private float[] ask(NetworkFile file, SlideGoldenCheck golden, float[] items, int count)
        throws IOException, FoveaException {
      TorchNetwork network = network(file, golden);
      try {
        return network.run(items, count);
      } catch (IOException e) {
        if (device.equals("cpu")) {
          throw e;
        }
        LOG.warn("{} was lost, going on with cpu", device, e);
        progress.report(FOUND, TEXT.get("fellBack", device));
        device = "cpu";
        return network(file, golden).run(items, count);
      }
    }

    private TorchNetwork network(NetworkFile file, SlideGoldenCheck golden)
        throws FoveaException, IOException {
      InferenceThread.Check check = loaded -> golden.check(loaded, file);
      try {
        return thread.network(bundle, file, device, check);
      } catch (IOException e) {
        if (device.equals("cpu")) {
          throw e;
        }
        LOG.warn("{} cannot be used, going on with cpu", device, e);
        progress.report(FOUND, TEXT.get("fellBack", device));
        device = "cpu";
        return thread.network(bundle, file, device, check);
      }
    }

    private Analysis ended(Analysis.Status status, String reason) {
      return analysis(
          status, reason, new SlideOutcome(Map.of(), Map.of(), List.of(), List.of(), null, null));
    }

    private Analysis analysis(Analysis.Status status, String reason, SlideOutcome outcome) {
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
          outcome.probabilities(),
          outcome.measurements(),
          outcome.findings(),
          List.of(),
          outcome.heatmaps(),
          outcome.mucosa(),
          input.slideInstanceUid());
    }
  }
}
