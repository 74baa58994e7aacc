package org.fovea.ui.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.common.Text;

/**
 * Something the user can have done: by a key, a button, or from the list of commands. Made by
 * {@link #of} and refined by the {@code with…} methods, each of which returns another action.
 *
 * @param id stable name, such as {@code review.accept}; key changes are stored under it
 * @param title what it does, for people, such as {@code Accept the finding}
 * @param keys the keys it has unless the user changes them; may be empty
 * @param enabled whether it makes sense now
 * @param run what it does, on the JavaFX thread; long work is started, not done, there
 * @param release for keys that are held: what happens when they are let go; else null
 * @param repeats whether holding the key down does it again and again
 */
public record Action(
    String id,
    String title,
    Category category,
    Scope scope,
    List<Keys> keys,
    ObservableBooleanValue enabled,
    Runnable run,
    Runnable release,
    boolean repeats) {

  private static final ObservableBooleanValue ALWAYS = new ReadOnlyBooleanWrapper(true);

  public Action {
    Objects.requireNonNull(id);
    Objects.requireNonNull(title);
    Objects.requireNonNull(run);
    keys = List.copyOf(keys);
  }

  /**
   * An action that is always possible.
   *
   * @param words where its title stands, under the key {@code action.<id>}
   * @param keys as {@link Keys#of} reads them, separated by {@code |}, such as {@code "PgDn|Down"};
   *     empty for none
   */
  public static Action of(
      Text words, String id, Category category, Scope scope, String keys, Runnable run) {
    List<Keys> list = new ArrayList<>();
    for (String one : keys.isBlank() ? new String[0] : keys.split("\\|")) {
      list.add(Keys.of(one));
    }
    return new Action(
        id, words.get("action." + id), category, scope, list, ALWAYS, run, null, false);
  }

  /** The same action, possible only while a condition holds. */
  public Action when(ObservableBooleanValue condition) {
    return new Action(id, title, category, scope, keys, condition, run, release, repeats);
  }

  /** The same action for a key that is held: something else happens when it is let go. */
  public Action untilReleased(Runnable then) {
    return new Action(id, title, category, scope, keys, enabled, run, then, false);
  }

  /** The same action, done again and again while its key is held. */
  public Action repeating() {
    return new Action(id, title, category, scope, keys, enabled, run, release, true);
  }
}
