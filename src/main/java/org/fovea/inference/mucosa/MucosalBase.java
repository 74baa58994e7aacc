package org.fovea.inference.mucosa;

import org.fovea.imaging.slide.Components;

/**
 * What the mucosa of a piece stands on: muscularis and submucosa, and where these are far away a
 * {@link CutEdge} in their stead. Brunner's glands in the mucosa are no base.
 */
final class MucosalBase {
  /** Patches smaller than this are not a base, µm². */
  private static final double LEAST_UM2 = 6000;

  /** A cut edge stands in for the base where the base is further away than this, µm. */
  private static final double NO_BASE_UM = 400;

  private final PieceWindow window;

  /** Whether a cell of the window is base. */
  final boolean[] cells;

  /** Whether it is a cut edge. */
  final boolean[] cut;

  MucosalBase(PieceWindow window, MucosalGlands glands) {
    this.window = window;
    this.cells = patches(window, glands);
    this.cut = cutEdges();
    for (int i = 0; i < cut.length; i++) {
      cells[i] |= cut[i];
    }
  }

  private static boolean[] patches(PieceWindow window, MucosalGlands glands) {
    boolean[] base = new boolean[window.size()];
    double cellUm2 = window.cellUm * window.cellUm;
    Components.of(
        window.width,
        window.height,
        4,
        at -> {
          int x = at % window.width;
          int y = at / window.width;
          Compartment k = window.kind(x, y);
          return k == Compartment.MUSCULARIS
              || k == Compartment.SUBMUCOSA && !glands.at(window.cell(x, y));
        },
        (cells, count) -> {
          for (int i = 0; count * cellUm2 >= LEAST_UM2 && i < count; i++) {
            base[cells[i]] = true;
          }
        });
    return base;
  }

  private boolean[] cutEdges() {
    int width = window.width;
    byte[] kinds = new byte[window.size()];
    boolean[] lumen = new boolean[window.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (byte) window.kind(i % width, i / width).ordinal();
      lumen[i] = window.open(i % width, i / width);
    }
    boolean[] edges = CutEdge.of(kinds, lumen, width, window.height, window.cellUm);
    NearestBase toBase = new NearestBase(cells, width, window.height);
    for (int i = 0; i < edges.length; i++) {
      edges[i] &= toBase.distance(i % width, i / width) * window.cellUm > NO_BASE_UM;
    }
    return edges;
  }

  /** Whether a cell of the base has mucosa next to it. */
  boolean bordersOnMucosa(int x, int y) {
    return mucosa(x - 1, y) || mucosa(x + 1, y) || mucosa(x, y - 1) || mucosa(x, y + 1);
  }

  private boolean mucosa(int x, int y) {
    return window.tissue(x, y) && !cells[y * window.width + x];
  }
}
