package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.imaging.slide.Components;

/** The connected pieces of tissue (8 neighbours) on a slide. */
final class Pieces {
  /** Smaller fragments are debris, mm². */
  private static final double LEAST_MM2 = 0.05;

  private final CompartmentMap map;

  /** Piece of each cell: 0 for lumen and debris, then 1, 2 … */
  final int[] of;

  /** Number of pieces. */
  final int count;

  private Pieces(CompartmentMap map, int[] of, int count) {
    this.map = map;
    this.of = of;
    this.count = count;
  }

  /**
   * A piece's smallest box.
   *
   * @param left first column
   * @param top first row
   * @param right last column
   * @param bottom last row
   */
  record Box(int left, int top, int right, int bottom) {}

  static Pieces of(CompartmentMap map) {
    int[] of = new int[map.kinds().length];
    int[] found = {0};
    double cellMm2 = map.cellUm() * map.cellUm() / 1e6;
    Components.of(
        map.columns(),
        map.rows(),
        8,
        cell -> map.kinds()[cell] != 0,
        (cells, count) -> {
          if (count * cellMm2 >= LEAST_MM2) {
            found[0]++;
            for (int i = 0; i < count; i++) {
              of[cells[i]] = found[0];
            }
          }
        });
    return new Pieces(map, of, found[0]);
  }

  /** The boxes of the pieces, in their order. */
  List<Box> boxes() {
    int[][] box = new int[count][];
    for (int i = 0; i < of.length; i++) {
      if (of[i] == 0) {
        continue;
      }
      int x = i % map.columns();
      int y = i / map.columns();
      int[] b = box[of[i] - 1];
      if (b == null) {
        box[of[i] - 1] = new int[] {x, y, x, y};
      } else {
        b[0] = Math.min(b[0], x);
        b[1] = Math.min(b[1], y);
        b[2] = Math.max(b[2], x);
        b[3] = Math.max(b[3], y);
      }
    }
    List<Box> boxes = new ArrayList<>();
    Arrays.stream(box).forEach(b -> boxes.add(new Box(b[0], b[1], b[2], b[3])));
    return boxes;
  }
}
