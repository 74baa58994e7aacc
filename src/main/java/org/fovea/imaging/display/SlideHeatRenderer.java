package org.fovea.imaging.display;

import java.util.ArrayList;
import java.util.List;
import org.fovea.imaging.slide.SlideHeatmap;

/**
 * Draws the part of a slide's heatmap that is seen, from as coarse a version of it as the view can
 * tell. One renderer serves one map and one thread.
 */
public final class SlideHeatRenderer {
  private final List<SlideHeatmap> coarser = new ArrayList<>();
  private final OverlayRenderer renderer = new OverlayRenderer();

  /**
   * Cells as a picture.
   *
   * @param x left edge, pixels of the highest resolution of the slide
   * @param y upper edge, likewise
   * @param columns width, cells
   * @param rows height, cells
   * @param cell side of a cell, pixels of the highest resolution
   * @param pixels premultiplied ARGB, row by row
   */
  public record Cells(double x, double y, int columns, int rows, double cell, int[] pixels) {}

  public SlideHeatRenderer(SlideHeatmap map) {
    coarser.add(map);
  }

  public SlideHeatmap map() {
    return coarser.getFirst();
  }

  /**
   * The map with the largest cells that are not wider than wanted; the map itself where its own are
   * wider.
   *
   * @param widest pixels of the highest resolution
   */
  public SlideHeatmap suited(double widest) {
    int i = 0;
    while (coarser.get(i).cellPixels() * 2 <= widest
        && Math.max(coarser.get(i).columns(), coarser.get(i).rows()) > 1) {
      i++;
      if (i == coarser.size()) {
        coarser.add(coarser.get(i - 1).half());
      }
    }
    return coarser.get(i);
  }

  /**
   * The cells that touch a box.
   *
   * @param x0 left edge of the box, pixels of the highest resolution
   * @param widest a cell needs not be narrower than this to be told from its neighbours, pixels of
   *     the highest resolution
   * @return null where the box lies outside the map
   */
  public Cells render(double x0, double y0, double x1, double y1, double widest, HeatStyle style) {
    SlideHeatmap m = suited(widest);
    double cell = m.cellPixels();
    int left = (int) Math.clamp(Math.floor(x0 / cell), 0, m.columns());
    int top = (int) Math.clamp(Math.floor(y0 / cell), 0, m.rows());
    int right = (int) Math.clamp(Math.ceil(x1 / cell), 0, m.columns());
    int bottom = (int) Math.clamp(Math.ceil(y1 / cell), 0, m.rows());
    int w = right - left;
    int h = bottom - top;
    if (w <= 0 || h <= 0) {
      return null;
    }
    float[] part = new float[w * h];
    for (int y = 0; y < h; y++) {
      System.arraycopy(m.values(), (top + y) * m.columns() + left, part, y * w, w);
    }
    int[] pixels = new int[w * h];
    renderer.render(part, w * h, style, pixels);
    return new Cells(left * cell, top * cell, w, h, cell, pixels);
  }

  /**
   * Lines round the cells that reach a value, in pixels of the highest resolution.
   *
   * @param most a coarser map is taken where this has more cells
   */
  public List<double[]> contours(double level, int most) {
    SlideHeatmap m = coarser.getFirst();
    while ((long) m.columns() * m.rows() > most) {
      m = suited(m.cellPixels() * 2);
    }
    List<double[]> lines = Contours.of(m.values(), m.columns(), m.rows(), level);
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        line[i] = (line[i] + 0.5) * m.cellPixels(); // cell centres are at whole numbers there
      }
    }
    return lines;
  }
}
