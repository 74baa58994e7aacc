package org.fovea.imaging.slide.tissue;

import java.util.Arrays;
import org.fovea.imaging.slide.Components;

/** Connected patches of a tissue map, so that specks go and small holes are filled. */
final class Patches {
  private final byte[] kinds;
  private final int columns;
  private final int rows;

  Patches(byte[] kinds, int columns, int rows) {
    this.kinds = kinds;
    this.columns = columns;
    this.rows = rows;
  }

  /** Pieces of tissue below a number of cells become background, and enclosed holes tissue. */
  void clean(int cells) {
    replace(TissueMap.Kind.BACKGROUND, TissueMap.Kind.TISSUE, cells, true);
    replace(TissueMap.Kind.TISSUE, TissueMap.Kind.BACKGROUND, cells, false);
  }

  private void replace(TissueMap.Kind from, TissueMap.Kind to, int below, boolean enclosed) {
    Components.of(
        columns,
        rows,
        4,
        cell -> kinds[cell] == from.ordinal(),
        (cells, count) -> {
          if (count < below && !(enclosed && touchesBorder(cells, count))) {
            for (int i = 0; i < count; i++) {
              kinds[cells[i]] = (byte) to.ordinal();
            }
          }
        });
  }

  private boolean touchesBorder(int[] cells, int count) {
    return Arrays.stream(cells, 0, count)
        .anyMatch(
            at ->
                at % columns == 0
                    || at % columns == columns - 1
                    || at < columns
                    || at >= columns * (rows - 1));
  }
}
