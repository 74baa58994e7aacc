package org.fovea.workflow;

import java.util.ArrayList;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.Series;
import org.fovea.dicom.Study;

/** Opens the segmentations, maps and reports that were found with a study. */
public final class OpenResults {
  private final ResultReader reader;

  public OpenResults(ResultReader reader) {
    this.reader = reader;
  }

  /** What could be opened, in the order of the study, and what could not. */
  public record Opened(List<One> results, List<Problem> problems) {}

  /** One opened object. */
  public record One(Instance instance, ResultReader.Result result) {}

  /** Opens all of them; one that cannot be read does not keep the others away. */
  public Opened run(Study study, Progress progress) {
    List<Instance> instances =
        study.series().stream().map(Series::results).flatMap(List::stream).toList();
    List<One> results = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Instance instance : instances) {
      progress.checkCancelled();
      progress.report(
          (results.size() + problems.size()) / (double) instances.size(),
          instance.source().toString());
      try {
        results.add(new One(instance, reader.read(instance)));
      } catch (FoveaException e) {
        problems.add(e.problem());
      }
    }
    return new Opened(results, problems);
  }
}
