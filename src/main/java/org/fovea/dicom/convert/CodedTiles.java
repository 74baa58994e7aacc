package org.fovea.dicom.convert;

import org.fovea.common.FoveaException;

/** Tiles of a picture in the coding in which their file keeps them. */
public interface CodedTiles {

  /** How the tiles are coded. */
  TileCoding coding();

  /** Width of every tile, pixels; even. Those at the right edge are as wide, filled up. */
  int tileColumns();

  /** Height of every tile, pixels; even. Those at the lower edge are as high, filled up. */
  int tileRows();

  /**
   * One tile as a codestream that is complete on its own.
   *
   * @param column from 0 at the left
   * @param row from 0 at the top
   */
  byte[] tile(int column, int row) throws FoveaException;
}
