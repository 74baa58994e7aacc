package org.fovea.ui.radiology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.paint.Color;
import org.fovea.dicom.Slice;
import org.fovea.ui.common.Ink;

/** Draws what has been drawn on the slice on screen, and what is just being drawn. */
final class AnnotationPainter {
  private static final Color COLOR = Color.web("#e8d98a");
  private static final Color SELECTED = ViewportPainter.ACCENT;
  private static final int ROUND = 48;
  private static final int MOST_KEPT = 100;

  private final ViewportModel model;
  private final AnnotationModel annotations;
  private final Map<Annotation, Said> said = new HashMap<>();
  private Annotation draft;

  /** What is written beside an annotation on a picture; kept, because it looks at every pixel. */
  private record Said(FrameLoader.Loaded.Picture picture, List<String> lines) {}

  AnnotationPainter(ViewportModel model, AnnotationModel annotations) {
    this.model = model;
    this.annotations = annotations;
  }

  /** What is just being drawn; null for nothing. */
  void draft(Annotation a) {
    draft = a;
  }

  void paint(Ink ink) {
    Slice slice = model.slice();
    List<Annotation> list = annotations.on(slice);
    AnnotationModel.Hit hit = annotations.selected();
    for (int i = 0; i < list.size(); i++) {
      boolean chosen = hit != null && hit.index() == i && hit.slice().equals(slice);
      one(ink, list.get(i), chosen);
    }
    if (draft != null) {
      one(ink, draft, true);
    }
  }

  private void one(Ink ink, Annotation a, boolean chosen) {
    Color color = chosen ? SELECTED : COLOR;
    ViewTransform t = model.transform();
    switch (a) {
      case Annotation.Length l -> line(ink, t.toScreen(l.a()), t.toScreen(l.b()), color);
      case Annotation.Angle g -> {
        line(ink, t.toScreen(g.a()), t.toScreen(g.vertex()), color);
        line(ink, t.toScreen(g.vertex()), t.toScreen(g.b()), color);
      }
      case Annotation.Rectangle r -> {
        Point p = t.toScreen(r.a());
        Point q = t.toScreen(r.b());
        ink.path(
            new double[] {p.x(), q.x(), q.x(), p.x()},
            new double[] {p.y(), p.y(), q.y(), q.y()},
            true,
            false,
            color,
            1.5);
      }
      case Annotation.Ellipse e -> ellipse(ink, t.toScreen(e.a()), t.toScreen(e.b()), color);
      case Annotation.Note n -> {}
    }
    Point label = null;
    for (Point handle : a.handles()) {
      Point s = t.toScreen(handle);
      boolean corner = a instanceof Annotation.Rectangle || a instanceof Annotation.Ellipse;
      if (chosen || !corner) {
        ink.dot(s.x(), s.y(), color, chosen ? 3.5 : 2);
      }
      if (label == null || s.x() > label.x()) {
        label = s;
      }
    }
    if (a instanceof Annotation.Rectangle || a instanceof Annotation.Ellipse) {
      double top = a.handles().stream().mapToDouble(h -> t.toScreen(h).y()).min().orElseThrow();
      label = new Point(label.x(), top);
    }
    if (a instanceof Annotation.Angle g) {
      label = t.toScreen(g.vertex());
      label = new Point(label.x(), label.y() + Ink.LINE);
    }
    FrameLoader.Loaded.Picture p = model.decoded().orElseThrow();
    ink.plate(lines(a, p), label.x() + 12, label.y(), color);
  }

  private List<String> lines(Annotation a, FrameLoader.Loaded.Picture p) {
    Said known = said.get(a);
    if (known == null || known.picture != p) {
      if (said.size() >= MOST_KEPT) {
        said.clear();
      }
      known = new Said(p, new Measured(model.plane()).lines(a, p));
      said.put(a, known);
    }
    return known.lines;
  }

  private static void line(Ink ink, Point a, Point b, Color color) {
    ink.line(a.x(), a.y(), b.x(), b.y(), color, 1.5);
  }

  private static void ellipse(Ink ink, Point p, Point q, Color color) {
    double[] xs = new double[ROUND];
    double[] ys = new double[ROUND];
    for (int i = 0; i < ROUND; i++) {
      double angle = 2 * Math.PI * i / ROUND;
      xs[i] = (p.x() + q.x()) / 2 + (q.x() - p.x()) / 2 * Math.cos(angle);
      ys[i] = (p.y() + q.y()) / 2 + (q.y() - p.y()) / 2 * Math.sin(angle);
    }
    ink.path(xs, ys, true, false, color, 1.5);
  }
}
