package org.fovea.dicom.convert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A folder of one slide that appears whole or not at all: its files are written into a hidden
 * folder beside it, which takes its name in the end. Closing it before that leaves nothing behind.
 */
final class SlideFolder implements AutoCloseable {
  private static final String SUFFIX = ".part";

  /** Nothing that is being written rests for so long. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path target;
  private final Path staging;
  private final Path created;
  private final UnaryOperator<SeekableByteChannel> sink;

  /**
   * @param target does not exist yet
   * @param sink wraps what goes to the disk
   */
  SlideFolder(Path target, UnaryOperator<SeekableByteChannel> sink) throws IOException {
    this.target = target.toAbsolutePath().normalize();
    this.sink = sink;
    Path parent = this.target.getParent();
    created = missing(parent);
    Files.createDirectories(parent);
    String begin = "." + this.target.getFileName() + ".";
    removeAbandoned(parent, begin);
    staging = parent.resolve(begin + UUID.randomUUID() + SUFFIX);
    Files.createDirectory(staging);
  }

  /** Removes what a process that was killed has left of the same slide. */
  private static void removeAbandoned(Path parent, String begin) throws IOException {
    Instant before = Instant.now().minus(ABANDONED);
    try (Stream<Path> entries = Files.list(parent)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(begin)
            && name.endsWith(SUFFIX)
            && lastWritten(entry).isBefore(before)) {
          delete(entry);
        }
      }
    }
  }

  private static Instant lastWritten(Path folder) throws IOException {
    Instant last = Files.getLastModifiedTime(folder).toInstant();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        last = written.isAfter(last) ? written : last;
      }
    }
    return last;
  }

  /** The topmost folder that has to be made; null where the parent is there. */
  private static Path missing(Path parent) {
    Path top = null;
    for (Path p = parent; p != null && !Files.exists(p); p = p.getParent()) {
      top = p;
    }
    return top;
  }

  /** A new file, empty. */
  SeekableByteChannel create(String name) throws IOException {
    FileChannel file =
        FileChannel.open(
            staging.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    return sink.apply(file);
  }

  /** Syncs the files to the disk and gives the folder its name. */
  void publish() throws IOException {
    try (var files = Files.list(staging)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    try {
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(staging, target);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      // Another has written the same slide meanwhile, which the UIDs vouch for.
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(staging);
    // folders made for it that stayed empty go as well
    for (Path p = target.getParent();
        created != null && p != null && p.startsWith(created) && Files.isDirectory(p);
        p = p.getParent()) {
      try (var entries = Files.list(p)) {
        if (entries.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(p);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
