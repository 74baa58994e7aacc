package org.fovea.ui.pathology;

/** What dragging with the left button does. */
enum SlideTool {
  MOVE,
  LIGHT,
  RULER,
  RECTANGLE,
  POLYGON,
  POINT,
  /** A villus and its crypt by three points. */
  VILLUS,
  /** Adds to the area of a finding whose border is changed. */
  BRUSH,
  /** Takes from it. */
  ERASER;

  /** Whether it leaves a mark on the slide. */
  boolean draws() {
    return switch (this) {
      case RULER, RECTANGLE, POLYGON, POINT -> true;
      case MOVE, LIGHT, VILLUS, BRUSH, ERASER -> false;
    };
  }

  /** Whether it changes the border of a finding. */
  boolean paints() {
    return this == BRUSH || this == ERASER;
  }
}
