package org.fovea.ui.pathology;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import org.fovea.finding.Verdict;
import org.fovea.imaging.slide.Outline;
import org.fovea.ui.common.Ink;

/** Draws the border that is being changed, the stroke under way and the brush. */
final class BorderPainter implements SlideCanvas.Layer {
  private static final Color BORDER = SlideOverlayPainter.color(Verdict.Decision.CHANGED);
  private static final Color ERASED = Color.web("#d9dee4");
  private static final double STROKE_OPACITY = 0.35;

  private final BorderEditing border;

  BorderPainter(BorderEditing border) {
    this.border = border;
  }

  @Override
  public void paint(GraphicsContext g, SlideTransform t) {
    Outline outline = border.outline();
    if (outline == null) {
      return;
    }
    Color hand = border.erasing() ? ERASED : BORDER;
    List<Point2D> stroke = border.stroke();
    if (!stroke.isEmpty()) {
      g.setGlobalAlpha(STROKE_OPACITY);
      g.setStroke(hand);
      g.setLineWidth(2 * border.radius());
      g.setLineCap(StrokeLineCap.ROUND);
      g.setLineJoin(StrokeLineJoin.ROUND);
      g.beginPath();
      for (int i = 0; i < stroke.size(); i++) {
        Point2D s = t.toScreen(stroke.get(i).getX(), stroke.get(i).getY());
        if (i == 0) {
          g.moveTo(s.getX(), s.getY());
        }
        g.lineTo(s.getX(), s.getY());
      }
      g.stroke();
      g.setGlobalAlpha(1);
    }
    Ink ink = new Ink(g);
    for (double[] ring : outline.rings()) {
      SlideOverlayPainter.line(ink, t, ring, false, BORDER, 2.5);
    }
    Point2D at = border.pointer();
    if (at != null) {
      ink.ring(at.getX(), at.getY(), border.radius(), hand);
    }
  }
}
