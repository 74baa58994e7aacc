package org.fovea.workflow;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Study;
import org.fovea.dicom.VolumeReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Provenance;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.inference.AnalysisInput;
import org.fovea.inference.Analyzer;
import org.fovea.inference.Gate;
import org.fovea.library.Library;
import org.fovea.report.OverlayPictures;
import org.fovea.report.ResultFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the bundles that apply on a study, writes the result objects and pictures, and records them
 * in the library where there is one.
 */
public final class AnalyzeStudy {
  private static final Logger LOG = LoggerFactory.getLogger(AnalyzeStudy.class);
  private static final Text WORDS = Text.of(AnalyzeStudy.class);

  private final BundleCatalog catalog;
  private final Gate gate;
  private final Analyzer analyzer;
  private final StudyInput inputs;
  private final ResultWriter writer;
  private final OverlayPictures pictures = new OverlayPictures();
  private final Library library;

  /**
   * @param library null where results are not recorded
   */
  public AnalyzeStudy(
      BundleCatalog catalog,
      Gate gate,
      Analyzer analyzer,
      VolumeReader volumes,
      ResultWriter writer,
      Library library) {
    this.catalog = catalog;
    this.gate = gate;
    this.analyzer = analyzer;
    this.inputs = new StudyInput(volumes);
    this.writer = writer;
    this.library = library;
  }

  /**
   * What is asked for.
   *
   * @param folder where the results go; made where it is not there, and only if there are any
   * @param bundles ids of the bundles to run; empty for all that apply
   * @param device id of a device, or {@code auto}
   * @param overrideGate run a bundle also on what its gate refuses
   */
  public record Request(
      Study study, Path folder, List<String> bundles, String device, boolean overrideGate) {}

  /**
   * What one bundle said.
   *
   * @param written null where nothing was written, as for a refusal
   */
  public record Done(Analysis analysis, ResultWriter.Written written, ResultFiles files) {}

  /**
   * The bundles of these ids that may be run; all that may where none is named.
   *
   * @throws FoveaException if one is not there, or may not be run before the user has agreed
   */
  public List<Bundle> bundles(List<String> ids) throws FoveaException {
    if (ids.isEmpty()) {
      return catalog.bundles().stream().filter(Bundle::runnable).toList();
    }
    List<Bundle> chosen = new ArrayList<>();
    for (String id : ids) {
      Optional<Bundle> bundle = catalog.find(id);
      if (bundle.isEmpty()) {
        throw new FoveaException(
            ErrorCode.BUNDLE_INVALID,
            id,
            WORDS.get(
                "bundle.unknown",
                String.join(
                    ", ", catalog.bundles().stream().map(b -> b.manifest().id()).toList())));
      }
      if (!bundle.get().runnable()) {
        throw new FoveaException(
            ErrorCode.BUNDLE_INVALID,
            bundle.get().folder().toString(),
            switch (bundle.get().trust()) {
              case Bundle.Trust.Broken(String reason, boolean agreed) ->
                  WORDS.get("bundle.broken", reason);
              default -> WORDS.get("bundle.foreign");
            });
      }
      chosen.add(bundle.get());
    }
    return chosen;
  }

