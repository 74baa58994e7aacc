package org.fovea.inference;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Provenance;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.imaging.volume.Resampler;
import org.fovea.imaging.volume.Volume;
import org.fovea.inference.engine.TorchNetwork;
import org.fovea.inference.pipeline.LesionFinder;
import org.fovea.inference.pipeline.Prepared;
import org.fovea.inference.pipeline.Steps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs TorchScript bundles; one thread runs every network, and a network once loaded is kept. */
public final class TorchAnalyzer implements Analyzer {
  private static final Logger LOG = LoggerFactory.getLogger(TorchAnalyzer.class);
  private static final Text TEXT = Text.of(TorchAnalyzer.class);
  private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda:[0-9]{1,3}");

  /** Share of the progress by the end of reading, preparing and running. */
  private static final double READ = 0.15;

  private static final double PREPARED = 0.25;
  private static final double RUN = 0.95;

  private final Gate gate;
  private final Devices devices;
  private final String softwareVersion;
  private final InferenceThread thread;

  public TorchAnalyzer(Gate gate) {
    this(gate, new Devices(), "development", new InferenceThread());
  }

  /**
   * @param thread runs the networks; closed with the analyzer
   */
  public TorchAnalyzer(Gate gate, Devices devices, String softwareVersion, InferenceThread thread) {
    this.gate = gate;
    this.thread = thread;
    this.devices = devices;
    this.softwareVersion = softwareVersion;
  }

  @Override
  public Analysis analyze(
      Bundle bundle, AnalysisInput input, String device, boolean overrideGate, Progress progress) {
    return thread.call(
        watched -> new Run(bundle, input, device, watched).analyze(overrideGate), progress);
  }

  @Override
  public void close() {
    thread.close();
  }

  /** One analysis. */
  private final class Run {
    private final Bundle bundle;
    private final Manifest manifest;
    private final AnalysisInput input;
    private final Progress progress;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private String device;

    Run(Bundle bundle, AnalysisInput input, String device, Progress progress) {
      this.bundle = bundle;
      this.manifest = bundle.manifest();
      this.input = input;
      this.device = device;
      this.progress = progress;
    }

    Analysis analyze(boolean overrideGate) {
      Map<String, ImageSeries> roles;
      String overridden = null;
      switch (gate.check(bundle, input)) {
        case Gate.Decision.Applies(Map<String, ImageSeries> found) -> roles = found;
        case Gate.Decision.Refused(String reason, Map<String, ImageSeries> best) -> {
          if (!overrideGate || best.isEmpty()) {
            return ended(Analysis.Status.REFUSED, reason, List.of(), false);
          }
          roles = best;
          overridden = TEXT.get("overridden", reason);
        }
      }
      try {
        if (!bundle.runnable()) {
          throw new FoveaException(
              ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get("notAgreed"));
        }
        return completed(roles, overridden);
      } catch (CancellationException e) {
        throw e;
      } catch (FoveaException e) {
        LOG.warn("analysis with {} failed", manifest.id(), e);
        String where = e.source() == null ? "" : e.source() + ": ";
        return ended(
            Analysis.Status.FAILED, where + e.getMessage(), uids(roles), overridden != null);
      } catch (IllegalArgumentException e) {
        LOG.warn("analysis with {} failed", manifest.id(), e);
        return ended(
            Analysis.Status.FAILED,
            TEXT.get("notPreparable", e.getMessage()),
            uids(roles),
            overridden != null);
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        LOG.error("analysis with {} failed", manifest.id(), e);
        return ended(
            Analysis.Status.FAILED,
            TEXT.get(e instanceof OutOfMemoryError ? "outOfMemory" : "failed", device),
            uids(roles),
            overridden != null);
      }
    }

    private Analysis completed(Map<String, ImageSeries> roles, String overridden)
        throws FoveaException, IOException {
      if (!DEVICE.matcher(device).matches()) {
        throw new FoveaException(
            ErrorCode.INFERENCE_FAILED, null, TEXT.get("unknownDevice", device));
      }
      if ("auto".equals(device)) {
        device = devices.automatic();
      }
      Steps steps = Steps.of(bundle);
      Map<String, Volume> volumes = read(roles, steps);
      progress.checkCancelled();
      progress.report(READ, TEXT.get("preparing"));
      Prepared prepared = Prepared.of(steps, volumes, GoldenCheck.substitutes(manifest));
      Volume map = run(prepared, steps);
      progress.report(RUN, TEXT.get("measuring"));
      List<Finding> findings = new LesionFinder(steps, manifest).find(map, prepared.headVoxels());
      String name = manifest.outputs().getFirst().name();
      double highest = 0;
      for (float p : map.values()) {
        highest = Math.max(highest, p);
      }
      double probability =
          findings.stream().mapToDouble(Finding::probability).max().orElse(highest);
      Heatmap heatmap =
          new Heatmap(name, Heatmap.Quantity.PROBABILITY, map, manifest.operatingThreshold());
      progress.report(1, TEXT.get("done"));
      return new Analysis(
          LesionFinder.newUid(),
          input.studyInstanceUid(),
          uids(roles),
          input.patientId(),
          modality(roles),
          provenance(),
          Analysis.Status.COMPLETED,
          overridden,
          overridden != null,
          Map.of(name, probability),
          Map.of(),
          findings,
          List.of(heatmap));
    }

