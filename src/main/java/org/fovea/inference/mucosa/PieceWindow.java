package org.fovea.inference.mucosa;

import org.fovea.finding.enteropathy.MucosalPlace.Point;

/** One piece of tissue with a margin, cut out of the map: tissue of other pieces is lumen in it. */
final class PieceWindow {
  private final CompartmentMap map;
  private final boolean[] openLumen;
  private final int[] pieces;
  private final int left;
  private final int top;

  /** Number of the piece, from 1. */
  final int piece;

  /** Columns of cells. */
  final int width;

  /** Rows of cells. */
  final int height;

  /** Side of a cell, µm. */
  final double cellUm;

  /**
   * @param openLumen of the whole map, see {@link OpenLumen}
   * @param marginUm around the box, µm
   */
  PieceWindow(
      CompartmentMap map,
      boolean[] openLumen,
      Pieces pieces,
      int piece,
      Pieces.Box box,
      double marginUm) {
    this.map = map;
    this.openLumen = openLumen;
    this.pieces = pieces.of;
    this.piece = piece;
    this.cellUm = map.cellUm();
    int margin = (int) Math.ceil(marginUm / cellUm);
    left = Math.max(0, box.left() - margin);
    top = Math.max(0, box.top() - margin);
    width = Math.min(map.columns() - 1, box.right() + margin) - left + 1;
    height = Math.min(map.rows() - 1, box.bottom() + margin) - top + 1;
  }

  /** Number of cells. */
  int size() {
    return width * height;
  }

  /** The index in the map of a place of the window. */
  int cell(int x, int y) {
    return (top + y) * map.columns() + left + x;
  }

  private boolean inside(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  /** The compartment at a place inside; lumen where the tissue is of another piece. */
  Compartment kind(int x, int y) {
    return pieces[cell(x, y)] == piece ? map.kind(left + x, top + y) : Compartment.LUMEN;
  }

  /** Whether there is tissue that is not of this piece: of another one, or a fragment. */
  boolean loose(int x, int y) {
    int at = cell(x, y);
    return pieces[at] != piece && map.kinds()[at] != 0;
  }

  /** Whether a place is inside and open lumen. */
  boolean open(int x, int y) {
    return inside(x, y) && openLumen[cell(x, y)];
  }

  /** Whether a place is inside and of the piece, of whatever compartment. */
  boolean tissue(int x, int y) {
    return inside(x, y) && kind(x, y) != Compartment.LUMEN;
  }

  /** Whether open lumen is beside a cell. */
  boolean besideLumen(int x, int y) {
    return open(x - 1, y) || open(x + 1, y) || open(x, y - 1) || open(x, y + 1);
  }

  /** Share of lumen on a straight line from a cell, between two distances, cells. */
  double glass(int x, int y, double dx, double dy, double from, double to) {
    int lumen = 0;
    int all = 0;
    for (double d = Math.max(0, from); d < to; d++) {
      int u = (int) Math.round(x + d * dx);
      int v = (int) Math.round(y + d * dy);
      lumen += inside(u, v) && kind(u, v) == Compartment.LUMEN ? 1 : 0;
      all++;
    }
    return all == 0 ? 0 : (double) lumen / all;
  }

  /** The middle of a cell, pixels of the highest resolution. */
  Point point(int x, int y) {
    return new Point((left + x + 0.5) * map.cellPixels(), (top + y + 0.5) * map.cellPixels());
  }
}
