package org.fovea.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.convert.SlideConverter;

/** Finds the studies in files and folders. */
public final class OpenStudies {
  private static final Text WORDS = Text.of(OpenStudies.class);

  private final StudyReader reader;

  public OpenStudies(StudyReader reader) {
    this.reader = reader;
  }

  /** Reads everything below the paths; each input that cannot be read is a problem. */
  public StudyReader.Outcome open(List<Path> paths, Progress progress) {
    StudyReader.Outcome outcome = named(reader.read(paths, progress));
    if (!outcome.studies().isEmpty() || !outcome.problems().isEmpty()) {
      return outcome;
    }
    List<Problem> problems = new ArrayList<>();
    for (Path path : paths) {
      problems.add(new Problem(ErrorCode.NOT_DICOM, path.toString(), WORDS.get("open.nothing")));
    }
    return new StudyReader.Outcome(List.of(), problems);
  }

  /** Says of pictures that are not DICOM what can be done with them. */
  private static StudyReader.Outcome named(StudyReader.Outcome outcome) {
    List<Problem> problems = new ArrayList<>();
    for (Problem p : outcome.problems()) {
      boolean picture = p.code() == ErrorCode.NOT_DICOM && isPicture(p.source());
      problems.add(
          picture ? new Problem(ErrorCode.NOT_DICOM, p.source(), WORDS.get("open.picture")) : p);
    }
    return new StudyReader.Outcome(outcome.studies(), problems);
  }

  private static boolean isPicture(String source) {
    try {
      return source != null && SlideConverter.recognises(Path.of(source));
    } catch (java.nio.file.InvalidPathException e) {
      return false; // an entry of an archive
    }
  }

  /**
   * As {@link #open}, without what lies in an output folder: results of an earlier run are not
   * input of the next.
   */
  public StudyReader.Outcome openExcept(List<Path> paths, Path output, Progress progress) {
    Path folder = output.toAbsolutePath().normalize();
    StudyReader.Outcome all = open(paths, progress);
    List<Study> studies = new ArrayList<>();
    for (Study study : all.studies()) {
      List<Series> series = new ArrayList<>();
      for (Series s : study.series()) {
        List<Instance> results =
            s.results().stream().filter(i -> !within(i.source().path(), folder)).toList();
        List<Stack> stacks =
            s.stacks().stream()
                .filter(
                    stack ->
                        stack.slices().stream()
                            .anyMatch(x -> !within(x.instance().source().path(), folder)))
                .toList();
        List<SlideImage> slides =
            s.slides().stream()
                .filter(
                    slide ->
                        slide.levels().stream()
                            .flatMap(List::stream)
                            .anyMatch(i -> !within(i.source().path(), folder)))
                .toList();
        if (!results.isEmpty() || !stacks.isEmpty() || !slides.isEmpty()) {
          series.add(s.with(stacks, slides, results));
        }
      }
      if (!series.isEmpty()) {
        studies.add(
            new Study(
                study.studyInstanceUid(),
                study.patient(),
                study.date(),
                study.time(),
                study.accessionNumber(),
                study.description(),
                series));
      }
    }
    List<Problem> problems =
        all.problems().stream()
            .filter(p -> p.source() == null || !withinText(p.source(), folder))
            .toList();
    return new StudyReader.Outcome(studies, problems);
  }

  private static boolean within(Path path, Path folder) {
    return path.toAbsolutePath().normalize().startsWith(folder);
  }

  private static boolean withinText(String source, Path folder) {
    try {
      // an entry of an archive is named after the archive and an arrow
      return within(Path.of(source.split(" → ", 2)[0]), folder);
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }
}
