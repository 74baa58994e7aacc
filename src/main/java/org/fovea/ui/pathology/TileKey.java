package org.fovea.ui.pathology;

import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.TileSource;

/**
 * One tile as it is to be drawn.
 *
 * @param level index into the slide's levels
 * @param column tile column
 * @param row tile row
 * @param halvings how often it is halved in size
 */
record TileKey(
    TileSource source, int level, int column, int row, int halvings, SlideAppearance look) {

  TileKey with(SlideAppearance other) {
    return new TileKey(source, level, column, row, halvings, other);
  }

  TileKey with(int otherHalvings) {
    return new TileKey(source, level, column, row, otherHalvings, look);
  }
}
