package org.fovea.dicom.result;

import java.util.Arrays;
import org.fovea.finding.Region;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideHeatmap;

/**
 * The total pixel matrix of a result on a slide (PS3.3 C.8.12.4): its pixels are the cells of a
 * heatmap, cut into square tiles.
 *
 * @param spacingXMm width of a cell, mm
 * @param spacingYMm height of a cell, mm
 * @param origin centre of the first cell in the slide coordinate system, mm
 */
record SlideMatrix(
    Slide slide,
    int columns,
    int rows,
    double cellPixels,
    double spacingXMm,
    double spacingYMm,
    Vec3 origin) {
  /** Side of a tile, cells. */
  static final int TILE = 256;

  static SlideMatrix of(Slide slide, SlideHeatmap map) {
    return of(slide, map.columns(), map.rows(), map.cellPixels());
  }

  /**
   * Of a grid of square cells that begins at the upper left corner of the slide's.
   *
   * @param cell side of a cell, pixels of the highest resolution
   */
  static SlideMatrix of(Slide slide, int columns, int rows, double cell) {
    return new SlideMatrix(
        slide,
        columns,
        rows,
        cell,
        cell * slide.highest().spacingXMm(),
        cell * slide.highest().spacingYMm(),
        slide.placement().toSlide(cell / 2, cell / 2, slide.highest()));
  }

  /** Of cells as small as the slide's pixels, or larger where its longer side has more of them. */
  static SlideMatrix of(Slide slide, int most) {
    double columns = slide.highest().columns();
    double rows = slide.highest().rows();
    double cell = Math.max(1, Math.max(columns, rows) / most);
    return of(slide, (int) Math.ceil(columns / cell), (int) Math.ceil(rows / cell), cell);
  }

  int tilesAcross() {
    return Math.ceilDiv(columns, TILE);
  }

  int tilesDown() {
    return Math.ceilDiv(rows, TILE);
  }

  /** Centre of the first cell of a tile in the slide coordinate system, mm. */
  Vec3 position(int tileColumn, int tileRow) {
    return slide
        .placement()
        .toSlide(
            (tileColumn * TILE + 0.5) * cellPixels,
            (tileRow * TILE + 0.5) * cellPixels,
            slide.highest());
  }

  /** The cells whose centres lie inside an area: those of its outer rings without its holes. */
  boolean[] raster(Region.Area area) {
    boolean[] inside = new boolean[columns * rows];
    double[] crossings = new double[64];
    for (int row = 0; row < rows; row++) {
      double y = (row + 0.5) * cellPixels;
      int n = 0;
      for (double[] ring : area.outline().rings()) {
        for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          if (ring[i + 1] > y != ring[j + 1] > y) {
            if (n == crossings.length) {
              crossings = Arrays.copyOf(crossings, 2 * n);
            }
            crossings[n++] =
                ring[i] + (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) * (ring[j] - ring[i]);
          }
        }
      }
      Arrays.sort(crossings, 0, n);
      for (int k = 0; k + 1 < n; k += 2) {
        int from = Math.max(0, (int) Math.ceil(crossings[k] / cellPixels - 0.5));
        int to = Math.min(columns - 1, (int) Math.ceil(crossings[k + 1] / cellPixels - 0.5) - 1);
        for (int column = from; column <= to; column++) {
          inside[row * columns + column] = true;
        }
      }
    }
    return inside;
  }
}
