package org.fovea.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;

/**
 * Analyses all studies in files and folders, one after the other, into an output folder with {@code
 * findings.json}. One bad file or study never stops the others.
 */
public final class AnalyzeStudies {
  private static final Text WORDS = Text.of(AnalyzeStudies.class);

  private final OpenStudies openStudies;
  private final AnalyzeStudy analyzeStudy;

  public AnalyzeStudies(OpenStudies openStudies, AnalyzeStudy analyzeStudy) {
    this.openStudies = openStudies;
    this.analyzeStudy = analyzeStudy;
  }

  /**
   * What is asked for.
   *
   * @param bundles ids; empty for all that apply
   */
  public record Request(
      List<Path> paths, Path output, List<String> bundles, String device, boolean overrideGate) {}

  /**
   * What came of it.
   *
   * @param studies number of studies that were found
   * @param problems inputs that could not be read
   */
  public record Summary(
      int studies, int completed, int refused, int failed, List<Problem> problems) {}

  /**
   * Analyses.
   *
   * @param listener hears of each result once its files and {@code findings.json} are written
   * @throws FoveaException if a bundle is not there or the output cannot be written
   * @throws java.util.concurrent.CancellationException if cancelled; what was done so far stays,
   *     each file whole
   */
  public Summary run(Request request, Consumer<AnalyzeStudy.Done> listener, Progress progress)
      throws FoveaException {
    analyzeStudy.bundles(request.bundles()); // before anything is read
    Path output = request.output().toAbsolutePath().normalize();
    StudyReader.Outcome outcome =
        openStudies.openExcept(request.paths(), output, progress.part(0, 0.05));
    List<Problem> problems = new ArrayList<>(outcome.problems());
    List<Study> studies = outcome.studies().stream().filter(Study::hasImages).toList();
    FindingsFolder findings = FindingsFolder.open(output, false);
    int completed = 0;
    int refused = 0;
    int failed = 0;
    for (int i = 0; i < studies.size(); i++) {
      Study study = studies.get(i);
      progress.checkCancelled();
      Progress part =
          named(
              progress.part(
                  0.05 + 0.95 * i / studies.size(), 0.05 + 0.95 * (i + 1) / studies.size()),
              WORDS.get(
                  "analyze.study", Integer.toString(i + 1), Integer.toString(studies.size())));
      List<AnalyzeStudy.Done> done;
      try {
        done =
            analyzeStudy.run(
                new AnalyzeStudy.Request(
                    study,
                    output.resolve(study.studyInstanceUid()),
                    request.bundles(),
                    request.device(),
                    request.overrideGate()),
                part);
      } catch (FoveaException e) {
        if (e.code() == ErrorCode.WRITE_FAILED || e.code() == ErrorCode.LIBRARY) {
          throw e;
        }
        problems.add(e.problem());
        continue;
      }
      for (AnalyzeStudy.Done one : done) {
        switch (one.analysis().status()) {
          case COMPLETED -> completed++;
          case REFUSED -> refused++;
          case FAILED -> failed++;
        }
      }
      findings.put(done);
      done.forEach(listener);
    }
    findings.write();
    return new Summary(studies.size(), completed, refused, failed, problems);
  }

  /** Says which study it is before each message. */
  private static Progress named(Progress progress, String name) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        progress.report(fraction, name + ": " + message);
      }

      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }
}
