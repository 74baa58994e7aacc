package org.fovea.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data to test with that is not part of the project; tests are skipped where it is absent. */
public final class SharedData {
  private SharedData() {}

  /**
   * A folder of {@code shared/data}, looked for beside the checkout, or where the environment
   * variable or system property {@code FOVEA_SHARED} says.
   */
  public static Path folder(String name) {
    Path folder = shared().resolve("data").resolve(name);
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "skipped: the data folder " + name + " is not here");
    return folder;
  }

  /** A program of {@code shared/tools}. */
  public static Path tool(String name) {
    Path tool = shared().resolve("tools").resolve(name);
    Assumptions.assumeTrue(Files.exists(tool), "skipped: the tool " + name + " is not here");
    return tool;
  }

  private static Path shared() {
    String chosen = System.getProperty("FOVEA_SHARED", System.getenv("FOVEA_SHARED"));
    return chosen != null && !chosen.isBlank()
        ? Path.of(chosen)
        : Path.of(System.getProperty("fovea.basedir", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("shared");
  }
}
