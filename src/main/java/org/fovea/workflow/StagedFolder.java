package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of results that appears whole: files are written into a hidden folder beside it and
 * moved when all are there. Closing it without publishing leaves nothing behind.
 */
final class StagedFolder implements AutoCloseable {
  /** Names that an earlier analysis into the same folder has left; reviews have other names. */
  private static final Pattern OWN = Pattern.compile("(seg|pmap|sr|ann)\\.dcm|overlay(-.*)?\\.png");

  private final Path staging;
  private final Path folder;

  private StagedFolder(Path staging, Path folder) {
    this.staging = staging;
    this.folder = folder;
  }

  static StagedFolder of(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path staging = folder.resolveSibling("." + folder.getFileName() + ".part");
    delete(staging); // of a run that was killed
    Files.createDirectory(staging);
    return new StagedFolder(staging, folder);
  }

  /** Where files are written until they are published. */
  Path folder() {
    return staging;
  }

  /** Where a file will be; null for null. */
  Path target(Path file) {
    return file == null ? null : folder.resolve(file.getFileName());
  }

  /** Moves everything to its place; what an earlier analysis left and this one did not, goes. */
  void publish() throws IOException {
    publish(true);
  }

  /**
   * Moves everything to its place.
   *
   * @param instead whether what an earlier analysis left and this one did not, goes
   */
  void publish(boolean instead) throws IOException {
    if (!Files.exists(folder)) {
      try {
        Files.move(staging, folder, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (AtomicMoveNotSupportedException e) {
        // file by file then
      }
    }
    Files.createDirectories(folder);
    Set<String> names = new HashSet<>();
    for (Path file : list(staging)) {
      names.add(file.getFileName().toString());
      Files.move(
          file,
          folder.resolve(file.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!instead) {
      return;
    }
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      if (OWN.matcher(name).matches() && !names.contains(name)) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(staging);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
