package org.fovea.workflow;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.dicom.VolumeReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Provenance;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.inference.AnalysisInput;
import org.fovea.inference.Analyzer;
import org.fovea.inference.Gate;
import org.fovea.library.Library;
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

  private final ChooseBundles bundles;
  private final Analyzer analyzer;
  private final AnalyzeSlides slides;
  private final StudyInput inputs;
  private final WriteResults results;
  private final Library library;

  /** Analysis of images other than slides. */
  public AnalyzeStudy(
      BundleCatalog catalog,
      Gate gate,
      Analyzer analyzer,
      VolumeReader volumes,
      ResultWriter writer,
      Library library) {
    this(catalog, gate, analyzer, null, volumes, writer, library);
  }

  /**
   * @param slides null where slides are left alone
   * @param library null where results are not recorded
   */
  public AnalyzeStudy(
      BundleCatalog catalog,
      Gate gate,
      Analyzer analyzer,
      AnalyzeSlides slides,
      VolumeReader volumes,
      ResultWriter writer,
      Library library) {
    this.slides = slides;
    this.bundles = new ChooseBundles(catalog, gate);
    this.analyzer = analyzer;
    this.inputs = new StudyInput(volumes);
    this.results = new WriteResults(writer, slides);
    this.library = library;
  }

  /**
   * What is asked for.
   *
   * @param folder where the results go; made where it is not there, and only if there are any
   * @param bundles ids of the bundles to run; empty for all that apply
   * @param device id of a device, or {@code auto}
   * @param overrideGate run a bundle also on what its gate refuses
   * @param unfinished folder in which the finished tiles of slides are kept while the work goes on,
   *     so that it is taken up there after a stop; null for none
   * @param beside leave in the folder what earlier analyses wrote, and name files after the bundle
   */
  public record Request(
      Study study,
      Path folder,
      List<String> bundles,
      String device,
      boolean overrideGate,
      Path unfinished,
      boolean beside) {

    /** A request of which nothing is kept where it is stopped. */
    public Request(
        Study study, Path folder, List<String> bundles, String device, boolean overrideGate) {
      this(study, folder, bundles, device, overrideGate, null, false);
    }
  }

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
    return bundles.named(ids);
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
    List<ChooseBundles.Job> jobs = bundles.jobs(request, input, slides != null);
    List<Analysis> analyses = new ArrayList<>();
    Map<Analysis, SlideImage> ofSlide = new IdentityHashMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      Progress part = progress.part(0.95 * i / jobs.size(), 0.95 * (i + 1) / jobs.size());
      ChooseBundles.Job job = jobs.get(i);
      Analysis analysis =
          job.slide() == null
              ? analyze(job.bundle(), input, request, part)
              : analyzeSlide(job, request, part);
      analyses.add(analysis);
      if (job.slide() != null) {
        ofSlide.put(analysis, job.slide());
      }
      progress.checkCancelled();
    }
    if (request.bundles().isEmpty()) {
      leaveOutRefusals(analyses, ofSlide);
    }
    progress.report(0.95, WORDS.get("analyze.writing"));
    List<Done> done = results.write(request, input, analyses, ofSlide, progress);
    if (library != null) {
      for (Done one : done) {
        library.saveAnalysis(request.study(), one.analysis(), one.written());
      }
    }
    progress.report(1, WORDS.get("analyze.done"));
    return done;
  }

  /** A slide that one bundle takes need not be told that others are not made for it. */
  private static void leaveOutRefusals(List<Analysis> analyses, Map<Analysis, SlideImage> ofSlide) {
    for (SlideImage slide : List.copyOf(ofSlide.values())) {
      boolean taken =
          analyses.stream()
              .anyMatch(a -> ofSlide.get(a) == slide && a.status() != Analysis.Status.REFUSED);
      analyses.removeIf(
          a -> taken && ofSlide.get(a) == slide && a.status() == Analysis.Status.REFUSED);
    }
  }

  private Analysis analyzeSlide(ChooseBundles.Job job, Request request, Progress progress) {
    Instant started = Instant.now();
    try {
      return slides.run(
          job.bundle(), request.study(), job.slide(), request, unfinished(job, request), progress);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("bundle {} failed", job.bundle().manifest().id(), e);
      AnalysisInput nothing =
          new AnalysisInput(
              request.study().studyInstanceUid(), request.study().patient().id(), List.of());
      return failed(job.bundle().manifest(), nothing, request.device(), started);
    }
  }

  /** Apart for each slide and for each set of weights. */
  private static Path unfinished(ChooseBundles.Job job, Request request) {
    if (request.unfinished() == null) {
      return null;
    }
    String weights = job.bundle().manifest().files().getOrDefault(Bundle.NETWORK, "none");
    int number = AnalyzeSlides.slides(request.study()).indexOf(job.slide());
    return request
        .unfinished()
        .resolve(
            job.slide().slide().seriesInstanceUid()
                + "-"
                + number
                + "-"
                + weights.substring(0, Math.min(16, weights.length())));
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
}
