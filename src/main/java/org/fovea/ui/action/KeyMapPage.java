package org.fovea.ui.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fovea.common.Text;
import org.fovea.ui.common.Nodes;

/**
 * Every action with its keys, by category, in two columns. Keys can be changed where they stand.
 */
public final class KeyMapPage extends VBox {
  private static final Text WORDS = Text.of(KeyMapPage.class);

  private final ActionRegistry registry;
  private final Runnable stored;
  private final Label hint = Nodes.label(WORDS.get("keys.hint"), "fovea-quiet");
  private final HBox columns = new HBox(32);
  private final ScrollPane scroll = new ScrollPane(columns);

  /**
   * @param stored called after the user has changed keys
   */
  public KeyMapPage(ActionRegistry registry, Runnable stored) {
    this.registry = registry;
    this.stored = stored;
    getStyleClass().add("key-map");
    setSpacing(12);
    setPrefWidth(880);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("quiet-scroll");
    scroll.setPrefViewportHeight(2000); // as much as the window gives
    VBox.setVgrow(scroll, Priority.ALWAYS);
    HBox top = new HBox(12, Nodes.label(WORDS.get("keys.title"), "sheet-title"), hint);
    top.setAlignment(Pos.BASELINE_LEFT);
    getChildren().addAll(top, scroll);
    draw();
  }

  /** What gets the focus. */
  public Node first() {
    return scroll;
  }

  private void draw() {
    List<Node> groups = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    for (Category category : Category.values()) {
      List<Action> actions =
          registry.actions().stream().filter(a -> a.category() == category).toList();
      if (!actions.isEmpty()) {
        groups.add(group(category, actions));
        weights.add(actions.size() + 2);
      }
    }
    int total = weights.stream().mapToInt(Integer::intValue).sum();
    VBox left = new VBox(16);
    VBox right = new VBox(16);
    int sum = 0;
    for (int i = 0; i < groups.size(); i++) {
      (sum + weights.get(i) / 2 <= total / 2 ? left : right).getChildren().add(groups.get(i));
      sum += weights.get(i);
    }
    for (VBox column : Arrays.asList(left, right)) {
      column.setPrefWidth(400);
      HBox.setHgrow(column, Priority.ALWAYS);
    }
    columns.getChildren().setAll(left, right);
  }

  private Node group(Category category, List<Action> actions) {
    GridPane grid = new GridPane();
    grid.setHgap(12);
    ColumnConstraints wide = new ColumnConstraints();
    wide.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().addAll(wide, new ColumnConstraints());
    grid.add(Nodes.label(WORDS.get("category." + category), "fovea-heading"), 0, 0);
    int line = 1;
    for (Action action : actions) {
      Label title = Nodes.label(action.title());
      title.setMinHeight(26);
      String text = registry.keysText(action);
      Button keys = new Button(text.isEmpty() ? WORDS.get("keys.none") : text);
      keys.getStyleClass().addAll("key-button");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      keys.setAccessibleText(WORDS.get("keys.change", action.title(), text));
      keys.setOnAction(e -> record(action, keys));
      grid.add(title, 0, line);
      grid.add(keys, 1, line);
      GridPane.setHalignment(keys, javafx.geometry.HPos.RIGHT);
      line++;
    }
    return grid;
  }

  /** The next chord pressed becomes the action's key; Escape leaves it, Delete takes it away. */
  private void record(Action action, Button button) {
    button.setText(WORDS.get("keys.press"));
    hint.setText(WORDS.get("keys.pressHint"));
    button.addEventFilter(
        KeyEvent.KEY_PRESSED,
        new javafx.event.EventHandler<>() {
          @Override
          public void handle(KeyEvent e) {
            e.consume();
            Keys.Chord chord = Keys.Chord.of(e);
            if (chord == null) {
              return;
            }
            button.removeEventFilter(KeyEvent.KEY_PRESSED, this);
            hint.setText(WORDS.get("keys.hint"));
            if (e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE) {
              registry.change(action.id(), List.of());
              stored.run();
            } else if (e.getCode() != KeyCode.ESCAPE) {
              change(action, new Keys(List.of(chord)));
            }
            draw();
          }
        });
  }

  private void change(Action action, Keys keys) {
    List<Keys> before = registry.keys(action);
    registry.change(action.id(), List.of(keys));
    Optional<ActionRegistry.Conflict> conflict =
        registry.conflicts().stream()
            .filter(c -> c.first().id().equals(action.id()) || c.second().id().equals(action.id()))
            .findFirst();
    if (conflict.isPresent()) {
      Action other =
          conflict.get().first().id().equals(action.id())
              ? conflict.get().second()
              : conflict.get().first();
      registry.change(action.id(), before);
      hint.setText(WORDS.get("keys.taken", keys.toString(), other.title()));
    } else {
      stored.run();
    }
  }
}