    /** Volumes by role on the grid of the role that the head is seen in. */
    private Map<String, Volume> read(Map<String, ImageSeries> roles, Steps steps)
        throws FoveaException {
      Map<String, Volume> volumes = new LinkedHashMap<>();
      Grid grid = roles.get(steps.foregroundRole()).grid();
      int done = 0;
      for (Map.Entry<String, ImageSeries> role : roles.entrySet()) {
        double from = READ * done / roles.size();
        double to = READ * ++done / roles.size();
        progress.checkCancelled();
        progress.report(from, TEXT.get("reading", role.getKey()));
        Volume volume = role.getValue().loader().load(progress.part(from, to));
        volumes.put(role.getKey(), Resampler.onto(volume, grid));
      }
      return volumes;
    }

    private Volume run(Prepared prepared, Steps steps) throws FoveaException, IOException {
      TorchNetwork network;
      try {
        network = network(steps);
      } catch (IOException e) {
        if (device.equals("cpu")) {
          throw e;
        }
        LOG.warn("{} cannot be used, going on with cpu", device, e);
        progress.report(PREPARED, TEXT.get("fellBack", device));
        device = "cpu";
        network = network(steps);
      }
      int size = steps.size();
      int slices = prepared.slices();
      float[] batch = new float[network.batch() * network.inputValues()];
      float[] volume = new float[prepared.grid().size()];
      long begun = System.nanoTime();
      for (int k = 0; k < slices; k += network.batch()) {
        progress.checkCancelled();
        progress.report(PREPARED + (RUN - PREPARED) * k / slices, estimate(k, slices, begun));
        int n = Math.min(network.batch(), slices - k);
        for (int b = 0; b < n; b++) {
          prepared.input(k + b, batch, b * network.inputValues());
        }
        float[] out;
        try {
          out = network.run(batch, n);
        } catch (IOException e) {
          if (device.equals("cpu")) {
            throw e;
          }
          LOG.warn("{} was lost, going on with cpu", device, e);
          progress.report(PREPARED + (RUN - PREPARED) * k / slices, TEXT.get("fellBack", device));
          device = "cpu";
          network = network(steps);
          out = network.run(batch, n);
        }
        for (int b = 0; b < n; b++) {
          float[] map = java.util.Arrays.copyOfRange(out, b * size * size, (b + 1) * size * size);
          prepared.restore(k + b, map, volume);
        }
      }
      return new Volume(prepared.grid(), volume);
    }

    private String estimate(int done, int all, long begun) {
      if (done == 0) {
        return TEXT.get("running", done, all);
      }
      double seconds = (System.nanoTime() - begun) / 1e9 / done * (all - done);
      return TEXT.get("runningWithEstimate", done, all, Math.ceil(seconds));
    }

    private TorchNetwork network(Steps steps) throws FoveaException, IOException {
      progress.report(READ, TEXT.get("loading", manifest.name()));
      return thread.network(bundle, device, new GoldenCheck(bundle, steps)::check);
    }

    private String networkSha256() {
      return manifest.files().getOrDefault(Bundle.NETWORK, "");
    }

    private Analysis ended(
        Analysis.Status status, String reason, List<String> series, boolean overridden) {
      return new Analysis(
          LesionFinder.newUid(),
          input.studyInstanceUid(),
          series.isEmpty()
              ? input.series().stream().map(ImageSeries::seriesInstanceUid).toList()
              : series,
          input.patientId(),
          input.series().isEmpty() ? "" : input.series().getFirst().acquisition().modality(),
          provenance(),
          status,
          reason,
          overridden,
          Map.of(),
          Map.of(),
          List.of(),
          List.of());
    }

    private Provenance provenance() {
      return new Provenance(
          manifest.id(),
          manifest.version(),
          manifest.name(),
          networkSha256(),
          device,
          softwareVersion,
          start,
          Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private List<String> uids(Map<String, ImageSeries> roles) {
      List<String> uids = new ArrayList<>();
      String first = manifest.appliesTo().roles().getFirst().name();
      if (roles.containsKey(first)) {
        uids.add(roles.get(first).seriesInstanceUid());
      }
      for (ImageSeries series : roles.values()) {
        if (!uids.contains(series.seriesInstanceUid())) {
          uids.add(series.seriesInstanceUid());
        }
      }
      return List.copyOf(uids);
    }

    private String modality(Map<String, ImageSeries> roles) {
      return roles.values().iterator().next().acquisition().modality();
    }
  }
}
