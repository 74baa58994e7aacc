package org.fovea.ui.radiology;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/**
 * The outline of a finding that is changed with brush and eraser, on viewports or on a slide. Used
 * on the JavaFX thread.
 */
public abstract class OutlineEditing {
  private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

  /** What is in the hand. */
  public enum Hand {
    BRUSH,
    ERASER,
    /** A tool that does not paint. */
    OTHER
  }

  /** Tells what has become of the outline while it is being changed. */
  protected final void active(boolean isUnsaved, boolean canUndo, boolean canRedo, String line) {
    active.set(true);
    set(isUnsaved, canUndo, canRedo, line);
  }

  /** Tells that no outline is being changed. */
  protected final void inactive() {
    active.set(false);
    set(false, false, false, "");
  }

  private void set(boolean isUnsaved, boolean canUndo, boolean canRedo, String line) {
    unsaved.set(isUnsaved);
    undoable.set(canUndo);
    redoable.set(canRedo);
    summary.set(line);
    redrawn();
  }

  /** Tells that it is to be drawn anew. */
  protected final void redrawn() {
    revision.set(revision.get() + 1);
  }

  /** Whether an outline is being changed. */
  public final ReadOnlyBooleanProperty activeProperty() {
    return active.getReadOnlyProperty();
  }

  /** Whether it differs from what it was. */
  public final ReadOnlyBooleanProperty unsavedProperty() {
    return unsaved.getReadOnlyProperty();
  }

  final ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  final ReadOnlyBooleanProperty redoableProperty() {
    return redoable.getReadOnlyProperty();
  }

  /** Grows with every change, so that views can follow. */
  public final ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** What is being changed and how large it is now, in one line; empty for nothing. */
  public final ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** Radius of brush and eraser with its unit. */
  protected abstract String radiusText();

  protected abstract ObservableValue<Hand> hand();

  protected abstract void take(Hand hand);

  /** Makes brush and eraser larger by so many steps, or smaller. */
  public abstract void resize(int steps);

  protected abstract void undo();

  protected abstract void redo();

  /** Hands the changed outline on and ends. */
  public abstract void save();

  /** Throws the changes away and ends. */
  public abstract void discard();
}
