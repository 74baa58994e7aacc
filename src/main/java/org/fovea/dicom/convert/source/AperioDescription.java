package org.fovea.dicom.convert.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * The Image Description of Aperio's files: lines that say how the picture was cut out of a larger
 * one, {@code [x,y width x height]}, and {@code name = value} between bars. MPP is in µm a pixel,
 * Left and Top in mm.
 */
final class AperioDescription {
  private static final Pattern CUT =
      Pattern.compile("(\\d{1,9})x(\\d{1,9}) \\[(\\d{1,9}),(\\d{1,9}) (\\d{1,9})x(\\d{1,9})\\]");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM/dd/yy", Locale.ROOT);

  /** Length of a glass slide (ISO 8037-1), mm. */
  private static final double GLASS_MM = 76;

  private final String text;
  private final Map<String, String> values = new HashMap<>();

  AperioDescription(String text) {
    this.text = text;
    for (String part : text.split("\\|")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        // what is said twice was said first of the scan and then of the picture
        values.put(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).strip());
      }
    }
  }

  static boolean is(String description) {
    return description.startsWith("Aperio");
  }

  /** The scale; null where it is not given. */
  Scale scale() {
    double mpp = number("mpp");
    return mpp > 0 ? Scale.believable(mpp / 1000, mpp / 1000) : null;
  }

  double objectivePower() {
    return number("appmag");
  }

  /** When it was scanned; null where that is not given. */
  LocalDateTime scanned() {
    String date = values.get("date");
    if (date == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(date, DAY);
      String time = values.getOrDefault("time", "00:00:00");
      return day.atTime(LocalTime.parse(time));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * Where the first pixel lies on the glass; null where Left and Top are not given. They are
   * measured on the glass lying with its label to the left: Left from the label's end, Top upwards
   * from the lower edge. DICOM's slide stands on end, the label above: x runs to Aperio's top, y to
   * its left (PS3.3 C.8.12.2).
   */
  SlidePlacement placement() {
    double left = number("left");
    double top = number("top");
    Scale scale = scale();
    if (Double.isNaN(left) || Double.isNaN(top) || scale == null) {
      return null;
    }
    Matcher cut = CUT.matcher(text);
    while (cut.find()) {
      left += Long.parseLong(cut.group(3)) * scale.xMm();
      top -= Long.parseLong(cut.group(4)) * scale.yMm();
    }
    return new SlidePlacement(
        new Vec3(top, GLASS_MM - left, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0));
  }

  /** The word that begins the second line of pictures of the glass: label or macro. */
  String kind() {
    String[] lines = text.split("[\\r\\n]+", 3);
    return lines.length < 2 ? "" : lines[1].strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
  }

  private double number(String name) {
    try {
      return Double.parseDouble(values.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
