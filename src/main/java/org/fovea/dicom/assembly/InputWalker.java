package org.fovea.dicom.assembly;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;

/** Finds the files below the paths that a user names, each once, and the entries of archives. */
public final class InputWalker {
  private static final Text TEXT = Text.of(InputWalker.class);

  private final SourceOpener opener;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Path> archives = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private int visited;

  /**
   * Something that may be DICOM.
   *
   * @param expected whether the user, or the file's own name, says that it is
   */
  public record Candidate(Source source, boolean expected) {}

  public InputWalker(SourceOpener opener) {
    this.opener = opener;
  }

  /** What was found so far, in order; grows. */
  public List<Candidate> candidates() {
    return candidates;
  }

  /** The archives among whose entries there are candidates. */
  List<Path> archives() {
    return archives;
  }

  /** What could not be looked into. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Adds a file, or all files below a folder.
   *
   * @return how many files there are, also those that had been added before
   */
  public int walk(Path path, Progress progress) {
    int before = visited;
    if (!Files.exists(path)) {
      problem(ErrorCode.NOT_ACCESSIBLE, path, "input.missing");
    } else if (!Files.isDirectory(path)) {
      file(path, true);
    } else {
      folder(path, progress);
    }
    return visited - before;
  }

  /** Adds a file that a DICOMDIR refers to. */
  public void referenced(Path path) {
    file(path, true);
  }

  private void folder(Path folder, Progress progress) {
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            private final List<Path> files = new ArrayList<>();

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              progress.checkCancelled();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              // Pipes, sockets and devices would block or never end.
              if (attributes.isRegularFile()) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof FileSystemLoopException)) {
                problem(ErrorCode.NOT_ACCESSIBLE, file, "input.denied");
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) {
              if (e != null) {
                problem(ErrorCode.NOT_ACCESSIBLE, dir, "input.denied");
              }
              files.sort(null);
              files.forEach(f -> file(f, false));
              files.clear();
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      problem(ErrorCode.NOT_ACCESSIBLE, folder, "input.denied");
    }
  }

  private void file(Path file, boolean named) {
    visited++;
    if (!seen.add(real(file))) {
      return;
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if ((named || name.endsWith(".zip")) && opener.isArchive(file)) {
      archive(file);
    } else {
      candidates.add(new Candidate(Source.file(file), named || saysDicom(name)));
    }
  }

  private void archive(Path archive) {
    try {
      List<Source> entries = opener.entries(archive);
      archives.add(archive);
      for (Source entry : entries) {
        String name = entry.entry().toLowerCase(Locale.ROOT);
        if (!SourceOpener.staysInside(entry.entry())) {
          problems.add(
              new Problem(ErrorCode.OUTSIDE_FOLDER, entry.toString(), TEXT.get("archive.outside")));
        } else if (name.endsWith(".zip")) {
          problems.add(
              new Problem(ErrorCode.UNSUPPORTED, entry.toString(), TEXT.get("archive.nested")));
        } else {
          candidates.add(new Candidate(entry, saysDicom(name)));
        }
      }
    } catch (FoveaException e) {
      problems.add(e.problem());
    }
  }

  private static boolean saysDicom(String lowerCaseName) {
    return lowerCaseName.endsWith(".dcm")
        || lowerCaseName.endsWith(".dicom")
        || lowerCaseName.endsWith(".dcm.zst");
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  private void problem(ErrorCode code, Path path, String key) {
    problems.add(new Problem(code, path.toString(), TEXT.get(key)));
  }
}
