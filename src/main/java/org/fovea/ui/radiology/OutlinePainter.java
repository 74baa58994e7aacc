package org.fovea.ui.radiology;

import java.util.List;
import javafx.scene.paint.Color;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Plane;
import org.fovea.ui.common.Ink;

/** Draws outlines of findings and, where it is asked for, of the heatmap. */
final class OutlinePainter {
  private final ViewportModel model;
  private final OverlayModel overlays;
  private final OverlayPlacer placer;

  OutlinePainter(ViewportModel model, OverlayModel overlays, OverlayPlacer placer) {
    this.model = model;
    this.overlays = overlays;
    this.placer = placer;
  }

  /** The colour of a verdict. */
  static Color color(Verdict.Decision decision) {
    return switch (decision) {
      case PENDING -> Color.web("#f2b134");
      case ACCEPTED -> Color.web("#4cc38a");
      case CHANGED -> Color.web("#6aa9ff");
      case REJECTED -> Color.web("#8d98a5");
    };
  }

  /** The letters of a verdict, those of the keys. */
  static String letters(Verdict.Decision decision) {
    return switch (decision) {
      case PENDING -> "AI";
      case ACCEPTED -> "A";
      case CHANGED -> "E";
      case REJECTED -> "R";
    };
  }

  void paint(Ink ink) {
    Plane plane = model.plane();
    if (plane == null || overlays.hidden()) {
      return;
    }
    if (overlays.heatOn() && overlays.outlined()) {
      overlays
          .heat()
          .filter(h -> OverlayPlacer.applies(h, model.shown()))
          .ifPresent(
              h -> {
                Color c = rgb(overlays.colorMap().rgb(0.75));
                for (double[] line : placer.contours(h, plane, overlays.threshold())) {
                  line(ink, line, false, c, 1.5);
                }
              });
    }
    for (OverlayLayer layer : overlays.layers()) {
      if (layer instanceof OverlayLayer.Outline o
          && o.mask() != null
          && OverlayPlacer.applies(o, model.shown())) {
        outline(ink, o, plane);
      }
    }
  }

  private void outline(Ink ink, OverlayLayer.Outline o, Plane plane) {
    List<double[]> lines = placer.contours(o.mask(), plane);
    Color c = color(o.decision());
    boolean rejected = o.decision() == Verdict.Decision.REJECTED;
    double width = o.id().equals(overlays.selected()) ? 2.5 : 1.5;
    Point corner = null;
    for (double[] line : lines) {
      line(ink, line, rejected, c, width);
      for (int i = 0; i < line.length; i += 2) {
        Point s = model.transform().toScreen(new Point(line[i], line[i + 1]));
        if (corner == null || s.x() - s.y() > corner.x() - corner.y()) {
          corner = s;
        }
      }
    }
    if (corner != null) {
      ink.badge(letters(o.decision()), corner.x() + 5, corner.y() - 7, c);
    }
  }

  private void line(Ink ink, double[] line, boolean dashed, Color color, double width) {
    int n = line.length / 2;
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int i = 0; i < n; i++) {
      Point s = model.transform().toScreen(new Point(line[2 * i], line[2 * i + 1]));
      xs[i] = s.x();
      ys[i] = s.y();
    }
    ink.path(xs, ys, true, dashed, color, width);
  }

  private static Color rgb(int c) {
    return Color.rgb(c >> 16 & 0xff, c >> 8 & 0xff, c & 0xff);
  }
}
