package org.fovea.ui.pathology;

import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.fovea.common.Text;
import org.fovea.ui.common.Ink;

/** What the colours of a heatmap over a slide mean, on a plate above the scale bar. */
final class SlideHeatLegend {
  private static final Text TEXT = Text.of(SlideHeatLegend.class);
  private static final Color INK = Color.web("#d9dee4");
  private static final Color PLATE = Color.web("#14171a", 0.72);
  private static final Font FONT = Font.font("System", Ink.SMALL);
  private static final double BAR = 120;
  private static final double EDGE = 8;

  private final SlideOverlays overlays;

  SlideHeatLegend(SlideOverlays overlays) {
    this.overlays = overlays;
  }

  void paint(GraphicsContext g, Ink ink, SlideTransform t, SlideOverlays.Heat heat) {
    boolean bar = overlays.heatOn() && !overlays.hidden() && !overlays.outlined();
    String name = heat.map().name();
    String quantity = TEXT.get("legend." + heat.map().quantity().name());
    String state = state();
    double width =
        ink.widest(bar ? List.of(name, state, quantity) : List.of(name, state)) + 2 * EDGE;
    double height = bar ? BAR + 66 : 38;
    double x = t.width() - 12 - width;
    double y = t.height() - 52 - height;
    g.setFill(PLATE);
    g.fillRoundRect(x, y, width, height, 4, 4);
    double right = x + width - EDGE;
    words(g, name, right, y + 11);
    words(g, state, right, y + 26);
    if (bar) {
      bar(g, right, y + 42);
      words(g, quantity, right, y + 42 + BAR + 11);
    }
  }

  private String state() {
    return !overlays.heatOn() || overlays.hidden()
        ? TEXT.get("legend.off")
        : overlays.outlined()
            ? TEXT.get("legend.outline", number(overlays.threshold()))
            : TEXT.get("legend.fill", Math.round(100 * overlays.opacity()));
  }

  private void bar(GraphicsContext g, double right, double top) {
    for (int i = 0; i < BAR; i++) {
      double v = 1 - (1 - overlays.threshold()) * (i + 0.5) / BAR;
      int c = overlays.colorMap().rgb(v);
      g.setFill(Color.rgb(c >> 16 & 0xff, c >> 8 & 0xff, c & 0xff));
      g.fillRect(right - 10, top + i, 10, 1.5);
    }
    words(g, "1.00", right - 14, top + 3);
    words(g, number((1 + overlays.threshold()) / 2), right - 14, top + BAR / 2);
    words(g, number(overlays.threshold()), right - 14, top + BAR - 3);
  }

  private static void words(GraphicsContext g, String s, double x, double y) {
    g.setFont(FONT);
    g.setFill(INK);
    g.setTextAlign(TextAlignment.RIGHT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(s, x, y);
  }

  private static String number(double v) {
    return String.format(Locale.ROOT, "%.2f", v);
  }
}
