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
import org.fovea.dicom.annotation.BulkAnnotations;
import org.fovea.finding.AnnotationGroup;

/** Opens the segmentations, maps, reports and found marks that came with a study. */
public final class OpenResults {
  private final ResultReader reader;
  private final BulkAnnotations annotations = new BulkAnnotations();

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
        boolean marks = instance.sopClassUid().equals(BulkAnnotations.SOP_CLASS);
        ResultReader.Result result = marks ? found(instance) : reader.read(instance);
        if (result != null) {
          results.add(new One(instance, result));
        }
      } catch (FoveaException e) {
        problems.add(e.problem());
      }
    }
    return new Opened(results, problems);
  }

  /** Marks that an algorithm made; null where people drew all of them, who are asked for apart. */
  private ResultReader.Result found(Instance instance) throws FoveaException {
    BulkAnnotations.Opened opened = annotations.read(instance.source());
    List<AnnotationGroup> groups =
        opened.groups().stream().filter(g -> g.algorithm() != null && g.size() > 0).toList();
    if (groups.isEmpty()) {
      return null;
    }
    AnnotationGroup.Algorithm by = groups.getFirst().algorithm();
    return new ResultReader.AnnotationsResult(
        new ResultReader.Origin(
            opened.manufacturer(),
            opened.model(),
            (by.name() + " " + by.version()).strip(),
            "",
            opened.contentDateTime(),
            false),
        groups,
        opened.referencedSopInstanceUids());
  }
}
