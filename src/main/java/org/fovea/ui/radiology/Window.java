package org.fovea.ui.radiology;

import org.fovea.imaging.pixel.VoiLut;

/** Centre and width of a window, in values of the modality. */
public record Window(double center, double width) {

  /** Those of a lookup table; of a table of entries, the range that it maps. */
  public static Window of(VoiLut voi) {
    return switch (voi) {
      case VoiLut.Linear l -> new Window(l.center(), l.width());
      case VoiLut.LinearExact l -> new Window(l.center(), l.width());
      case VoiLut.Sigmoid s -> new Window(s.center(), s.width());
      case VoiLut.Table t ->
          new Window(t.firstMapped() + t.entries().length / 2.0, t.entries().length);
    };
  }
}
