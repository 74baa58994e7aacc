package org.fovea.ui.radiology;

import java.util.List;
import java.util.OptionalInt;
import org.fovea.dicom.HeaderReader;

/** The pace at which a header asks for its images to be played. */
final class CineRate {
  /** Where the header does not say. */
  static final int USUAL = 15;

  private CineRate() {}

  /**
   * Images a second: Recommended Display Frame Rate, Cine Rate, or the inverse of Frame Time in ms
   * (PS3.3 C.7.6.5.1), in this order; kept between 1 and 60, empty where the header says none.
   */
  static OptionalInt of(List<HeaderReader.Element> header) {
    double rate = number(header, "(0008,2144)");
    if (!(rate > 0)) {
      rate = number(header, "(0018,0040)");
    }
    if (!(rate > 0)) {
      rate = 1000 / number(header, "(0018,1063)");
    }
    return rate > 0 && rate < 1e6
        ? OptionalInt.of((int) Math.clamp(Math.round(rate), 1, 60))
        : OptionalInt.empty();
  }

  private static double number(List<HeaderReader.Element> header, String tag) {
    return header.stream()
        .filter(e -> e.depth() == 0 && e.tag().equalsIgnoreCase(tag))
        .findFirst()
        .map(e -> parsed(e.value()))
        .orElse(Double.NaN);
  }

  private static double parsed(String value) {
    try {
      return Double.parseDouble(value.trim());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
