package org.fovea.ui.radiology;

import org.fovea.imaging.geometry.Plane;

/**
 * The bar that tells how large things are.
 *
 * @param length on screen
 * @param label with its unit: millimetres or centimetres only where the geometry is known, else
 *     pixels
 */
record ScaleBar(double length, String label) {

  /**
   * The bar for a plane, along the screen's horizontal.
   *
   * @param plane null where the header does not say
   * @param room the most it may take on screen
   */
  static ScaleBar of(Plane plane, ViewTransform t, double room) {
    double perUnit = t.scale();
    if (t.turn().sideways()) {
      perUnit *= t.aspect();
    }
    if (plane != null) {
      perUnit /= t.turn().sideways() ? plane.rowSpacingMm() : plane.columnSpacingMm();
    }
    double units = round(room / perUnit);
    String label =
        plane == null
            ? number(units) + " px"
            : units >= 10 ? number(units / 10) + " cm" : number(units) + " mm";
    return new ScaleBar(units * perUnit, label);
  }

  /** The largest 1, 2 or 5 times a power of ten that is not larger. */
  static double round(double most) {
    double ten = Math.pow(10, Math.floor(Math.log10(most)));
    double lead = most / ten;
    return ten * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
  }

  private static String number(double v) {
    return v >= 1 ? Long.toString(Math.round(v)) : Double.toString(Math.round(v * 1e4) / 1e4);
  }
}
