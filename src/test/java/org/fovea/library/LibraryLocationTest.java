package org.fovea.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryLocationTest {
  private static final Path HOME = Path.of("/home/jane doe");

  private static String resolve(String chosen, Map<String, String> environment, String os) {
    return LibraryLocation.resolve(chosen == null ? null : Path.of(chosen), environment, HOME, os)
        .toString();
  }

  @Test
  void optionBeforeVariableBeforePlatform() {
    Map<String, String> both = Map.of("FOVEA_LIBRARY", "/v", "XDG_DATA_HOME", "/x");
    assertThat(resolve("/o/my.sqlite", both, "Linux")).isEqualTo("/o/my.sqlite");
    assertThat(resolve("/o", both, "Linux")).isEqualTo("/o/library.sqlite");
    assertThat(resolve(null, both, "Linux")).isEqualTo("/v/library.sqlite");
    assertThat(resolve(null, Map.of("XDG_DATA_HOME", "/x"), "Linux"))
        .isEqualTo("/x/fovea/library.sqlite");
    assertThat(resolve(null, Map.of("XDG_DATA_HOME", "relative"), "Linux"))
        .isEqualTo("/home/jane doe/.local/share/fovea/library.sqlite");
    assertThat(resolve(null, Map.of(), "Linux"))
        .isEqualTo("/home/jane doe/.local/share/fovea/library.sqlite");
    assertThat(resolve(null, Map.of(), "Mac OS X"))
        .isEqualTo("/home/jane doe/Library/Application Support/Fovea/library.sqlite");
  }
}
