package org.fovea.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.library.Library;
import org.fovea.workflow.OpenStudies;

/** Puts the studies in files and folders into the library and on the queue. */
public final class AddCases {
  private final OpenStudies openStudies;
  private final Library library;
  private final CaseQueue queue;

  public AddCases(OpenStudies openStudies, Library library, CaseQueue queue) {
    this.openStudies = openStudies;
    this.library = library;
    this.queue = queue;
  }

  /**
   * What was found.
   *
   * @param cases studies with images
   * @param added how many of them were not on the queue before
   * @param problems what could not be read; on the queue as well, set aside
   */
  public record Added(int cases, int added, List<Problem> problems) {}

  /**
   * Adds what is found; adding the same again changes nothing.
   *
   * @param output folder of the results, which is not input itself; null where results go beside
   *     each study
   * @param anew take what the queue holds for this folder off first
   * @throws java.util.concurrent.CancellationException if cancelled; nothing was added then
   */
  public Added run(
      List<Path> paths, List<String> bundles, Path output, boolean anew, Progress progress)
      throws FoveaException {
    StudyReader.Outcome outcome =
        output == null
            ? openStudies.open(paths, progress)
            : openStudies.openExcept(paths, output, progress);
    progress.checkCancelled();
    List<Study> studies = outcome.studies().stream().filter(Study::hasImages).toList();
    library.add(new StudyReader.Outcome(studies, List.of()));
    if (anew) {
      queue.clear(output);
    }
    int added = 0;
    for (Study study : studies) {
      added += queue.add(study, files(study), bundles, output) ? 1 : 0;
    }
    for (Problem problem : outcome.problems()) {
      queue.addUnreadable(problem, output);
    }
    return new Added(studies.size(), added, outcome.problems());
  }

  /**
   * Adds studies that the library knows already; their results go beside them.
   *
   * @param studyInstanceUids unknown ones and those without images are left out
   */
  public Added known(List<String> studyInstanceUids, Progress progress) throws FoveaException {
    List<Path> files = new ArrayList<>();
    for (String uid : studyInstanceUids) {
      files.addAll(library.files(uid));
    }
    if (files.isEmpty()) {
      return new Added(0, 0, List.of());
    }
    StudyReader.Outcome outcome = openStudies.open(files, progress);
    int cases = 0;
    int added = 0;
    for (Study study : outcome.studies()) {
      if (studyInstanceUids.contains(study.studyInstanceUid()) && study.hasImages()) {
        cases++;
        added += queue.add(study, files(study), List.of(), null) ? 1 : 0;
      }
    }
    return new Added(cases, added, outcome.problems());
  }

  /** Every file that a study was read from, each once. */
  static List<Path> files(Study study) {
    Set<Path> files = new LinkedHashSet<>();
    study.images().forEach(i -> files.add(i.source().path()));
    study.series().stream()
        .flatMap(s -> s.slides().stream())
        .flatMap(s -> s.associated().stream())
        .forEach(a -> files.add(a.instance().source().path()));
    return List.copyOf(files);
  }
}
