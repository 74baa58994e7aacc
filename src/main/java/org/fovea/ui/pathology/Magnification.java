package org.fovea.ui.pathology;

import java.util.Locale;
import org.fovea.imaging.slide.Slide;

/**
 * Magnification as microscopes name it: 10× where a screen pixel is 1 µm wide, so that 40× is 0.25
 * µm a pixel.
 */
final class Magnification {
  private static final double AT_ONE_MICROMETRE = 10;

  private Magnification() {}

  /**
   * The magnification of a view; NaN where the slide has no scale.
   *
   * @param scale screen pixels a slide pixel
   */
  static double of(Slide slide, double scale) {
    return slide.calibrated()
        ? AT_ONE_MICROMETRE * scale / (1000 * slide.highest().spacingXMm())
        : Double.NaN;
  }

  /**
   * Screen pixels a slide pixel at a magnification.
   *
   * @return NaN where the slide has no scale
   */
  static double scale(Slide slide, double magnification) {
    return slide.calibrated()
        ? magnification * 1000 * slide.highest().spacingXMm() / AT_ONE_MICROMETRE
        : Double.NaN;
  }

  /** {@code 20×}, {@code 1.3×}; without a scale {@code 1 : 4 pixels}. */
  static String text(Slide slide, double scale) {
    double m = of(slide, scale);
    if (Double.isNaN(m)) {
      return scale >= 1 ? number(scale) + " : 1" : "1 : " + number(1 / scale);
    }
    return number(m) + "×";
  }

  private static String number(double v) {
    String s = String.format(Locale.ROOT, v < 9.95 ? "%.1f" : "%.0f", v);
    return v < 0.1
        ? String.format(Locale.ROOT, "%.2f", v)
        : s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }
}
