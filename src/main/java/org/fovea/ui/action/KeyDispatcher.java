package org.fovea.ui.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Turns keys pressed in a window into actions. Keys that the focused control needs itself are left
 * to it: whatever writes or edits in a text field, Space on a button, arrows in a list.
 */
public final class KeyDispatcher {
  private static final Set<String> MOVES =
      Set.of("Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End");
  private static final Set<String> EDITS = Set.of("A", "C", "V", "X", "Z", "Y");

  private final ActionRegistry registry;
  private final Supplier<Set<Scope>> scopes;
  private final List<Keys.Chord> struck = new ArrayList<>();
  private final Map<KeyCode, Action> held = new HashMap<>();

  /**
   * @param scopes where the user is now, without {@link Scope#WINDOW}, which always counts
   */
  public KeyDispatcher(ActionRegistry registry, Supplier<Set<Scope>> scopes) {
    this.registry = registry;
    this.scopes = scopes;
  }

  /** Listens to a window's keys. */
  public void install(Scene scene) {
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (pressed(e, scene.getFocusOwner())) {
            e.consume();
          }
        });
    scene.addEventFilter(
        KeyEvent.KEY_RELEASED,
        e -> {
          if (released(e)) {
            e.consume();
          }
        });
    scene
        .windowProperty()
        .subscribe(
            w -> {
              if (w != null) {
                w.focusedProperty().subscribe(focused -> letGo(focused));
              }
            });
  }

  /** Whether the key was taken as (part of) an action's keys. */
  boolean pressed(KeyEvent e, Node focus) {
    Keys.Chord chord = Keys.Chord.of(e);
    if (chord == null || needsItself(focus, chord)) {
      return false;
    }
    if (held.containsKey(e.getCode())) {
      return true; // the keyboard repeats a key that is held
    }
    boolean first = struck.isEmpty();
    struck.add(chord);
    Match match = match();
    if (match.action == null && !match.more && !first) {
      struck.clear();
      struck.add(chord);
      match = match();
    }
    if (match.action == null) {
      if (!match.more) {
        struck.clear();
      }
      return match.more;
    }
    struck.clear();
    Action action = match.action;
    if (action.release() != null) {
      held.put(e.getCode(), action);
    } else if (!action.repeats()) {
      held.put(e.getCode(), null);
    }
    action.run().run();
    return true;
  }

  private boolean released(KeyEvent e) {
    if (!held.containsKey(e.getCode())) {
      return false;
    }
    Action action = held.remove(e.getCode());
    if (action != null) {
      action.release().run();
    }
    return true;
  }

  /** A window that loses the focus hears no release; nothing may stay held for that. */
  private void letGo(boolean focused) {
    if (!focused) {
      List<Action> actions = new ArrayList<>(held.values());
      held.clear();
      struck.clear();
      actions.stream().filter(a -> a != null).forEach(a -> a.release().run());
    }
  }

  private record Match(Action action, boolean more) {}

  private Match match() {
    Set<Scope> now = scopes.get();
    Action best = null;
    boolean more = false;
    for (Action action : registry.actions()) {
      boolean here = action.scope() == Scope.WINDOW || now.contains(action.scope());
      if (!here || !action.enabled().get()) {
        continue;
      }
      for (Keys keys : registry.keys(action)) {
        if (keys.startsWith(struck)) {
          if (keys.chords().size() > struck.size()) {
            more = true;
          } else if (best == null || action.scope().compareTo(best.scope()) > 0) {
            best = action;
          }
        }
      }
    }
    return new Match(best, more);
  }

  private static boolean needsItself(Node focus, Keys.Chord chord) {
    boolean plain = !chord.control() && !chord.alt();
    return switch (focus) {
      case TextInputControl text ->
          chord.writes()
              || MOVES.contains(chord.key())
              || plain && Set.of("Delete", "Backspace", "Enter", "Tab").contains(chord.key())
              || chord.control() && EDITS.contains(chord.key());
      case ButtonBase button -> plain && Set.of("Space", "Tab").contains(chord.key());
      case ComboBoxBase<?> box ->
          plain
              && (MOVES.contains(chord.key())
                  || Set.of("Space", "Enter", "Tab").contains(chord.key()));
      case Slider slider -> plain && (MOVES.contains(chord.key()) || chord.key().equals("Tab"));
      case TableView<?> table -> moves(plain, chord);
      case TreeTableView<?> table -> moves(plain, chord);
      case ListView<?> list -> moves(plain, chord);
      case null, default -> false;
    };
  }

  private static boolean moves(boolean plain, Keys.Chord chord) {
    return plain && (MOVES.contains(chord.key()) || chord.key().equals("Tab"));
  }
}
