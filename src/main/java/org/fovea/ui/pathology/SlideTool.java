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
  VILLUS;

  /** Whether it leaves something on the slide. */
  boolean draws() {
    return this != MOVE && this != LIGHT && this != VILLUS;
  }
}
