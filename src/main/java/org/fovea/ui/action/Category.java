package org.fovea.ui.action;

/** Under which heading an action stands in the list of commands and of keys. */
public enum Category {
  FILE,
  PLACES,
  SLICES,
  SLIDES,
  WINDOWING,
  TOOLS,
  LAYOUT,
  OVERLAY,
  ANALYSIS,
  BATCH,
  REVIEW,
  EDIT,
  HELP
}
