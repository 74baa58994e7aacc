package org.fovea.ui.mucosa;

import java.util.Arrays;
import java.util.function.IntConsumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.fovea.finding.enteropathy.Spread;

/**
 * The values of all places on one scale: what is normal as a band, each value as a dot, quartiles
 * and median over them. A click on a dot names it.
 */
final class ValueStrip extends Canvas {
  private static final double HEIGHT = 26;
  private static final double EDGE = 5;
  private static final Color SCALE = Color.web("#56616d");
  private static final Color NORMAL = Color.web("#4cc38a", 0.22);
  private static final Color DOT = Color.web("#f2b134", 0.8);
  private static final Color MEDIAN = Color.web("#d9dee4");
  private static final double REACH = 8;

  private final double[] values;
  private final Spread spread;
  private final double most;
  private final double from;
  private final double to;
  private final int selected;

  /**
   * @param values one a place; those that are not numbers are not drawn
   * @param spread of the values, which is drawn over them
   * @param most right end of the scale; larger values stand there
   * @param from least normal value; NaN where there is none
   * @param to greatest normal value; infinite for no limit
   * @param selected index of the value that is spoken of; -1 for none
   * @param pick gets the index of a dot that is clicked
   */
  ValueStrip(
      double[] values,
      Spread spread,
      double most,
      double from,
      double to,
      int selected,
      IntConsumer pick) {
    super(200, HEIGHT);
    this.values = values;
    this.spread = spread;
    this.most = most;
    this.from = from;
    this.to = to;
    this.selected = selected;
    setOnMouseClicked(
        e -> {
          int nearest = nearest(e.getX());
          if (nearest >= 0) {
            pick.accept(nearest);
            e.consume();
          }
        });
    draw();
  }

  /** As wide as its row. */
  void width(double w) {
    if (w > 40 && w != getWidth()) {
      setWidth(w);
      draw();
    }
  }

  private double x(double value) {
    return EDGE + (getWidth() - 2 * EDGE) * Math.clamp(value / most, 0.0, 1.0);
  }

  private int nearest(double x) {
    int best = -1;
    double reach = REACH;
    for (int i = 0; i < values.length; i++) {
      double d = Math.abs(x(values[i]) - x);
      if (Double.isFinite(values[i]) && d < reach) {
        reach = d;
        best = i;
      }
    }
    return best;
  }

  private void draw() {
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, getWidth(), HEIGHT);
    double middle = HEIGHT / 2;
    if (!Double.isNaN(from)) {
      g.setFill(NORMAL);
      g.fillRect(x(from), 2, x(Math.min(to, most)) - x(from), HEIGHT - 4);
    }
    g.setStroke(SCALE);
    g.setLineWidth(1);
    g.strokeLine(EDGE, middle + 0.5, getWidth() - EDGE, middle + 0.5);
    g.setFill(DOT);
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        double y = middle + (i % 5 - 2) * 3.2; // beside one another where they are many
        g.fillOval(x(values[i]) - 2, y - 2, 4, 4);
      }
    }
    if (spread.count() > 0) {
      double left = x(spread.lower());
      g.setStroke(MEDIAN);
      g.setLineWidth(1.5);
      g.strokeRect(left, middle - 6, Math.max(1, x(spread.upper()) - left), 12);
      g.setLineWidth(2.5);
      g.strokeLine(x(spread.median()), middle - 9, x(spread.median()), middle + 9);
    }
    if (selected >= 0 && selected < values.length && Double.isFinite(values[selected])) {
      g.setStroke(Color.web("#4fb3d9"));
      g.setLineWidth(2);
      g.strokeOval(x(values[selected]) - 5, middle + (selected % 5 - 2) * 3.2 - 5, 10, 10);
    }
  }

  @Override
  public String toString() {
    return "ValueStrip" + Arrays.toString(values);
  }
}
