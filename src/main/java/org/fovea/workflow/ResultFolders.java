package org.fovea.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.fovea.dicom.Study;

/**
 * Where the window writes results: next to the study where that folder can be written, else beside
 * the library. Each analysis has a folder of its own, since nothing is overwritten that a signed
 * review may refer to.
 */
public final class ResultFolders {
  private static final String NAME = "fovea-results";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Path fallback;
  private final Path ownFiles;

  /**
   * @param library the library's file
   * @param ownFiles folder of the program, in which nothing is written; null for none
   */
  public ResultFolders(Path library, Path ownFiles) {
    this.fallback = library.toAbsolutePath().getParent().resolve("results");
    this.ownFiles = ownFiles == null ? null : ownFiles.toAbsolutePath().normalize();
  }

  /** A folder for a new analysis of a study, not there yet. */
  public Path choose(Study study, java.time.Instant now) {
    return of(study).resolve(TIME.format(now));
  }

  /** The folder in which what people draw on the slides of a study is kept; may not be there. */
  public Path annotations(Study study) {
    return of(study).resolve("annotations");
  }

  private Path of(Study study) {
    Path beside = common(study);
    boolean own = beside != null && ownFiles != null && beside.startsWith(ownFiles);
    Path base =
        beside == null || own || !Files.isWritable(beside) ? fallback : beside.resolve(NAME);
    return base.resolve(study.studyInstanceUid());
  }

  /** The deepest folder that holds every image of a study; null where there is none. */
  static Path common(Study study) {
    Path common = null;
    boolean first = true;
    for (Path file : files(study)) {
      Path folder = file.toAbsolutePath().normalize().getParent();
      if (first) {
        common = folder;
        first = false;
      }
      while (common != null && !folder.startsWith(common)) {
        common = common.getParent();
      }
    }
    return common;
  }

  /** The images' files of a study, slides included, each once. */
  static List<Path> files(Study study) {
    return study.images().stream().map(i -> i.source().path()).distinct().toList();
  }
}
