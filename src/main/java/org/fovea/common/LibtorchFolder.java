package org.fovea.common;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where libtorch lies. Two rooms must agree on it: the one that runs networks, and the one that
 * loads the image decoders and has to load libtorch's base library first.
 */
public final class LibtorchFolder {
  private static final String CHOSEN = "PYTORCH_LIBRARY_PATH";

  private LibtorchFolder() {}

  /**
   * The folder that the system property or environment variable {@code PYTORCH_LIBRARY_PATH} names,
   * else {@code fovea.native}/pytorch; empty where there is none.
   */
  public static Optional<Path> find() {
    String chosen = System.getProperty(CHOSEN, System.getenv(CHOSEN));
    if (chosen != null && !chosen.isBlank()) {
      return Optional.of(Path.of(chosen).toAbsolutePath()).filter(Files::isDirectory);
    }
    String folder = System.getProperty("fovea.native");
    return folder == null
        ? Optional.empty()
        : Optional.of(Path.of(folder, "pytorch").toAbsolutePath()).filter(Files::isDirectory);
  }
}
