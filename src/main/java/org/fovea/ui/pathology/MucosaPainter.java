package org.fovea.ui.pathology;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.ui.common.Ink;
import org.fovea.ui.mucosa.MucosaModel;

/**
 * Draws measured places over a slide, villus and crypt in colours of their own, and at a high
 * enough magnification the nuclei that were found.
 */
final class MucosaPainter implements SlideCanvas.Layer {
  private static final Color VILLUS = Color.web("#ffd45e");
  private static final Color CRYPT = Color.web("#6cd4ff");
  private static final Color BRUNNER = Color.web("#4cc38a");
  private static final Color CHANGED = Color.web("#6aa9ff");

  /** Nuclei by their order in the result: epithelial, inflammatory, other. */
  private static final List<Color> NUCLEI =
      List.of(Color.web("#4cc38a"), Color.web("#ff4fd8"), Color.web("#8d98a5"));

  /** Nuclei are drawn where a screen pixel is at most this wide, µm. */
  private static final double NUCLEI_UM = 1.6;

  private final SlideModel model;
  private final MucosaModel mucosa;
  private final MucosaDrawing drawing;
  private final SlideOverlays overlays;

  MucosaPainter(
      SlideModel model, MucosaModel mucosa, MucosaDrawing drawing, SlideOverlays overlays) {
    this.model = model;
    this.mucosa = mucosa;
    this.drawing = drawing;
    this.overlays = overlays;
  }

  @Override
  public void paint(GraphicsContext g, SlideTransform t) {
    Mucosa m = mucosa.mucosa().orElse(null);
    if (m == null
        || overlays.hidden()
        || model.shown() == null
        || !model.shown().is(mucosa.imageUid())) {
      return;
    }
    if (m.micrometresPerPixel() / t.scale() <= NUCLEI_UM) {
      nuclei(g, t, m);
    }
    Ink ink = new Ink(g);
    brunner(ink, t, m);
    MucosalPlace selected = mucosa.selected().orElse(null);
    boolean moving = !drawing.moved().isEmpty();
    for (MucosalPlace p : m.places()) {
      if (p != selected) {
        place(ink, t, List.of(p.base(), p.mouth(), p.tip()), 2, p.origin());
      }
    }
    if (selected != null) {
      List<MucosalPlace.Point> points =
          moving ? drawing.moved() : List.of(selected.base(), selected.mouth(), selected.tip());
      place(ink, t, points, 4, selected.origin());
      for (MucosalPlace.Point p : points) {
        Point2D s = t.toScreen(p.x(), p.y());
        g.setFill(Color.web("#14171a"));
        g.fillOval(s.getX() - 5, s.getY() - 5, 10, 10);
        g.setFill(Color.web("#d9dee4"));
        g.fillOval(s.getX() - 3.5, s.getY() - 3.5, 7, 7);
      }
    }
    place(ink, t, drawing.unfinished(), 3, MucosalPlace.Origin.MODEL);
  }

  private static void place(
      Ink ink,
      SlideTransform t,
      List<MucosalPlace.Point> points,
      double width,
      MucosalPlace.Origin origin) {
    for (int i = 0; i + 1 < points.size(); i++) {
      Point2D a = t.toScreen(points.get(i).x(), points.get(i).y());
      Point2D b = t.toScreen(points.get(i + 1).x(), points.get(i + 1).y());
      ink.line(a.getX(), a.getY(), b.getX(), b.getY(), i == 0 ? CRYPT : VILLUS, width);
    }
    if (origin != MucosalPlace.Origin.MODEL && points.size() == 3) {
      Point2D tip = t.toScreen(points.get(2).x(), points.get(2).y());
      ink.badge("E", tip.getX() + 5, tip.getY() - 7, CHANGED);
    }
  }

  /** A circle of the area of each lobule of Brunner's glands in the mucosa. */
  private static void brunner(Ink ink, SlideTransform t, Mucosa m) {
    for (BrunnerGlands.Lobule l : m.seen().brunner().lobules()) {
      Point2D s = t.toScreen(l.x(), l.y());
      double r = l.radiusUm() / m.micrometresPerPixel() * t.scale();
      ink.ring(s.getX(), s.getY(), r, BRUNNER);
    }
  }

  private static void nuclei(GraphicsContext g, SlideTransform t, Mucosa m) {
    double[] seen = t.seen();
    for (int k = 0; k < m.cells().size(); k++) {
      g.setFill(NUCLEI.get(Math.min(k, NUCLEI.size() - 1)));
      double[] xy = m.cells().get(k).coordinates();
      for (int i = 0; i < xy.length; i += 2) {
        if (xy[i] >= seen[0] && xy[i] <= seen[2] && xy[i + 1] >= seen[1] && xy[i + 1] <= seen[3]) {
          Point2D s = t.toScreen(xy[i], xy[i + 1]);
          g.fillOval(s.getX() - 2.5, s.getY() - 2.5, 5, 5);
        }
      }
    }
  }
}
