package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.fovea.common.Text;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.ui.common.Ink;

/** Draws everything in a viewport that is not pixels: outlines, measurements, letters, numbers. */
final class ViewportPainter {
  private static final Text TEXT = Text.of(ViewportPainter.class);
  static final Color PLAIN = Color.web("#d9dee4");
  static final Color QUIET = Color.web("#a9b3be");
  static final Color ACCENT = Color.web("#4fb3d9");
  static final Color TROUBLE = Color.web("#ff6b57");
  private static final double MARGIN = 10;
  private static final Font LETTER = Font.font("System", FontWeight.BOLD, 13);

  private final ViewportModel model;
  private final OverlayModel overlays;
  private final OverlayPlacer placer;
  private final AnnotationPainter annotations;
  private final OutlinePainter outlines;
  private final HeatLegend legend;
  private Supplier<List<Plane>> others = List::of;
  private Probe probe;
  private boolean legendShown = true;
  private Point brushAt;
  private double brushMm;

  ViewportPainter(
      ViewportModel model,
      OverlayModel overlays,
      AnnotationModel annotations,
      OverlayPlacer placer) {
    this.model = model;
    this.overlays = overlays;
    this.placer = placer;
    this.annotations = new AnnotationPainter(model, annotations);
    this.outlines = new OutlinePainter(model, overlays, placer);
    this.legend = new HeatLegend(overlays);
  }

  /** Where the planes of other viewports come from. */
  void others(Supplier<List<Plane>> planes) {
    others = planes;
  }

  /** Whether the legend of the heatmap is drawn here. */
  void legend(boolean shown) {
    legendShown = shown;
  }

  AnnotationPainter annotations() {
    return annotations;
  }

  OutlinePainter outlines() {
    return outlines;
  }

  /** What is under the pointer; null for nothing. */
  void probe(Probe what) {
    probe = what;
  }

  /** Where the brush is on the screen, null for nowhere, and its radius, mm. */
  void brush(Point at, double radiusMm) {
    brushAt = at;
    brushMm = radiusMm;
  }

  private void brush(Ink ink) {
    if (brushAt != null && model.plane() != null) {
      double r = brushMm / model.plane().columnSpacingMm() * model.transform().scale();
      ink.ring(brushAt.x(), brushAt.y(), r, PLAIN);
    }
  }

  /** What the picture is, for people who do not see it. */
  String spoken() {
    CornerText c = CornerText.of(model);
    List<String> all = new ArrayList<>(c.topLeft());
    all.addAll(c.bottomLeft());
    return all.isEmpty() ? TEXT.get("viewport.empty") : String.join(", ", all);
  }

  void paint(GraphicsContext g, double w, double h, boolean decorated) {
    Ink ink = new Ink(g);
    if (model.shown() == null) {
      ink.text(TEXT.get("viewport.empty"), w / 2, h / 2, TextAlignment.CENTER, VPos.CENTER, QUIET);
      return;
    }
    if (!decorated) {
      return;
    }
    if (model.picture() == null) {
      ink.text(
          TEXT.get("viewport.loading"), w / 2, h / 2, TextAlignment.CENTER, VPos.CENTER, QUIET);
    }
    if (model.picture() instanceof FrameLoader.Loaded.Broken b) {
      broken(ink, b, w, h);
    }
    if (model.decoded().isPresent()) {
      lines(ink);
      outlines.paint(ink);
      annotations.paint(ink);
      linked(ink);
      brush(ink);
      letters(ink, w, h);
      scale(ink, w, h);
    }
    corners(ink, w, h);
  }

  private static void broken(Ink ink, FrameLoader.Loaded.Broken b, double w, double h) {
    double y = h / 2 - 8;
    ink.text(
        "⚠ " + TEXT.get("viewport.brokenTitle"),
        w / 2,
        y,
        TextAlignment.CENTER,
        VPos.CENTER,
        TROUBLE,
        LETTER);
    for (String line : wrapped(b.message(), (int) Math.max(20, w / 7))) {
      y += 18;
      ink.text(line, w / 2, y, TextAlignment.CENTER, VPos.CENTER, PLAIN);
    }
  }

