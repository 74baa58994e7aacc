package org.fovea.ui.radiology;

/** What dragging with the left button does. */
public enum Tool {
  WINDOW,
  PAN,
  ZOOM,
  LENGTH,
  ANGLE,
  RECTANGLE,
  ELLIPSE,
  TEXT,
  BRUSH,
  ERASER;

  /** Whether it leaves something on the image. */
  public boolean draws() {
    return this == LENGTH || this == ANGLE || this == RECTANGLE || this == ELLIPSE || this == TEXT;
  }

  /** Whether it changes the outline of a finding. */
  public boolean paints() {
    return this == BRUSH || this == ERASER;
  }
}
