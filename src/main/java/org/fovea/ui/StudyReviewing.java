package org.fovea.ui;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.fovea.batch.Batches;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.Reading;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.library.Library;
import org.fovea.ui.review.KnownResult;
import org.fovea.ui.review.Reviewing;
import org.fovea.ui.review.Sight;
import org.fovea.workflow.AnalyzeStudy;
import org.fovea.workflow.OpenResults;
import org.fovea.workflow.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases behind the findings panel. */
final class StudyReviewing implements Reviewing {
  private static final Logger LOG = LoggerFactory.getLogger(StudyReviewing.class);
  private static final Text WORDS = Text.of(StudyReviewing.class);

  private final Services services;
  private final Supplier<String> device;
  private final Batches batches;
  private final Blinding blinding;

  /**
   * @param device id of the device that models are to run on, or {@code auto}
   * @param batches the queue, which learns of what was analysed here
   * @param blinding what the user may see
   */
  StudyReviewing(Services services, Supplier<String> device, Batches batches, Blinding blinding) {
    this.services = services;
    this.batches = batches;
    this.device = device;
    this.blinding = blinding;
  }

  @Override
  public Sight sight(Study study) throws FoveaException {
    return blinding.sight(study.studyInstanceUid());
  }

  @Override
  public void read(Reading reading) throws FoveaException {
    blinding.record(reading);
  }

  @Override
  public List<KnownResult> results(Study study, Progress progress) throws FoveaException {
    List<KnownResult> known = new ArrayList<>();
    Set<Path> own = new HashSet<>();
    for (Library.SavedAnalysis saved : services.library().analyses(study.studyInstanceUid())) {
      known.add(own(saved.review(), saved.written(), saved.signed()));
      if (saved.written() != null) {
        for (Path file : saved.written().files()) {
          own.add(file.toAbsolutePath().normalize().getParent());
        }
      }
    }
    OpenResults.Opened opened = services.openResults().run(study, progress);
    opened.problems().forEach(p -> LOG.warn("result not shown: {}", p.line()));
    List<OpenResults.One> others =
        opened.results().stream()
            .filter(
                o ->
                    !own.contains(
                        o.instance().source().path().toAbsolutePath().normalize().getParent()))
            .toList();
    known.addAll(ForeignResults.of(study, others));
    return known;
  }

  private KnownResult.Own own(Review review, ResultWriter.Written written, boolean signed) {
    Optional<Bundle> bundle = services.catalog().find(review.analysis().provenance().bundleId());
    return new KnownResult.Own(
        review,
        written,
        signed,
        bundle.map(b -> b.manifest().validation()).orElse(""),
        bundle.map(b -> b.manifest().operatingThreshold()).orElse(Double.NaN),
        bundle.map(b -> classes(b, review.analysis())).orElse(List.of()));
  }

  /** The outputs that an analysis gives a probability for are what its findings can be called. */
  private static List<FindingClass> classes(Bundle bundle, Analysis analysis) {
    return bundle.manifest().outputs().stream()
        .filter(o -> analysis.probabilities().containsKey(o.name()))
        .map(Manifest.Output::findingClass)
        .toList();
  }

  @Override
  public List<KnownResult> analyze(Study study, boolean overrideGate, Progress progress)
      throws FoveaException {
    List<AnalyzeStudy.Done> done =
        services
            .analyzeStudyIntoLibrary()
            .run(
                new AnalyzeStudy.Request(
                    study,
                    services.resultFolders().choose(study, Instant.now()),
                    List.of(),
                    device.get(),
                    overrideGate),
                progress);
    if (done.isEmpty()) {
      throw new FoveaException(
          ErrorCode.BUNDLE_NOT_APPLICABLE, null, WORDS.get("analysis.noModel"));
    }
    if (!overrideGate) {
      batches.remember(study, done);
    }
    List<KnownResult> made = new ArrayList<>();
    for (AnalyzeStudy.Done one : done) {
      made.add(own(new Review(one.analysis(), List.of()), one.written(), false));
    }
    return made;
  }

  @Override
  public Review record(Review review, Verdict verdict) throws FoveaException {
    return services.reviewFindings().record(review, verdict);
  }

  @Override
  public KnownResult.Own changePlaces(
      KnownResult.Own result, List<MucosalPlace> places, Verdict.Reviewer reviewer)
      throws FoveaException {
    Review changed = services.reviewFindings().changePlaces(result.review(), places, reviewer);
    return own(changed, result.written(), false);
  }

  @Override
  public Signed sign(Study study, KnownResult.Own result, Verdict.Reviewer reviewer)
      throws FoveaException {
    ResultWriter.Written written =
        services.reviewFindings().sign(study, result.review(), result.written(), reviewer);
    return new Signed(own(result.review(), result.written(), true), written.report());
  }
}
