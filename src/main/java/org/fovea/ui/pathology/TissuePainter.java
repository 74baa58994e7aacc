package org.fovea.ui.pathology;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.tissue.TissueMap.Kind;
import org.fovea.ui.common.Ink;

/**
 * Draws the border of tissue as a full line, and of what is left out as a broken one, by letter.
 */
final class TissuePainter implements SlideCanvas.Layer {
  private static final Color TISSUE = Color.web("#4fb3d9");
  private static final Color LEFT_OUT = Color.web("#ff6b57");

  private final TissueModel tissue;
  private final SlideOverlays overlays;

  TissuePainter(TissueModel tissue, SlideOverlays overlays) {
    this.tissue = tissue;
    this.overlays = overlays;
  }

  @Override
  public void paint(GraphicsContext g, SlideTransform t) {
    if (!overlays.hidden()) {
      Ink ink = new Ink(g);
      tissue.outlines().forEach((kind, outlines) -> draw(ink, t, kind, outlines));
    }
  }

  private static void draw(Ink ink, SlideTransform t, Kind kind, List<Outline> outlines) {
    boolean analysed = kind == Kind.TISSUE;
    for (Outline outline : outlines) {
      Point2D corner =
          SlideOverlayPainter.line(
              ink, t, outline.rings().getFirst(), !analysed, analysed ? TISSUE : LEFT_OUT, 1.5);
      boolean large = outline.area() * t.scale() * t.scale() > 400;
      if (corner != null && !analysed && large) {
        ink.badge(letter(kind), corner.getX() + 5, corner.getY() - 7, LEFT_OUT);
      }
    }
  }

  private static String letter(Kind kind) {
    return switch (kind) {
      case PEN -> "P";
      case FOLD -> "F";
      case OUT_OF_FOCUS -> "B";
      case TISSUE, BACKGROUND -> "";
    };
  }
}