  static List<String> wrapped(String s, int most) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : s.split("\\s+")) {
      if (!line.isEmpty() && line.length() + word.length() >= most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void lines(Ink ink) {
    for (Plane other : others.get()) {
      ReferenceLine.of(other, model.plane())
          .ifPresent(
              l -> {
                Point a = model.transform().toScreen(l.from());
                Point b = model.transform().toScreen(l.to());
                ink.line(a.x(), a.y(), b.x(), b.y(), ACCENT, 1);
              });
    }
  }

  private void linked(Ink ink) {
    Vec3 p = model.linked();
    Plane plane = model.plane();
    if (p == null || plane == null) {
      return;
    }
    Point s = model.transform().toScreen(new Point(plane.column(p), plane.row(p)));
    for (int sign = -1; sign <= 1; sign += 2) {
      ink.line(s.x() + 5 * sign, s.y(), s.x() + 16 * sign, s.y(), ACCENT, 1.5);
      ink.line(s.x(), s.y() + 5 * sign, s.x(), s.y() + 16 * sign, ACCENT, 1.5);
    }
  }

  private void letters(Ink ink, double w, double h) {
    Directions.Edges e = Directions.edges(model.plane(), model.transform().turn());
    if (e == null) {
      return;
    }
    double right = w - MARGIN - StackBar.WIDTH;
    ink.text(e.left(), MARGIN, h / 2, TextAlignment.LEFT, VPos.CENTER, PLAIN, LETTER);
    ink.text(e.right(), right, h / 2, TextAlignment.RIGHT, VPos.CENTER, PLAIN, LETTER);
    ink.text(e.top(), w / 2, MARGIN, TextAlignment.CENTER, VPos.TOP, PLAIN, LETTER);
    ink.text(e.bottom(), w / 2, h - MARGIN, TextAlignment.CENTER, VPos.BOTTOM, PLAIN, LETTER);
  }

  private void scale(Ink ink, double w, double h) {
    ScaleBar bar = ScaleBar.of(model.plane(), model.transform(), Math.min(160, w / 4));
    double right = w - MARGIN - StackBar.WIDTH;
    double y = h - MARGIN - 2;
    double left = right - bar.length();
    ink.line(left, y, right, y, PLAIN, 1);
    ink.line(left, y - 4, left, y + 2, PLAIN, 1);
    ink.line(right, y - 4, right, y + 2, PLAIN, 1);
    ink.text(bar.label(), (left + right) / 2, y - 4, TextAlignment.CENTER, VPos.BOTTOM, PLAIN);
  }

  private void corners(Ink ink, double w, double h) {
    CornerText c = CornerText.of(model);
    double right = w - MARGIN - StackBar.WIDTH;
    down(ink, c.topLeft(), MARGIN, MARGIN, TextAlignment.LEFT);
    down(ink, c.topRight(), right, MARGIN, TextAlignment.RIGHT);
    List<String> bottomLeft = new ArrayList<>(c.bottomLeft());
    if (probe != null && model.decoded().isPresent()) {
      bottomLeft.add(0, said(probe));
    }
    up(ink, bottomLeft, MARGIN, h - MARGIN, TextAlignment.LEFT);
    up(ink, c.bottomRight(), right, h - MARGIN - 26, TextAlignment.RIGHT);
    boolean heat =
        legendShown
            && model.decoded().isPresent()
            && overlays.heat().filter(l -> OverlayPlacer.applies(l, model.shown())).isPresent();
    if (heat) {
      legend.paint(ink, w, h, MARGIN);
    }
  }

  private static void down(Ink ink, List<String> lines, double x, double y, TextAlignment align) {
    double at = y;
    for (String line : lines) {
      ink.text(line, x, at, align, VPos.TOP, PLAIN);
      at += Ink.LINE;
    }
  }

  private static void up(Ink ink, List<String> lines, double x, double y, TextAlignment align) {
    double at = y;
    for (String line : lines.reversed()) {
      ink.text(line, x, at, align, VPos.BOTTOM, PLAIN);
      at -= Ink.LINE;
    }
  }

  /** A pixel in words: its value with unit, its place in millimetres where it is known. */
  static String said(Probe p) {
    StringBuilder s = new StringBuilder();
    if (p.values().length == 3) {
      s.append(
          String.format(
              Locale.ROOT, "RGB %.0f %.0f %.0f", p.values()[0], p.values()[1], p.values()[2]));
    } else {
      s.append(CornerText.number(p.values()[0]));
      if (!p.unit().isBlank() && !p.unit().equals("US")) {
        s.append(' ').append(p.unit());
      }
    }
    s.append("   ").append(p.column()).append(", ").append(p.row()).append(" px");
    if (p.patient() != null) {
      s.append(
          String.format(
              Locale.ROOT,
              "   %s %.1f  %s %.1f  %s %.1f mm",
              p.patient().x() < 0 ? "R" : "L",
              Math.abs(p.patient().x()),
              p.patient().y() < 0 ? "A" : "P",
              Math.abs(p.patient().y()),
              p.patient().z() < 0 ? "F" : "H",
              Math.abs(p.patient().z())));
    }
    return s.toString();
  }
}
