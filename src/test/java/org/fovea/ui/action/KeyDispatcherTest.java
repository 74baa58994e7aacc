package org.fovea.ui.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.fovea.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyDispatcherTest {
  static {
    Fx.start(); // controls cannot be made before
  }

  private final List<String> done = new ArrayList<>();
  private final ActionRegistry registry = new ActionRegistry();
  private final SimpleBooleanProperty possible = new SimpleBooleanProperty(true);
  private Set<Scope> scopes = EnumSet.of(Scope.READ);
  private final TextField text = new TextField();
  private final Button button = new Button("b");
  private final Pane image = new Pane();
  private Stage stage;

  private Action action(String id, Scope scope, String keys) {
    List<Keys> list = new ArrayList<>();
    for (String k : keys.split("\\|")) {
      list.add(Keys.of(k));
    }
    return new Action(
        id, id, Category.TOOLS, scope, list, possible, () -> done.add(id), null, false);
  }

  @BeforeEach
  void open() {
    registry.add(action("accept", Scope.READ, "A"));
    registry.add(action("next", Scope.READ, "N"));
    registry.add(action("previous", Scope.READ, "Shift+N"));
    registry.add(action("open", Scope.WORKLIST, "Enter"));
    registry.add(action("sign", Scope.READ, "Enter"));
    registry.add(action("commands", Scope.WINDOW, "Ctrl+K"));
    registry.add(action("undo", Scope.READ, "Ctrl+Z"));
    registry.add(action("keys", Scope.WINDOW, "?"));
    registry.add(action("four", Scope.READ, "G 4"));
    registry.add(action("preset", Scope.READ, "4"));
    registry.add(action("brush", Scope.EDIT, "A"));
    registry.add(action("slice", Scope.READ, "Down").repeating());
    registry.add(action("hide", Scope.READ, "Space").untilReleased(() -> done.add("show")));
    Fx.run(
        () -> {
          image.setFocusTraversable(true);
          Scene scene = new Scene(new VBox(text, button, image), 200, 100);
          new KeyDispatcher(registry, () -> scopes).install(scene);
          stage = new Stage();
          stage.setScene(scene);
          stage.show();
        });
  }

  @AfterEach
  void close() {
    Fx.run(stage::close);
  }

  private void down(Node focus, KeyCode code, String... with) {
    Set<String> held = Set.of(with);
    Fx.run(
        () -> {
          focus.requestFocus();
          fire(focus, KeyEvent.KEY_PRESSED, code, held);
        });
  }

  private void up(Node focus, KeyCode code) {
    Fx.run(() -> fire(focus, KeyEvent.KEY_RELEASED, code, Set.of()));
  }

  private void strike(Node focus, KeyCode code, String... with) {
    down(focus, code, with);
    up(focus, code);
  }

  private static void fire(
      Node focus, javafx.event.EventType<KeyEvent> type, KeyCode code, Set<String> held) {
    Event.fireEvent(
        focus,
        new KeyEvent(
            type,
            KeyEvent.CHAR_UNDEFINED,
            "",
            code,
            held.contains("shift"),
            held.contains("ctrl"),
            held.contains("alt"),
            false));
  }

  @Test
  void lettersDoTheirActionsOnTheImage() {
    strike(image, KeyCode.A);
    strike(image, KeyCode.N);
    strike(image, KeyCode.N, "shift");
    strike(image, KeyCode.SLASH, "shift");
    assertThat(done).containsExactly("accept", "next", "previous", "keys");
  }

  @Test
  void whatWritesOrEditsInATextFieldIsLeftToIt() {
    strike(text, KeyCode.A);
    strike(text, KeyCode.N, "shift");
    strike(text, KeyCode.SLASH, "shift");
    strike(text, KeyCode.Z, "ctrl");
    strike(text, KeyCode.SPACE);
    strike(text, KeyCode.ENTER);
    assertThat(done).isEmpty();
    strike(text, KeyCode.K, "ctrl");
    assertThat(done).containsExactly("commands");
  }

  @Test
  void spaceIsAButtonsOwn() {
    strike(button, KeyCode.SPACE);
    assertThat(done).isEmpty();
    strike(button, KeyCode.A);
    assertThat(done).containsExactly("accept");
  }

  @Test
  void theSameKeyMeansAnotherThingInAnotherPlace() {
    strike(image, KeyCode.ENTER);
    scopes = EnumSet.of(Scope.WORKLIST);
    strike(image, KeyCode.ENTER);
    scopes = EnumSet.of(Scope.READ, Scope.EDIT);
    strike(image, KeyCode.A);
    assertThat(done).containsExactly("sign", "open", "brush");
  }

  @Test
  void chordsOneAfterTheOther() {
    strike(image, KeyCode.DIGIT4);
    strike(image, KeyCode.G);
    strike(image, KeyCode.DIGIT4);
    strike(image, KeyCode.G);
    strike(image, KeyCode.A); // not a chord of G: the letter counts by itself
    assertThat(done).containsExactly("preset", "four", "accept");
  }

  @Test
  void aHeldKeyDoesItOnceUnlessItRepeats() {
    down(image, KeyCode.A);
    down(image, KeyCode.A);
    up(image, KeyCode.A);
    down(image, KeyCode.DOWN);
    down(image, KeyCode.DOWN);
    up(image, KeyCode.DOWN);
    assertThat(done).containsExactly("accept", "slice", "slice");
  }

  @Test
  void aHeldOverlayComesBackOnRelease() {
    down(image, KeyCode.SPACE);
    down(image, KeyCode.SPACE);
    assertThat(done).containsExactly("hide");
    up(image, KeyCode.SPACE);
    assertThat(done).containsExactly("hide", "show");
  }

  @Test
  void whatIsNotPossibleIsNotDone() {
    Fx.run(() -> possible.set(false));
    strike(image, KeyCode.A);
    assertThat(done).isEmpty();
  }

  @Test
  void changedKeysHoldAndConflictsAreSeen() {
    Fx.run(() -> registry.change("accept", List.of(Keys.of("J"))));
    strike(image, KeyCode.A);
    strike(image, KeyCode.J);
    assertThat(done).containsExactly("accept");
    assertThat(registry.conflicts()).isEmpty();
    Fx.run(() -> registry.change("accept", List.of(Keys.of("G"))));
    assertThat(registry.conflicts())
        .singleElement()
        .satisfies(c -> assertThat(c.second().id()).isEqualTo("four"));
  }
}
