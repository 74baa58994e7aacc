package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.stage.Stage;
import org.fovea.testing.Fx;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.Scope;
import org.fovea.ui.radiology.Phantom;
import org.fovea.ui.review.Fixtures;
import org.fovea.ui.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that people learn, and that no two actions share one. */
class KeyTableTest {
  @TempDir Path folder;
  private Shell shell;
  private MainWindow window;

  @BeforeEach
  void make() {
    Fx.start();
    Fx.run(
        () -> {
          shell = new Shell(Settings.load(folder.resolve("settings.properties")));
          window = new MainWindow(new Stage(), shell);
          Phantom phantom = new Phantom();
          window.connect(
              new Backend(
                  null,
                  new StackThumbnails(phantom, null),
                  new Fixtures.Memory(),
                  phantom,
                  null,
                  List::of,
                  folder,
                  null,
                  () -> {}));
        });
  }

  @AfterEach
  void close() {
    Fx.run(window::close);
    shell.close();
  }

  @Test
  void noTwoActionsShareAKey() {
    assertThat(shell.actions().conflicts()).isEmpty();
  }

  @Test
  void theKeysOfTheTable() {
    Map<String, String> keys = new TreeMap<>();
    ActionRegistry r = shell.actions();
    for (Action a : r.actions()) {
      keys.put(a.id(), r.keysText(a));
    }
    assertThat(keys)
        .containsEntry("review.accept", "A")
        .containsEntry("review.reject", "R")
        .containsEntry("review.edit", "E")
        .containsEntry("review.comment", "C")
        .containsEntry("review.next", "N")
        .containsEntry("review.previous", "Shift+N")
        .containsEntry("review.sign", "Enter")
        .containsEntry("review.undo", "Ctrl+Z")
        .containsEntry("overlay.heat", "H")
        .containsEntry("overlay.fainter", "[")
        .containsEntry("overlay.stronger", "]")
        .containsEntry("overlay.lower", "-")
        .containsEntry("overlay.higher", "=")
        .containsEntry("overlay.hide", "Space")
        .containsEntry("slice.previous", "Up")
        .containsEntry("slice.next", "Down")
        .containsEntry("slice.back", "PgUp")
        .containsEntry("slice.on", "PgDn")
        .containsEntry("slice.first", "Home")
        .containsEntry("slice.last", "End")
        .containsEntry("window.preset1", "1")
        .containsEntry("window.preset9", "9")
        .containsEntry("tool.window", "W")
        .containsEntry("tool.length", "L")
        .containsEntry("tool.angle", "M")
        .containsEntry("tool.ellipse", "O")
        .containsEntry("tool.text", "T")
        .containsEntry("tool.link", "X")
        .containsEntry("view.fit", "F")
        .containsEntry("view.oneToOne", "0")
        .containsEntry("window.invert", "I")
        .containsEntry("layout.1", "G 1")
        .containsEntry("layout.2", "G 2")
        .containsEntry("layout.4", "G 4")
        .containsEntry("layout.strips", "Tab")
        .containsEntry("help.commands", "Ctrl+K")
        .containsEntry("help.keys", "?");
  }

  /** A slide is read with the findings beside it; two keys mean first what is drawn. */
  @Test
  void keysOfSlidesLeaveThoseOfTheReviewAlone() {
    ActionRegistry r = shell.actions();
    List<String> shared = new ArrayList<>();
    for (Action slide : r.actions()) {
      for (Action review : r.actions()) {
        boolean both =
            slide.scope() == Scope.PATHOLOGY
                && (review.id().startsWith("review.") || review.id().startsWith("analysis."));
        if (both && r.keys(slide).stream().anyMatch(r.keys(review)::contains)) {
          shared.add(slide.id() + " " + review.id());
        }
      }
    }
    assertThat(shared).containsExactlyInAnyOrder("mark.close review.sign", "mark.undo review.undo");
  }

  @Test
  void everyActionHasWordsOfItsOwn() {
    List<String> titles = shell.actions().actions().stream().map(Action::title).toList();
    assertThat(titles).doesNotHaveDuplicates().allMatch(t -> !t.isBlank());
  }
}
