package org.fovea.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs commands as the shell does, with a home folder and a library of their own. */
final class Commands implements AutoCloseable {
  private final Path library;
  private final String oldHome = System.getProperty("user.home");
  private final String oldFovea = System.getProperty("fovea.home");

  /** What a command said and how it ended. */
  record Ran(int status, String out, String err) {}

  /**
   * @param own folder for the log and the library
   * @param home folder with {@code models} and {@code sample-dicom}
   */
  Commands(Path own, Path home) {
    library = own.resolve("library.sqlite");
    System.setProperty("user.home", own.toString());
    System.setProperty("fovea.home", home.toString());
  }

  static Path checkout() {
    return Path.of(System.getProperty("fovea.basedir", ".")).toAbsolutePath().normalize();
  }

  /** Runs a command with the library of this test. */
  Ran run(Object... arguments) throws IOException {
    List<String> all = new ArrayList<>();
    for (Object a : arguments) {
      all.add(a.toString());
    }
    if (!all.contains("--library")) {
      all.add("--library");
      all.add(library.toString());
    }
    return plain(all.toArray());
  }

  /** Runs a command with nothing added. */
  Ran plain(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            new AtomicBoolean());
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int status = Main.run(terminal, words);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    System.setProperty("user.home", oldHome);
    if (oldFovea == null) {
      System.clearProperty("fovea.home");
    } else {
      System.setProperty("fovea.home", oldFovea);
    }
  }
}
