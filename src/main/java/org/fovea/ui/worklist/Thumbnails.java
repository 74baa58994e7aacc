package org.fovea.ui.worklist;

import javafx.scene.image.Image;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Stack;

/** Small pictures of stacks and slides. Called off the JavaFX thread. */
@FunctionalInterface
public interface Thumbnails {
  /**
   * The middle image of a stack, at most {@code size} pixels wide and high; null if it has none.
   */
  Image of(Stack stack, int size) throws Exception;

  /** A whole slide, at most {@code size} pixels wide and high; null if there is no such picture. */
  default Image of(SlideImage slide, int size) throws Exception {
    return null;
  }
}
