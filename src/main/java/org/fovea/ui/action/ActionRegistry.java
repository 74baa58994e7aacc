package org.fovea.ui.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Tooltip;

/**
 * Every action of the window with the keys that it has now. Buttons, tooltips, the list of commands
 * and the list of keys are all drawn from it. Used on the JavaFX thread only.
 */
public final class ActionRegistry {
  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final Map<String, List<Keys>> changed = new LinkedHashMap<>();
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

  /**
   * Adds an action.
   *
   * @throws IllegalArgumentException if one with the same id is there
   */
  public void add(Action action) {
    if (actions.putIfAbsent(action.id(), action) != null) {
      throw new IllegalArgumentException("action " + action.id() + " is there already");
    }
    revision.set(revision.get() + 1);
  }

  /** Adds several actions. */
  public void addAll(Collection<Action> several) {
    several.forEach(this::add);
  }

  /** All actions, in the order in which they were added. */
  public List<Action> actions() {
    return List.copyOf(actions.values());
  }

  /** The action of an id. */
  public Optional<Action> find(String id) {
    return Optional.ofNullable(actions.get(id));
  }

  /**
   * Does an action if it is possible now.
   *
   * @return whether it was done
   * @throws IllegalArgumentException if there is none with this id
   */
  public boolean run(String id) {
    Action action = require(id);
    if (!action.enabled().get()) {
      return false;
    }
    action.run().run();
    return true;
  }

  /** The keys of an action as they are now: the user's, or its own. */
  public List<Keys> keys(Action action) {
    return changed.getOrDefault(action.id(), action.keys());
  }

  /** The keys of an action for people, such as {@code PgDn, Down}; empty where it has none. */
  public String keysText(Action action) {
    return keys(action).stream().map(Keys::toString).collect(Collectors.joining(", "));
  }

  /** Gives an action other keys. */
  public void change(String id, List<Keys> keys) {
    if (keys.equals(Optional.ofNullable(actions.get(id)).map(Action::keys).orElse(null))) {
      changed.remove(id);
    } else {
      changed.put(id, List.copyOf(keys));
    }
    revision.set(revision.get() + 1);
  }

  /** Gives an action its own keys again. */
  public void reset(String id) {
    changed.remove(id);
    revision.set(revision.get() + 1);
  }

  /** The keys that were changed, by action, also of actions that are not there (yet). */
  public Map<String, List<Keys>> changes() {
    return Map.copyOf(changed);
  }

  /** Grows with every change of actions or keys, so that what is drawn from them can follow. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** Pairs of actions that could be meant by the same keys. */
  public List<Conflict> conflicts() {
    List<Conflict> found = new ArrayList<>();
    List<Action> all = actions();
    for (int a = 0; a < all.size(); a++) {
      for (int b = a + 1; b < all.size(); b++) {
        if (all.get(a).scope().overlaps(all.get(b).scope())) {
          conflict(all.get(a), all.get(b)).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private Optional<Conflict> conflict(Action a, Action b) {
    for (Keys one : keys(a)) {
      for (Keys other : keys(b)) {
        if (one.startsWith(other.chords())) {
          return Optional.of(new Conflict(a, b, other));
        } else if (other.startsWith(one.chords())) {
          return Optional.of(new Conflict(a, b, one));
        }
      }
    }
    return Optional.empty();
  }

  /** Two actions that one set of keys could mean. */
  public record Conflict(Action first, Action second, Keys keys) {}

  /**
   * Makes a button do an action: it is disabled when the action is not possible, and its tooltip
   * and accessible name tell what it does and by which key.
   *
   * @throws IllegalArgumentException if there is none with this id
   */
  public <B extends ButtonBase> B bind(B button, String id) {
    Action action = require(id);
    button.setOnAction(e -> run(id));
    button.disableProperty().unbind();
    button
        .disableProperty()
        .bind(
            javafx.beans.binding.Bindings.createBooleanBinding(
                () -> !action.enabled().get(), action.enabled()));
    Tooltip tooltip = new Tooltip();
    tooltip
        .textProperty()
        .bind(
            javafx.beans.binding.Bindings.createStringBinding(
                () -> {
                  String keys = keysText(action);
                  return keys.isEmpty() ? action.title() : action.title() + "  (" + keys + ")";
                },
                revision));
    button.setTooltip(tooltip);
    button.setAccessibleText(action.title());
    return button;
  }

  private Action require(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no action " + id));
  }
}
