package org.fovea.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fovea.common.Problem;

/**
 * Where a command speaks.
 *
 * @param terminal whether somebody is looking at {@code err}
 * @param cancelled set when the work should stop
 */
record Terminal(PrintStream out, PrintStream err, boolean terminal, AtomicBoolean cancelled) {

  /** That of this process. */
  static Terminal system() {
    return new Terminal(System.out, System.err, errorIsTerminal(), new AtomicBoolean());
  }

  /** A progress that is shown on a terminal, or anywhere if asked for. */
  ProgressLine progress(boolean asked) {
    return new ProgressLine(err, terminal || asked, terminal, cancelled);
  }

  void problem(Problem problem) {
    err.println(problem.line());
  }

  /** Linux tells what standard error is; elsewhere a console on both other ends is a good sign. */
  private static boolean errorIsTerminal() {
    Path descriptor = Path.of("/proc/self/fd/2");
    try {
      if (Files.isSymbolicLink(descriptor)) {
        String target = Files.readSymbolicLink(descriptor).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException e) {
      return false;
    }
    return System.console() != null && System.console().isTerminal();
  }
}
