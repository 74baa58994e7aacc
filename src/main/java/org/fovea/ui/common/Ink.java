package org.fovea.ui.common;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Lines and words that can be read on dark and on bright tissue alike: each has a dark halo. */
public final class Ink {
  public static final double SMALL = 11;
  public static final double LINE = 15;
  private static final Color HALO = Color.color(0, 0, 0, 0.75);
  private static final Font FONT = Font.font("System", SMALL);

  private static final Color PLATE = Color.color(0, 0, 0, 0.6);

  /** Widths of words, on the one thread that draws. */
  private final javafx.scene.text.Text ruler = new javafx.scene.text.Text();

  private final GraphicsContext g;

  public Ink(GraphicsContext g) {
    this.g = g;
    ruler.setFont(FONT);
    g.setLineCap(StrokeLineCap.ROUND);
    g.setLineJoin(StrokeLineJoin.ROUND);
  }

  public void text(String s, double x, double y, TextAlignment align, VPos base, Color color) {
    text(s, x, y, align, base, color, FONT);
  }

  public void text(
      String s, double x, double y, TextAlignment align, VPos base, Color color, Font font) {
    g.setFont(font);
    g.setTextAlign(align);
    g.setTextBaseline(base);
    g.setFill(HALO);
    for (int dx = -1; dx <= 1; dx++) {
      for (int dy = -1; dy <= 1; dy++) {
        if (dx != 0 || dy != 0) {
          g.fillText(s, x + dx, y + dy);
        }
      }
    }
    g.setFill(color);
    g.fillText(s, x, y);
  }

  /** Width of the widest of some lines of text, pixels of the screen. */
  public double widest(java.util.List<String> lines) {
    double widest = 0;
    for (String line : lines) {
      ruler.setText(line);
      widest = Math.max(widest, ruler.getLayoutBounds().getWidth());
    }
    return widest;
  }

  /** Lines of text on a dark ground, the left middle of the first at a place. */
  public void plate(java.util.List<String> lines, double x, double y, Color color) {
    double widest = widest(lines);
    g.setFill(PLATE);
    g.fillRoundRect(x - 4, y - LINE / 2 - 1, widest + 8, LINE * lines.size() + 2, 4, 4);
    g.setFont(FONT);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.setFill(color);
    double at = y;
    for (String line : lines) {
      g.fillText(line, x, at);
      at += LINE;
    }
  }

  public void line(double x1, double y1, double x2, double y2, Color color, double width) {
    g.setStroke(HALO);
    g.setLineWidth(width + 2);
    g.strokeLine(x1, y1, x2, y2);
    g.setStroke(color);
    g.setLineWidth(width);
    g.strokeLine(x1, y1, x2, y2);
  }

  /** A line through points; dashes where it is not whole. */
  public void path(
      double[] xs, double[] ys, boolean closed, boolean dashed, Color color, double width) {
    if (dashed) {
      g.setLineDashes(5, 4);
    }
    stroke(xs, ys, closed, HALO, width + 2);
    stroke(xs, ys, closed, color, width);
    g.setLineDashes((double[]) null);
  }

  private void stroke(double[] xs, double[] ys, boolean closed, Color color, double width) {
    g.setStroke(color);
    g.setLineWidth(width);
    if (closed) {
      g.strokePolygon(xs, ys, xs.length);
    } else {
      g.strokePolyline(xs, ys, xs.length);
    }
  }

  public void dot(double x, double y, Color color, double radius) {
    g.setFill(HALO);
    g.fillOval(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2);
    g.setFill(color);
    g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  public void ring(double x, double y, double radius, Color color) {
    g.setStroke(HALO);
    g.setLineWidth(3);
    g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    g.setStroke(color);
    g.setLineWidth(1);
    g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  public void block(double x, double y, double width, double height, Color color) {
    g.setFill(color);
    g.fillRect(x, y, width, height);
  }

  /** A short word on a filled ground, its left middle at a place. */
  public void badge(String s, double x, double y, Color ground) {
    double width = 8 + 7 * s.length();
    g.setFill(HALO);
    g.fillRoundRect(x - 1, y - 9, width + 2, 18, 5, 5);
    g.setFill(ground);
    g.fillRoundRect(x, y - 8, width, 16, 4, 4);
    g.setFill(Color.web("#0b1116"));
    g.setFont(Font.font("System", javafx.scene.text.FontWeight.BOLD, SMALL));
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(s, x + width / 2, y);
  }
}
