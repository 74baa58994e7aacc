package org.fovea.imaging.slide;

import org.fovea.common.FoveaException;

/** Decodes the tiles of one slide, one at a time. Safe for use by several threads at once. */
public interface TileSource extends AutoCloseable {

  Slide slide();

  /**
   * The pixels of one tile.
   *
   * @param level index into {@link Slide#levels()}
   * @param column tile column, from 0 at the left
   * @param row tile row, from 0 at the top
   * @throws FoveaException if the tile is damaged or coded in a way not read here
   * @throws IndexOutOfBoundsException if there is no such tile
   */
  Tile tile(int level, int column, int row) throws FoveaException;

  @Override
  void close();
}
