package org.fovea.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a window can be opened. */
final class Display {
  private static final Pattern LOCAL = Pattern.compile("(?:unix)?:(\\d+)(?:\\.\\d+)?");

  private Display() {}

  /**
   * Whether there is a display. On Linux that is an X server; a local one must have its socket.
   *
   * @param glass value of {@code glass.platform}, which the tests set to open windows without one
   */
  static boolean available(Map<String, String> environment, String os, String glass) {
    if ("Headless".equalsIgnoreCase(glass) || os.startsWith("Windows") || os.startsWith("Mac")) {
      return true;
    }
    String display = environment.get("DISPLAY");
    if (display == null || display.isBlank()) {
      return false;
    }
    Matcher local = LOCAL.matcher(display.strip());
    return !local.matches() || socket("/tmp/.X11-unix/X" + local.group(1));
  }

  static boolean available() {
    return available(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("glass.platform"));
  }

  private static boolean socket(String name) {
    if (Files.exists(Path.of(name))) {
      return true;
    }
    try {
      // an abstract socket has no file
      return Files.readString(Path.of("/proc/net/unix"), StandardCharsets.ISO_8859_1)
          .lines()
          .anyMatch(line -> line.endsWith("@" + name));
    } catch (IOException e) {
      return false;
    }
  }
}
