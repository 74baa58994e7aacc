package org.fovea.ui.pathology;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.fovea.common.Text;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.AnnotationGroup.Kind;
import org.fovea.ui.common.Ink;

/**
 * Draws marks that an algorithm of another program made: points as dots, outlines as lines where
 * they are large enough on the screen, each group in a colour of its own that a legend names.
 */
final class FoundPainter implements SlideCanvas.Layer {
  private static final Text TEXT = Text.of(FoundPainter.class);

  /** Told apart also by those who do not see red and green apart (Wong, Nature Methods 2011). */
  private static final List<Color> COLOURS =
      List.of(
          Color.web("#f2b134"),
          Color.web("#56b4e9"),
          Color.web("#cc79a7"),
          Color.web("#009e73"),
          Color.web("#d55e00"));

  private static final Color PLAIN = Color.web("#d9dee4");

  /** More marks of a group than this are thinned evenly, so that the view stays fluid. */
  private static final int MOST_DRAWN = 12_000;

  /** Outlines smaller than this on the screen are dots, pixels. */
  private static final double SMALLEST = 4;

  private static final int MOST_NAMED = 8;

  private final SlideModel model;
  private final FoundLayer found;
  private final SlideOverlays overlays;

  FoundPainter(SlideModel model, FoundLayer found, SlideOverlays overlays) {
    this.model = model;
    this.found = found;
    this.overlays = overlays;
  }

  @Override
  public void paint(GraphicsContext g, SlideTransform t) {
    if (overlays.hidden() || model.shown() == null) {
      return;
    }
    List<FoundLayer.Group> groups = found.on(model.shown());
    if (groups.isEmpty()) {
      return;
    }
    Ink ink = new Ink(g);
    double[] seen = t.seen();
    for (int k = 0; k < groups.size(); k++) {
      paint(ink, g, t, groups.get(k), seen, COLOURS.get(k % COLOURS.size()));
    }
    legend(ink, t, groups);
  }

  private static void paint(
      Ink ink,
      GraphicsContext g,
      SlideTransform t,
      FoundLayer.Group group,
      double[] seen,
      Color color) {
    AnnotationGroup marks = group.marks();
    int visible = 0;
    for (int i = 0; i < marks.size(); i++) {
      visible += group.within(i, seen) ? 1 : 0;
    }
    int every = 1 + visible / MOST_DRAWN;
    g.setFill(color);
    int n = 0;
    for (int i = 0; i < marks.size(); i++) {
      if (!group.within(i, seen) || n++ % every != 0) {
        continue;
      }
      double[] p = marks.mark(i);
      boolean small =
          Math.max(
                  group.boxes()[4 * i + 2] - group.boxes()[4 * i],
                  group.boxes()[4 * i + 3] - group.boxes()[4 * i + 1])
              < SMALLEST / t.scale();
      if (marks.kind() == Kind.POINT || small) {
        Point2D s = t.toScreen(p[0], p[1]);
        g.setFill(color);
        g.fillOval(s.getX() - 2.5, s.getY() - 2.5, 5, 5);
      } else {
        line(ink, t, p, marks.kind() != Kind.POLYLINE, color);
      }
    }
  }

  private static void line(Ink ink, SlideTransform t, double[] p, boolean closed, Color color) {
    double[] xs = new double[p.length / 2];
    double[] ys = new double[p.length / 2];
    for (int i = 0; i < xs.length; i++) {
      Point2D s = t.toScreen(p[2 * i], p[2 * i + 1]);
      xs[i] = s.getX();
      ys[i] = s.getY();
    }
    ink.path(xs, ys, closed, false, color, 1.5);
  }

  private static void legend(Ink ink, SlideTransform t, List<FoundLayer.Group> groups) {
    int named = Math.min(MOST_NAMED, groups.size());
    double y = t.height() - 56 - Ink.LINE * named;
    for (int k = 0; k < named; k++) {
      AnnotationGroup g = groups.get(k).marks();
      Color color = COLOURS.get(k % COLOURS.size());
      String name = g.label().isBlank() ? g.type().meaning() : g.label();
      ink.plate(List.of("     " + TEXT.get("found.legend", name, g.size())), 16, y, PLAIN);
      ink.dot(20, y, color, 3);
      y += Ink.LINE;
    }
  }
}
