package org.fovea.dicom.convert;

import java.io.IOException;

/** Encodes one tile. Safe for use by several threads at once. */
public interface TileEncoder {

  TileCoding coding();

  /**
   * Encodes a tile.
   *
   * @param rgb 8-bit red, green, blue interleaved by pixel, row by row; not changed
   * @throws IOException if the encoder gives up
   */
  byte[] encode(byte[] rgb, int columns, int rows) throws IOException;
}
