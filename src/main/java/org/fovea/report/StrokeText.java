package org.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.Locale;
import java.util.Map;

/**
 * Draws short texts with straight lines on a raster 4 wide and 6 high, so that pictures need no
 * installed font and look the same on every computer. Capitals, digits and a few signs; what is not
 * known becomes a space.
 */
final class StrokeText {
  /** Distance of neighbouring letters on the raster. */
  private static final double ADVANCE = 5.5;

  /** Strokes separated by spaces, each a run of points, a digit for x and one for y (down). */
  private static final Map<Character, String> GLYPHS =
      Map.ofEntries(
          Map.entry('A', "0602204246 0444"),
          Map.entry('B', "00063645443303 3342413000"),
          Map.entry('C', "4130100105163645"),
          Map.entry('D', "00063645413000"),
          Map.entry('E', "40000646 0333"),
          Map.entry('F', "400006 0333"),
          Map.entry('G', "413010010516364543 2343"),
          Map.entry('H', "0006 4046 0343"),
          Map.entry('I', "1030 2026 1636"),
          Map.entry('J', "404536160504"),
          Map.entry('K', "0006 400346"),
          Map.entry('L', "000646"),
          Map.entry('M', "0600234046"),
          Map.entry('N', "06004640"),
          Map.entry('O', "100105163645413010"),
          Map.entry('P', "06003041423303"),
          Map.entry('Q', "100105163645413010 2446"),
          Map.entry('R', "06003041423303 2346"),
          Map.entry('S', "4130100102133344453616 0516"),
          Map.entry('T', "0040 2026"),
          Map.entry('U', "000516364540"),
          Map.entry('V', "002640"),
          Map.entry('W', "0016233640"),
          Map.entry('X', "0046 4006"),
          Map.entry('Y', "002340 2326"),
          Map.entry('Z', "00400646"),
          Map.entry('0', "100105163645413010 1531"),
          Map.entry('1', "112026 1636"),
          Map.entry('2', "01103041420646"),
          Map.entry('3', "0040234344453616 0516"),
          Map.entry('4', "36300444"),
          Map.entry('5', "4000033344453606"),
          Map.entry('6', "4130100105163645443303"),
          Map.entry('7', "004016"),
          Map.entry('8', "1333 334445361605041302011030414233"),
          Map.entry('9', "0516364541301001021343"),
          Map.entry('.', "2526"),
          Map.entry(',', "2516"),
          Map.entry(':', "2122 2526"),
          Map.entry('-', "1333"),
          Map.entry('+', "1333 2224"),
          Map.entry('/', "0640"),
          Map.entry('%', "0640 0001 4546"),
          Map.entry('=', "0242 0444"),
          Map.entry('(', "30212536"),
          Map.entry(')', "10212516"),
          Map.entry('_', "0646"));

  private StrokeText() {}

  /** Width of a text, pixels. */
  static double width(String text, double height) {
    return text.isEmpty() ? 0 : ((text.length() - 1) * ADVANCE + 4) * height / 6;
  }

  /**
   * Draws a text.
   *
   * @param x left edge, pixels
   * @param y upper edge, pixels
   * @param height of capitals, pixels
   */
  static void draw(Graphics2D g, String text, double x, double y, double height, Color color) {
    double unit = height / 6;
    Path2D path = new Path2D.Double();
    double left = x;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      String strokes = GLYPHS.get(c);
      if (strokes != null) {
        for (String stroke : strokes.split(" ")) {
          for (int i = 0; i + 1 < stroke.length(); i += 2) {
            double px = left + (stroke.charAt(i) - '0') * unit;
            double py = y + (stroke.charAt(i + 1) - '0') * unit;
            if (i == 0) {
              path.moveTo(px, py);
            } else {
              path.lineTo(px, py);
            }
          }
        }
      }
      left += ADVANCE * unit;
    }
    float line = (float) Math.max(1.2, height / 9);
    g.setStroke(new BasicStroke(line + 2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(new Color(0, 0, 0, 160));
    g.draw(path);
    g.setStroke(new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(color);
    g.draw(path);
  }
}
