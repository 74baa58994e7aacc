package org.fovea.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.fovea.finding.Verdict;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Keys;
import org.fovea.ui.action.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void keepsWhatWasChosen() {
    Path file = folder.resolve("deep/settings.properties");
    Settings first = Settings.load(file);
    assertThat(first.reviewer()).isEmpty();
    first.themeProperty().set("light");
    first.reviewerProperty().set("Ada Okonkwo");
    first.organizationProperty().set("Clinic");
    ActionRegistry registry = registry();
    registry.change("review.accept", List.of(Keys.of("J"), Keys.of("Ctrl+J")));
    first.storeKeys(registry);

    Settings second = Settings.load(file);
    assertThat(second.themeProperty().get()).isEqualTo("light");
    assertThat(second.reviewer()).contains(new Verdict.Reviewer("Okonkwo^Ada", "Clinic"));
    ActionRegistry again = registry();
    second.applyKeys(again);
    assertThat(again.keysText(again.find("review.accept").orElseThrow())).isEqualTo("J, Ctrl+J");
  }

  @Test
  void aBrokenFileOrKeyCountsAsNothing() throws Exception {
    Path file = folder.resolve("settings.properties");
    Files.writeString(file, "theme=light\nkey.review.accept=Nokey\nbad=\\u00zz\n");
    Settings settings = Settings.load(file);
    ActionRegistry registry = registry();
    settings.applyKeys(registry);
    assertThat(registry.keysText(registry.find("review.accept").orElseThrow())).isEqualTo("A");
  }

  @Test
  void writesNamesAsDicomDoes() {
    assertThat(Settings.dicomName("Ada Mary Okonkwo")).isEqualTo("Okonkwo^Ada Mary");
    assertThat(Settings.dicomName(" Okonkwo,  Ada ")).isEqualTo("Okonkwo^Ada");
    assertThat(Settings.dicomName("Okonkwo")).isEqualTo("Okonkwo");
    assertThat(Settings.dicomName("Okonkwo^Ada")).isEqualTo("Okonkwo^Ada");
    assertThat(Settings.dicomName("a\\b=c\nd")).isEqualTo("d^a b c");
    assertThat(Settings.dicomName("  ")).isEmpty();
  }

  private static ActionRegistry registry() {
    ActionRegistry registry = new ActionRegistry();
    registry.add(
        new Action(
            "review.accept",
            "Accept",
            Category.REVIEW,
            Scope.READ,
            List.of(Keys.of("A")),
            new SimpleBooleanProperty(true),
            () -> {},
            null,
            false));
    return registry;
  }
}
