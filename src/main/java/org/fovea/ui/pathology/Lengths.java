package org.fovea.ui.pathology;

import java.util.Locale;

/** Lengths and areas on slides, with their units. */
final class Lengths {
  private Lengths() {}

  /** {@code 12.5 µm}, {@code 340 µm}, {@code 1.24 mm}. */
  static String millimetres(double mm) {
    double um = 1000 * mm;
    return um >= 1000
        ? String.format(Locale.ROOT, "%.2f mm", mm)
        : String.format(Locale.ROOT, um < 100 ? "%.1f µm" : "%.0f µm", um);
  }

  /** {@code 340 µm²}, {@code 0.124 mm²}. */
  static String squareMillimetres(double mm2) {
    return mm2 < 0.01
        ? String.format(Locale.ROOT, "%.0f µm²", 1e6 * mm2)
        : String.format(Locale.ROOT, mm2 < 1 ? "%.3f mm²" : "%.2f mm²", mm2);
  }

  /** {@code 340 px}. */
  static String pixels(double px) {
    return String.format(Locale.ROOT, px < 100 ? "%.1f px" : "%.0f px", px);
  }

  /** {@code 340 px²}. */
  static String squarePixels(double px2) {
    return String.format(Locale.ROOT, "%.0f px²", px2);
  }
}
