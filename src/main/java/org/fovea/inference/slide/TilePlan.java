package org.fovea.inference.slide;

import java.util.ArrayList;
import java.util.List;
import org.fovea.imaging.slide.tissue.TissueMap;

/** The tiles of a slide that touch tissue, row by row. */
record TilePlan(List<Row> rows, int tiles) {

  /**
   * The tiles of one row.
   *
   * @param y upper edge, pixels of a tile's resolution
   * @param lefts left edges
   */
  record Row(int y, int[] lefts) {}

  static TilePlan of(CellGrid grid, SlideSteps steps, TissueMap tissue) {
    List<Row> rows = new ArrayList<>();
    int tiles = 0;
    int width = grid.columns() * grid.tilePixels();
    int height = grid.rows() * grid.tilePixels();
    for (int y : edges(height, steps)) {
      List<Integer> lefts = new ArrayList<>();
      for (int x : edges(width, steps)) {
        if (tissue.touchesTissue(
            x * grid.scaleX(),
            y * grid.scaleY(),
            (x + steps.size()) * grid.scaleX(),
            (y + steps.size()) * grid.scaleY())) {
          lefts.add(x);
        }
      }
      tiles += lefts.size();
      rows.add(new Row(y, lefts.stream().mapToInt(Integer::intValue).toArray()));
    }
    return new TilePlan(List.copyOf(rows), tiles);
  }

  /** Where tiles begin, so that they cover a length; the first may begin outside the slide. */
  private static List<Integer> edges(int length, SlideSteps steps) {
    List<Integer> edges = new ArrayList<>();
    if (length <= steps.size()) {
      edges.add(0);
      return edges;
    }
    for (int at = 0; ; at += steps.step()) {
      edges.add(at);
      if (at + steps.size() >= length) {
        return edges;
      }
    }
  }
}
