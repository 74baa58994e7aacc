package org.fovea.common;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that appear whole or not at all: beside the target, synced, then renamed. */
public final class WholeFile {
  private static final String SUFFIX = ".part";

  private WholeFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes or replaces a file.
   *
   * @throws IOException if it could not be written; what was there before is still there then
   */
  public static void write(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path part = absolute.resolveSibling(begin(absolute) + ProcessHandle.current().pid() + SUFFIX);
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Removes a file, and what processes that were killed while they wrote it left beside it. Not to
   * be called while another process may write it.
   */
  public static void remove(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.deleteIfExists(absolute);
    if (!Files.isDirectory(absolute.getParent())) {
      return;
    }
    String begin = begin(absolute);
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(
            absolute.getParent(),
            p -> p.getFileName().toString().startsWith(begin) && p.toString().endsWith(SUFFIX))) {
      for (Path part : beside) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** How the names of files begin that become this one; what follows tells processes apart. */
  private static String begin(Path target) {
    return "." + target.getFileName() + ".";
  }
}
