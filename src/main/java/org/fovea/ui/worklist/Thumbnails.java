package org.fovea.ui.worklist;

import javafx.scene.image.Image;
import org.fovea.dicom.Stack;

/** Small pictures of stacks. Called off the JavaFX thread. */
@FunctionalInterface
public interface Thumbnails {
  /**
   * The middle image of a stack, at most {@code size} pixels wide and high; null if it has none.
   */
  Image of(Stack stack, int size) throws Exception;
}
