package org.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Point;

/**
 * Draws measured places over a picture of a slide: the villus yellow, the crypt blue.
 *
 * @param left of the picture, where slide pixel x is drawn
 * @param top of the picture, where slide pixel y is drawn
 * @param scale pixels of the picture a pixel of the highest resolution
 * @param width of a line; its dark halo is half as wide on either side
 */
record PlaceLines(
    Graphics2D g, double x, double y, double left, double top, double scale, float width) {
  private static final Color VILLUS = new Color(0xFF, 0xD4, 0x5E);
  private static final Color CRYPT = new Color(0x6C, 0xD4, 0xFF);
  private static final Color HALO = new Color(0, 0, 0, 160);

  void draw(MucosalPlace p) {
    line(p.mouth(), p.tip(), VILLUS);
    line(p.mouth(), p.base(), CRYPT);
  }

  private void line(Point from, Point to, Color colour) {
    Line2D line =
        new Line2D.Double(
            left + (from.x() - x) * scale,
            top + (from.y() - y) * scale,
            left + (to.x() - x) * scale,
            top + (to.y() - y) * scale);
    stroke(line, HALO, width + 2);
    stroke(line, colour, width);
  }

  private void stroke(Line2D line, Color colour, float wide) {
    g.setStroke(new BasicStroke(wide, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(colour);
    g.draw(line);
  }
}
