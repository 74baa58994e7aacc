package org.fovea.ui.radiology;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What all viewports of the reading place have in common. */
public final class ReadState {
  private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(Tool.WINDOW);
  private final BooleanProperty synchronised = new SimpleBooleanProperty(true);
  private final BooleanProperty referenceLines = new SimpleBooleanProperty(true);
  private final BooleanProperty linked = new SimpleBooleanProperty(false);
  private final IntegerProperty layout = new SimpleIntegerProperty(1);
  private final BooleanProperty playing = new SimpleBooleanProperty(false);
  private final IntegerProperty framesPerSecond = new SimpleIntegerProperty(CineRate.USUAL);

  /** What the left button does. */
  public ObjectProperty<Tool> toolProperty() {
    return tool;
  }

  /** Whether viewports scroll together by position. */
  public BooleanProperty synchronisedProperty() {
    return synchronised;
  }

  /** Whether a viewport shows where the active one's picture cuts its own. */
  public BooleanProperty referenceLinesProperty() {
    return referenceLines;
  }

  /** Whether the other viewports follow the pointer. */
  public BooleanProperty linkedProperty() {
    return linked;
  }

  /** Number of viewports: 1, 2 or 4. */
  public IntegerProperty layoutProperty() {
    return layout;
  }

  /** Whether a cine loop runs. */
  public BooleanProperty playingProperty() {
    return playing;
  }

  /** Pace of the cine loop, images a second. */
  public IntegerProperty framesPerSecondProperty() {
    return framesPerSecond;
  }
}
