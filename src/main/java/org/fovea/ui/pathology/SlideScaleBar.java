package org.fovea.ui.pathology;

import org.fovea.imaging.slide.Slide;

/**
 * The bar that tells how large things are.
 *
 * @param length on the screen
 * @param label with its unit: µm or mm, pixels where the slide has no scale
 */
record SlideScaleBar(double length, String label) {

  /**
   * The bar of a view.
   *
   * @param scale screen pixels a slide pixel
   * @param room the most it may take on the screen
   */
  static SlideScaleBar of(Slide slide, double scale, double room) {
    if (!slide.calibrated()) {
      double pixels = round(room / scale);
      return new SlideScaleBar(pixels * scale, number(pixels) + " px");
    }
    double perMicrometre = scale / (1000 * slide.highest().spacingXMm());
    double um = round(room / perMicrometre);
    String label = um >= 1000 ? number(um / 1000) + " mm" : number(um) + " µm";
    return new SlideScaleBar(um * perMicrometre, label);
  }

  /** The largest 1, 2 or 5 times a power of ten that is not larger. */
  private static double round(double most) {
    double ten = Math.pow(10, Math.floor(Math.log10(most)));
    double lead = most / ten;
    return ten * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
  }

  private static String number(double v) {
    return v >= 1 ? Long.toString(Math.round(v)) : Double.toString(Math.round(v * 1e4) / 1e4);
  }
}
