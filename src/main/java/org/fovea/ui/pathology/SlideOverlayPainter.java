package org.fovea.ui.pathology;

import java.nio.IntBuffer;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Affine;
import org.fovea.finding.Verdict;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.display.HeatStyle;
import org.fovea.imaging.display.SlideHeatRenderer;
import org.fovea.ui.common.Ink;

/** Draws heatmap and outlines of findings over a slide. */
final class SlideOverlayPainter implements SlideCanvas.Layer {
  private static final int MOST_CONTOURED = 1 << 19;

  private final SlideModel model;
  private final SlideOverlays overlays;
  private final BorderEditing border;
  private final SlideHeatLegend legend;
  private SlideHeatRenderer renderer;
  private List<double[]> lines = List.of();
  private double linesAt = Double.NaN;
  private SlideHeatRenderer linesOf;
  private SlideHeatRenderer.Cells cells;
  private Image image;

  /**
   * @param border draws the finding that is being changed itself
   */
  SlideOverlayPainter(SlideModel model, SlideOverlays overlays, BorderEditing border) {
    this.model = model;
    this.overlays = overlays;
    this.border = border;
    this.legend = new SlideHeatLegend(overlays);
  }

  /** Whether what is known lies over the slide that is shown. */
  private boolean applies() {
    return model.shown() != null && model.shown().is(overlays.imageUid());
  }

  @Override
  public void paint(GraphicsContext g, SlideTransform t) {
    if (!applies()) {
      return;
    }
    Ink ink = new Ink(g);
    if (!overlays.hidden()) {
      overlays.heat().filter(h -> overlays.heatOn()).ifPresent(h -> heat(g, ink, t, h));
      for (SlideOverlays.Area area : overlays.areas()) {
        if (!area.id().equals(border.id())) {
          outline(ink, t, area);
        }
      }
    }
    overlays.heat().ifPresent(h -> legend.paint(g, ink, t, h));
  }

  private void heat(GraphicsContext g, Ink ink, SlideTransform t, SlideOverlays.Heat heat) {
    if (renderer == null || renderer.map() != heat.map()) {
      renderer = new SlideHeatRenderer(heat.map());
    }
    if (overlays.outlined()) {
      contours(ink, t);
      return;
    }
    double[] box = t.seen();
    HeatStyle style = new HeatStyle(overlays.colorMap(), 1, overlays.threshold());
    cells = renderer.render(box[0], box[1], box[2], box[3], 1 / t.scale(), style);
    if (cells == null) {
      return;
    }
    image =
        new WritableImage(
            new PixelBuffer<>(
                cells.columns(),
                cells.rows(),
                IntBuffer.wrap(cells.pixels()),
                PixelFormat.getIntArgbPreInstance()));
    g.setTransform(onScreen(t));
    g.setImageSmoothing(false); // a cell is what was analysed; nothing is known between cells
    g.setGlobalAlpha(overlays.opacity());
    g.drawImage(
        image,
        (cells.x() - t.cx()) * t.scale(),
        (cells.y() - t.cy()) * t.scale() * t.aspect(),
        cells.columns() * cells.cell() * t.scale(),
        cells.rows() * cells.cell() * t.scale() * t.aspect());
    g.setGlobalAlpha(1);
    g.setTransform(new Affine());
  }

  /** From screen pixels about the middle, before the turn, to the screen. */
  private static Affine onScreen(SlideTransform t) {
    return new Affine(t.cos(), -t.sin(), t.width() / 2, t.sin(), t.cos(), t.height() / 2);
  }

  private void contours(Ink ink, SlideTransform t) {
    if (linesOf != renderer || linesAt != overlays.threshold()) {
      linesOf = renderer;
      linesAt = overlays.threshold();
      lines = renderer.contours(linesAt, MOST_CONTOURED);
    }
    // the paler part of either map, so that the line parts from its dark halo
    int c = overlays.colorMap().rgb(overlays.colorMap() == ColorMap.DEEP_TEAL ? 0.25 : 0.75);
    Color color = Color.rgb(c >> 16 & 0xff, c >> 8 & 0xff, c & 0xff);
    for (double[] line : lines) {
      line(ink, t, line, false, color, 1.5);
    }
  }

  private void outline(Ink ink, SlideTransform t, SlideOverlays.Area area) {
    Color color = color(area.decision());
    boolean rejected = area.decision() == Verdict.Decision.REJECTED;
    double width = area.id().equals(overlays.selected()) ? 2.5 : 1.5;
    Point2D corner = null;
    for (double[] ring : area.outline().rings()) {
      Point2D c = line(ink, t, ring, rejected, color, width);
      if (corner == null && c != null) {
        corner = c;
      }
    }
    if (corner != null) {
      ink.badge(letters(area.decision()), corner.getX() + 5, corner.getY() - 7, color);
    }
  }

  /** Draws a closed line; its upper right point on the screen, or null where it is not seen. */
  static Point2D line(
      Ink ink, SlideTransform t, double[] line, boolean dashed, Color color, double width) {
    int n = line.length / 2;
    double[] xs = new double[n];
    double[] ys = new double[n];
    Point2D corner = null;
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      Point2D s = t.toScreen(line[2 * i], line[2 * i + 1]);
      xs[i] = s.getX();
      ys[i] = s.getY();
      left = Math.min(left, s.getX());
      right = Math.max(right, s.getX());
      top = Math.min(top, s.getY());
      bottom = Math.max(bottom, s.getY());
      if (corner == null || s.getX() - s.getY() > corner.getX() - corner.getY()) {
        corner = s;
      }
    }
    if (right < 0 || bottom < 0 || left > t.width() || top > t.height()) {
      return null;
    }
    ink.path(xs, ys, true, dashed, color, width);
    return corner;
  }

  /** The colours of a verdict are those of the findings panel. */
  static Color color(Verdict.Decision decision) {
    return switch (decision) {
      case PENDING -> Color.web("#f2b134");
      case ACCEPTED -> Color.web("#4cc38a");
      case CHANGED -> Color.web("#6aa9ff");
      case REJECTED -> Color.web("#8d98a5");
    };
  }

  private static String letters(Verdict.Decision decision) {
    return switch (decision) {
      case PENDING -> "AI";
      case ACCEPTED -> "A";
      case CHANGED -> "E";
      case REJECTED -> "R";
    };
  }
}
