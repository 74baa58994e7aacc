package org.fovea.ui.pathology;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.fovea.ui.common.Ink;

/** Draws what people drew on the slide. */
final class MarkPainter implements SlideCanvas.Layer {
  private static final Color PLAIN = Color.web("#d9dee4");
  private static final Color CHOSEN = Color.web("#4fb3d9");

  private final SlideModel model;
  private final MarksModel marks;
  private final MarkDrawing drawing;
  private final SlideOverlays overlays;

  MarkPainter(SlideModel model, MarksModel marks, MarkDrawing drawing, SlideOverlays overlays) {
    this.model = model;
    this.marks = marks;
    this.drawing = drawing;
    this.overlays = overlays;
  }

  @Override
  public void paint(GraphicsContext g, SlideTransform t) {
    if (overlays.hidden()) {
      return;
    }
    Ink ink = new Ink(g);
    for (Mark m : marks.marks()) {
      boolean chosen = m == marks.selectedProperty().get();
      paint(ink, t, m, chosen ? CHOSEN : PLAIN, true, true);
    }
    Mark open = drawing.unfinished();
    if (open != null) {
      paint(ink, t, open, CHOSEN, open.kind() != Mark.Kind.POLYGON, false);
    }
  }

  private void paint(
      Ink ink, SlideTransform t, Mark m, Color color, boolean closed, boolean named) {
    double[] xs = new double[m.size()];
    double[] ys = new double[m.size()];
    Point2D label = null;
    for (int i = 0; i < m.size(); i++) {
      Point2D s = t.toScreen(m.point(i).getX(), m.point(i).getY());
      xs[i] = s.getX();
      ys[i] = s.getY();
      if (label == null || s.getX() > label.getX()) {
        label = s;
      }
    }
    switch (m.kind()) {
      case POINT -> {
        ink.ring(xs[0], ys[0], 6, color);
        ink.dot(xs[0], ys[0], color, 2);
      }
      case RULER -> {
        ink.line(xs[0], ys[0], xs[1], ys[1], color, 1.5);
        ink.dot(xs[0], ys[0], color, 2.5);
        ink.dot(xs[1], ys[1], color, 2.5);
      }
      case RECTANGLE, POLYGON -> ink.path(xs, ys, closed, false, color, 1.5);
    }
    String measure = !named && m.kind() == Mark.Kind.POLYGON ? "" : m.measure(model.slide());
    List<String> lines =
        java.util.stream.Stream.of(m.name(), measure).filter(s -> !s.isEmpty()).toList();
    if (!lines.isEmpty() && label != null) {
      ink.plate(lines, label.getX() + 12, label.getY(), color);
    }
  }
}
