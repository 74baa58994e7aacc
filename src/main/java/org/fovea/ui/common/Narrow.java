package org.fovea.ui.common;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * Marks a place of the window as {@code :narrow} where it has little room, so that style sheets
 * leave seven tenths of a small screen to the image.
 */
public final class Narrow {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final double WIDTH = 1500;

  private Narrow() {}

  /** Keeps the mark as the place grows and shrinks. */
  public static void watch(Region place) {
    place
        .widthProperty()
        .subscribe(w -> place.pseudoClassStateChanged(NARROW, w.doubleValue() < WIDTH));
  }
}
