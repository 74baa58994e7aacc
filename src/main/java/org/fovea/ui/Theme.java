package org.fovea.ui;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** The dark (default) and the light theme: AtlantaFX below, Fovea's colours and shapes above. */
final class Theme {
  private Theme() {}

  /** Dresses a window. */
  static void apply(Scene scene, String name) {
    boolean light = name.equals("light");
    Application.setUserAgentStylesheet(
        light ? "/atlantafx/base/theme/primer-light.bss" : "/atlantafx/base/theme/primer-dark.bss");
    scene
        .getStylesheets()
        .setAll(List.of(sheet(light ? "light.css" : "dark.css"), sheet("fovea.css")));
  }

  private static String sheet(String file) {
    URL url = Theme.class.getResource("theme/" + file);
    return Objects.requireNonNull(url, file).toExternalForm();
  }
}
