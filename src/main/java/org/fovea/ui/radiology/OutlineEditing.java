package org.fovea.ui.radiology;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;

/**
 * The outline of a finding that is changed with brush and eraser, on viewports or on a slide. Used
 * on the JavaFX thread.
 */
public interface OutlineEditing {

  /** What is in the hand. */
  enum Hand {
    BRUSH,
    ERASER,
    /** A tool that does not paint. */
    OTHER
  }

  /** Whether an outline is being changed. */
  ReadOnlyBooleanProperty activeProperty();

  /** Whether it differs from what it was. */
  ReadOnlyBooleanProperty unsavedProperty();

  ReadOnlyBooleanProperty undoableProperty();

  ReadOnlyBooleanProperty redoableProperty();

  /** Grows with every change, so that views can follow. */
  ReadOnlyLongProperty revisionProperty();

  /** What is being changed and how large it is now, in one line. */
  ReadOnlyStringProperty summaryProperty();

  /** Radius of brush and eraser with its unit. */
  String radiusText();

  ObservableValue<Hand> hand();

  void take(Hand hand);

  /** Makes brush and eraser larger by so many steps, or smaller. */
  void resize(int steps);

  void undo();

  void redo();

  /** Hands the changed outline on and ends. */
  void save();

  /** Throws the changes away and ends. */
  void discard();
}
