package org.fovea.ui.common;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How names, dates and numbers are written for people. Numbers come with their unit. */
public final class Format {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Format() {}

  /**
   * A DICOM person name (PS3.5 6.2.1) as {@code Family, Given Middle}; of its three groups of
   * components the first that is not empty.
   */
  public static String personName(String dicom) {
    if (dicom == null) {
      return "";
    }
    for (String group : dicom.split("=")) {
      String[] part = group.split("\\^", -1);
      String family = part[0].trim();
      String given =
          Stream.of(part)
              .skip(1)
              .limit(2)
              .map(String::trim)
              .filter(s -> !s.isEmpty())
              .collect(Collectors.joining(" "));
      String whole = given.isEmpty() ? family : family.isEmpty() ? given : family + ", " + given;
      if (!whole.isEmpty()) {
        return whole;
      }
    }
    return "";
  }

  /** {@code 1961-02-03}, or empty for null. */
  public static String date(LocalDate date) {
    return date == null ? "" : date.toString();
  }

  /** Date and time to the minute in this computer's time zone. */
  public static String minute(Instant at) {
    return MINUTE.format(at.atZone(ZoneId.systemDefault()));
  }

  /**
   * {@code M 62 Y}; parts that are not known are left out.
   *
   * @param on the day at which the age counts, such as that of the study; null where unknown
   */
  public static String sexAndAge(String sex, LocalDate birth, LocalDate on) {
    String age = "";
    if (birth != null && on != null && !on.isBefore(birth)) {
      Period p = Period.between(birth, on);
      age =
          p.getYears() >= 2
              ? p.getYears() + " Y"
              : p.toTotalMonths() >= 1 ? p.toTotalMonths() + " M" : p.getDays() + " D";
    }
    return Stream.of(sex == null ? "" : sex, age)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** A probability with two decimals; what is not 1 is never written as 1. */
  public static String probability(double p) {
    if (Double.isNaN(p)) {
      return "–";
    }
    return p < 1 && p > 0.99 ? "0.99" : String.format(Locale.ROOT, "%.2f", p);
  }

  /** A volume: {@code 0.34 ml}, {@code 3.4 ml}, {@code 34 ml}. */
  public static String millilitres(double ml) {
    return significant(ml) + " ml";
  }

  /** A length: {@code 5.1 mm}, {@code 51 mm}. */
  public static String millimetres(double mm) {
    return String.format(Locale.ROOT, mm < 10 ? "%.1f mm" : "%.0f mm", mm);
  }

  /** An area: {@code 0.34 mm²}, {@code 3.4 mm²}, {@code 34 mm²}; a dash where there is no scale. */
  public static String squareMillimetres(double mm2) {
    return Double.isNaN(mm2) ? "–" : significant(mm2) + " mm²";
  }

  private static String significant(double v) {
    return String.format(Locale.ROOT, v < 1 ? "%.2f" : v < 10 ? "%.1f" : "%.0f", v);
  }

  /** How long something still takes: {@code about 8 s}; empty where it cannot be told. */
  public static String left(double seconds) {
    if (!(seconds > 0) || Double.isInfinite(seconds)) {
      return "";
    }
    return seconds < 90
        ? "about " + Math.max(1, Math.round(seconds)) + " s"
        : "about " + Math.round(seconds / 60) + " min";
  }
}
