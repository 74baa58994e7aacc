package org.fovea.ui.radiology;

import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.fovea.common.Text;
import org.fovea.ui.common.Ink;

/** The colours of the heatmap with their numbers. */
final class HeatLegend {
  private static final Text TEXT = Text.of(HeatLegend.class);
  private static final double WIDTH = 8;

  private final OverlayModel overlays;

  HeatLegend(OverlayModel overlays) {
    this.overlays = overlays;
  }

  void paint(Ink ink, double w, double h, double margin) {
    OverlayLayer.Heat heat = overlays.heat().orElseThrow();
    double right = w - margin - StackBar.WIDTH;
    double height = Math.clamp(h / 2 - 160, 24, 160);
    double top = h - margin - 84 - height;
    String state =
        !overlays.heatOn()
            ? TEXT.get("legend.off")
            : overlays.outlined()
                ? TEXT.get("legend.outline", number(overlays.threshold()))
                : TEXT.get("legend.fill", Math.round(100 * overlays.opacity()));
    Color color = ViewportPainter.PLAIN;
    boolean bar = overlays.heatOn() && !overlays.hidden() && !overlays.outlined();
    if (!bar) {
      top = h - margin - 56;
    }
    ink.text(heat.title(), right, top - 24, TextAlignment.RIGHT, VPos.BOTTOM, color);
    ink.text(state, right, top - 9, TextAlignment.RIGHT, VPos.BOTTOM, color);
    if (!bar) {
      return;
    }
    double threshold = overlays.threshold();
    int steps = (int) height;
    for (int i = 0; i < steps; i++) {
      double v = 1 - (1 - threshold) * (i + 0.5) / steps;
      int c = overlays.colorMap().rgb(v);
      ink.block(
          right - WIDTH, top + i, WIDTH, 1.5, Color.rgb(c >> 16 & 0xff, c >> 8 & 0xff, c & 0xff));
    }
    double x = right - WIDTH - 4;
    TextAlignment align = TextAlignment.RIGHT;
    ink.text("1.00", x, top, align, VPos.CENTER, color);
    ink.text(number((1 + threshold) / 2), x, top + height / 2, align, VPos.CENTER, color);
    ink.text(number(threshold), x, top + height, align, VPos.CENTER, color);
    ink.text(
        TEXT.get("legend." + heat.map().quantity().name()),
        right,
        top + height + 10,
        align,
        VPos.TOP,
        ViewportPainter.QUIET);
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, "%.2f", v);
  }
}
