package org.fovea.ui.action;

/** Where an action can be reached by its keys. */
public enum Scope {
  /** Everywhere in the window. */
  WINDOW,
  /** While the worklist is shown. */
  WORKLIST,
  /** While the queue is shown. */
  BATCH,
  /** While a study is read. */
  READ,
  /** While a slide is read; its keys come before those of {@link #READ}. */
  PATHOLOGY,
  /** While a finding's outline is edited; its keys come before those of the image. */
  EDIT;

  /** Whether one key could mean two things if actions of both scopes had it. */
  public boolean overlaps(Scope other) {
    return this == other || this == WINDOW || other == WINDOW;
  }
}
