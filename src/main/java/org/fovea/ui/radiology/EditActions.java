package org.fovea.ui.radiology;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.fovea.common.Text;
import org.fovea.ui.action.Action;
import org.fovea.ui.action.Category;
import org.fovea.ui.action.Scope;

/** Changing an outline, wherever it is: the same keys on viewports and on slides. */
final class EditActions {
  private static final Text TEXT = Text.of(EditActions.class);

  private final List<OutlineEditing> places;

  private EditActions(List<OutlineEditing> places) {
    this.places = places;
  }

  /** The actions that go to whichever of several is in use. */
  static List<Action> of(List<OutlineEditing> places) {
    EditActions a = new EditActions(places);
    Function<OutlineEditing, ReadOnlyBooleanProperty> active = OutlineEditing::activeProperty;
    return List.of(
        a.make("edit.brush", "B", e -> e.take(OutlineEditing.Hand.BRUSH), active),
        a.make("edit.eraser", "D", e -> e.take(OutlineEditing.Hand.ERASER), active),
        a.make("edit.smaller", "[", e -> e.resize(-1), active).repeating(),
        a.make("edit.larger", "]", e -> e.resize(1), active).repeating(),
        a.make("edit.undo", "Ctrl+Z", OutlineEditing::undo, OutlineEditing::undoableProperty)
            .repeating(),
        a.make(
                "edit.redo",
                "Ctrl+Shift+Z|Ctrl+Y",
                OutlineEditing::redo,
                OutlineEditing::redoableProperty)
            .repeating(),
        a.make("edit.save", "Enter", OutlineEditing::save, active),
        a.make("edit.discard", "Shift+Esc", OutlineEditing::discard, active));
  }

  private Action make(
      String id,
      String keys,
      Consumer<OutlineEditing> run,
      Function<OutlineEditing, ReadOnlyBooleanProperty> possible) {
    ObservableBooleanValue[] each =
        places.stream().map(possible).toArray(ObservableBooleanValue[]::new);
    return Action.of(
            TEXT,
            id,
            Category.EDIT,
            Scope.EDIT,
            keys,
            () -> places.stream().filter(e -> e.activeProperty().get()).findFirst().ifPresent(run))
        .when(
            Bindings.createBooleanBinding(
                () -> places.stream().anyMatch(e -> possible.apply(e).get()), each));
  }
}