  /**
   * Analyses a study. Refusal and failure of a bundle are outcomes. Where a bundle applies, those
   * that do not are left out unless they were asked for by name.
   *
   * @throws FoveaException if a bundle is not there or the results cannot be written; nothing new
   *     is in the folder then
   * @throws CancellationException if cancelled; nothing new is in the folder then
   */
  public List<Done> run(Request request, Progress progress) throws FoveaException {
    AnalysisInput input = inputs.of(request.study());
    List<Bundle> chosen = choose(request, input);
    List<Analysis> analyses = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Progress part = progress.part(0.95 * i / chosen.size(), 0.95 * (i + 1) / chosen.size());
      analyses.add(analyze(chosen.get(i), input, request, part));
      progress.checkCancelled();
    }
    progress.report(0.95, WORDS.get("analyze.writing"));
    List<Done> done = write(request, input, analyses, progress);
    if (library != null) {
      for (Done one : done) {
        library.saveAnalysis(request.study(), one.analysis(), one.written());
      }
    }
    progress.report(1, WORDS.get("analyze.done"));
    return done;
  }

  private List<Bundle> choose(Request request, AnalysisInput input) throws FoveaException {
    List<Bundle> candidates = bundles(request.bundles());
    if (!request.bundles().isEmpty()) {
      return candidates;
    }
    List<Bundle> fit = new ArrayList<>();
    List<Bundle> forced = new ArrayList<>();
    for (Bundle bundle : candidates) {
      switch (gate.check(bundle, input)) {
        case Gate.Decision.Applies(Map<String, ImageSeries> roles) -> fit.add(bundle);
        case Gate.Decision.Refused(String reason, Map<String, ImageSeries> best) -> {
          if (!best.isEmpty()) {
            forced.add(bundle);
          }
        }
      }
    }
    if (!fit.isEmpty()) {
      return fit;
    }
    return request.overrideGate() && !forced.isEmpty() ? forced : candidates;
  }

  private Analysis analyze(Bundle bundle, AnalysisInput input, Request request, Progress progress) {
    Instant started = Instant.now();
    try {
      return analyzer.analyze(bundle, input, request.device(), request.overrideGate(), progress);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("bundle {} failed", bundle.manifest().id(), e);
      return failed(bundle.manifest(), input, request.device(), started);
    }
  }

  private static Analysis failed(Manifest m, AnalysisInput input, String device, Instant started) {
    return new Analysis(
        // a UID derived from a UUID (PS3.5 B.2)
        "2.25." + new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16),
        input.studyInstanceUid(),
        input.series().stream().map(ImageSeries::seriesInstanceUid).distinct().toList(),
        input.patientId(),
        input.series().isEmpty() ? "" : input.series().getFirst().acquisition().modality(),
        new Provenance(
            m.id(),
            m.version(),
            m.name(),
            m.files().getOrDefault("models/model.ts", ""),
            device,
            Version.current(),
            started,
            Duration.between(started, Instant.now())),
        Analysis.Status.FAILED,
        WORDS.get("analyze.failed"),
        false,
        Map.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  private List<Done> write(
      Request request, AnalysisInput input, List<Analysis> analyses, Progress progress)
      throws FoveaException {
    boolean any = analyses.stream().anyMatch(a -> a.status() == Analysis.Status.COMPLETED);
    if (!any) {
      return analyses.stream().map(a -> new Done(a, null, ResultFiles.none())).toList();
    }
    Path folder = request.folder().toAbsolutePath().normalize();
    try (StagedFolder staged = StagedFolder.of(folder)) {
      List<Done> done = new ArrayList<>();
      for (Analysis a : analyses) {
        if (a.status() != Analysis.Status.COMPLETED) {
          done.add(new Done(a, null, ResultFiles.none()));
          continue;
        }
        String suffix = analyses.size() > 1 ? "-" + a.provenance().bundleId() : "";
        ResultWriter.Written written =
            writer.writeAnalysis(request.study(), a, staged.folder(), suffix);
        List<Path> overlays = overlays(a, input, staged.folder(), suffix, progress);
        ResultWriter.Written placed =
            new ResultWriter.Written(
                staged.target(written.segmentation()),
                staged.target(written.parametricMap()),
                staged.target(written.report()));
        done.add(
            new Done(
                a,
                placed,
                new ResultFiles(
                    placed.segmentation(),
                    placed.parametricMap(),
                    placed.report(),
                    null,
                    overlays.stream().map(staged::target).toList())));
      }
      progress.checkCancelled();
      staged.publish();
      return done;
    } catch (IOException e) {
      LOG.error("results cannot be written to {}", folder, e);
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          folder.toString(),
          WORDS.get("write.failed", ReviewFindings.said(e)),
          e);
    }
  }

  private List<Path> overlays(
      Analysis a, AnalysisInput input, Path folder, String suffix, Progress progress)
      throws IOException, FoveaException {
    Optional<ImageSeries> series = StudyInput.grid(input, a.seriesInstanceUids());
    return series.isEmpty()
        ? List.of()
        : pictures.write(a, series.get().loader().load(progress.part(0.96, 0.98)), folder, suffix);
  }
}
