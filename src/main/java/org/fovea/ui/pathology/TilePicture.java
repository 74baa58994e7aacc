package org.fovea.ui.pathology;

import org.fovea.imaging.slide.Tile;

/** What came of a tile: pixels to draw, or why there are none. */
sealed interface TilePicture {
  /** Opaque pixels in the appearance asked for. */
  record Pixels(Tile tile) implements TilePicture {}

  /** The tile is damaged. */
  record Broken(String why) implements TilePicture {}

  /** Bytes that it takes in memory, about. */
  default int bytes() {
    return this instanceof Pixels p ? 4 * p.tile().argb().length + 128 : 128;
  }
}
