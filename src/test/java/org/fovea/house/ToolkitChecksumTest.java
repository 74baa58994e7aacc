package org.fovea.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The DICOM toolkit comes under another project's package names, so what was examined is pinned to
 * the byte: see {@code docs/decisions/0001-dicom-toolkit.md}.
 */
class ToolkitChecksumTest {
  private static final Map<String, String> PINNED =
      Map.of(
          "bus-image-8.0.0.jar",
          "dd0752b6f38941577f0783cbf8ee03c4305fd5cd5bdfe0e736916999472e0b57",
          "bus-opencv-8.0.0.jar",
          "0e66f42799906d745f632052dd03a44199aa87a2ed39c04a926c557573bdb11c",
          "bus-health-8.0.0.jar",
          "b9300a892f14d258f3845102e6693cf3578a7fe2136e3dee44d4d63c7af92213");

  @Test
  void theToolkitIsTheOneThatWasExamined() throws Exception {
    Map<String, Path> onClasspath =
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(Path::of)
            .filter(p -> PINNED.containsKey(p.getFileName().toString()))
            .collect(Collectors.toMap(p -> p.getFileName().toString(), p -> p));
    assertThat(onClasspath.keySet()).isEqualTo(PINNED.keySet());
    for (var jar : onClasspath.entrySet()) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar.getValue()));
      assertThat(HexFormat.of().formatHex(hash))
          .as(jar.getKey())
          .isEqualTo(PINNED.get(jar.getKey()));
    }
  }
}
