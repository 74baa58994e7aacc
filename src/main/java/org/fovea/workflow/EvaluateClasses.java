package org.fovea.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.evaluation.ClassEvaluation;
import org.fovea.finding.evaluation.LabelledCase;

/**
 * Compares the classes that a bundle gives slides with classes that are known, such as the
 * diagnoses of a hospital's own cases. The grades of a study with several slides are their means.
 */
public final class EvaluateClasses {
  private static final Text WORDS = Text.of(EvaluateClasses.class);

  private final OpenStudies openStudies;
  private final AnalyzeStudy analyzeStudy;
  private final AnalyzeSlides slides;

  EvaluateClasses(OpenStudies openStudies, AnalyzeStudy analyzeStudy, AnalyzeSlides slides) {
    this.openStudies = openStudies;
    this.analyzeStudy = analyzeStudy;
    this.slides = slides;
  }

  /** Every case that has a known class, the figures over all of them, and what was left out. */
  public record Evaluated(
      String bundleId,
      String bundleVersion,
      List<LabelledCase> cases,
      ClassEvaluation figures,
      List<Problem> problems) {}

  /**
   * Evaluates.
   *
   * @param labels table of known classes: columns {@code study}, {@code accession} or {@code
   *     patient}, and {@code class} or {@code diagnosis}
   * @throws FoveaException if the table cannot be read or the bundle is not for slides
   */
  public Evaluated run(
      String bundleId, Path labels, List<Path> paths, String device, Progress progress)
      throws FoveaException {
    LabelTable table = LabelTable.read(labels);
    Bundle bundle = analyzeStudy.bundles(List.of(bundleId)).getFirst();
    if (!AnalyzeSlides.meantFor(bundle)) {
      throw new FoveaException(
          ErrorCode.BUNDLE_NOT_APPLICABLE, bundleId, WORDS.get("labels.notSlides"));
    }
    StudyReader.Outcome outcome = openStudies.open(paths, progress.part(0, 0.05));
    List<Problem> problems = new ArrayList<>(outcome.problems());
    List<Study> studies =
        outcome.studies().stream().filter(s -> !AnalyzeSlides.slides(s).isEmpty()).toList();
    List<LabelledCase> cases = new ArrayList<>();
    for (int i = 0; i < studies.size(); i++) {
      progress.checkCancelled();
      Study study = studies.get(i);
      String truth = table.of(study).orElse(null);
      if (truth == null) {
        problems.add(
            new Problem(
                ErrorCode.NOT_ACCESSIBLE, study.studyInstanceUid(), WORDS.get("labels.none")));
        continue;
      }
      double width = 0.95 / studies.size();
      Progress part = progress.part(0.05 + i * width, 0.05 + (i + 1) * width);
      cases.add(labelled(bundle, study, truth, device, part));
    }
    return new Evaluated(
        bundle.manifest().id(),
        bundle.manifest().version(),
        List.copyOf(cases),
        ClassEvaluation.of(cases),
        List.copyOf(problems));
  }

  private LabelledCase labelled(
      Bundle bundle, Study study, String truth, String device, Progress progress) {
    AnalyzeStudy.Request request =
        new AnalyzeStudy.Request(study, null, List.of(bundle.manifest().id()), device, false);
    Map<String, Double> sums = new LinkedHashMap<>();
    int completed = 0;
    String reason = null;
    List<SlideImage> images = AnalyzeSlides.slides(study);
    for (int i = 0; i < images.size(); i++) {
      Progress part = progress.part((double) i / images.size(), (i + 1.0) / images.size());
      Analysis a = slides.run(bundle, study, images.get(i), request, null, part);
      if (a.status() == Analysis.Status.COMPLETED && !a.probabilities().isEmpty()) {
        a.probabilities().forEach((name, p) -> sums.merge(name, p, Double::sum));
        completed++;
      } else {
        reason = a.reason() == null ? WORDS.get("labels.noGrades") : a.reason();
      }
    }
    int n = Math.max(1, completed);
    sums.replaceAll((name, sum) -> sum / n);
    return new LabelledCase(
        study.studyInstanceUid(),
        study.patient().id(),
        truth,
        sums,
        completed == 0 ? reason : null);
  }
}
