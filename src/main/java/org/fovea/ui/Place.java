package org.fovea.ui;

/** The places of the window. */
enum Place {
  WORKLIST,
  READ,
  BATCH
}
