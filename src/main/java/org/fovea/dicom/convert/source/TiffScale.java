package org.fovea.dicom.convert.source;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scale of a TIFF picture, from whoever wrote it. */
final class TiffScale {
  private static final Pattern OME_X = Pattern.compile("PhysicalSizeX=\"([0-9.eE+-]{1,30})\"");
  private static final Pattern OME_Y = Pattern.compile("PhysicalSizeY=\"([0-9.eE+-]{1,30})\"");
  private static final Pattern OME_UNIT = Pattern.compile("PhysicalSize[XY]Unit=\"([^\"]{1,30})\"");
  private static final Pattern IMAGE_J_UNIT =
      Pattern.compile("(?m)^unit=(micron|um|\\\\u00B5m|µm)\\s*$");

  private TiffScale() {}

  /**
   * The scale; null where none can be believed.
   *
   * @param description of the picture: OME-XML, ImageJ's lines or anything
   */
  static Scale of(Tiff.Directory d, String description) throws IOException {
    if (description.contains("<OME")) {
      Scale ome = ome(description);
      if (ome != null) {
        return ome;
      }
    }
    double x = d.rational(Tiff.X_RESOLUTION);
    double y = d.rational(Tiff.Y_RESOLUTION);
    if (!(x > 0 && y > 0)) {
      return null;
    }
    if (description.startsWith("ImageJ=") && IMAGE_J_UNIT.matcher(description).find()) {
      return Scale.believable(0.001 / x, 0.001 / y);
    }
    return switch ((int) d.number(Tiff.RESOLUTION_UNIT, 2)) {
      case 2 -> Scale.believable(25.4 / x, 25.4 / y);
      case 3 -> Scale.believable(10 / x, 10 / y);
      default -> null;
    };
  }

  private static Scale ome(String description) {
    Matcher unit = OME_UNIT.matcher(description);
    while (unit.find()) {
      String name = unit.group(1);
      // micro sign and Greek mu both occur
      if (!name.equals("\u00b5m") && !name.equals("\u03bcm") && !name.equals("&#181;m")) {
        return null;
      }
    }
    Matcher x = OME_X.matcher(description);
    Matcher y = OME_Y.matcher(description);
    if (!x.find() || !y.find()) {
      return null;
    }
    try {
      return Scale.believable(
          Double.parseDouble(x.group(1)) / 1000, Double.parseDouble(y.group(1)) / 1000);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
