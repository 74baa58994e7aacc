package org.fovea.dicom.deidentify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves dates in the notation of PS3.5 6.2 (DA and DT) back by whole days. */
final class Dates {
  /** Eight digits, in ACR-NEMA also with points between, and in DT what follows. */
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})([\\d.]*)(?:[+-]\\d{4})?");

  private Dates() {}

  /** The moved date, without its time zone; null where it is not a whole date. */
  static String earlier(String date, int days) {
    Matcher m = DAY.matcher(date.strip());
    if (!m.matches()) {
      return null;
    }
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)));
      return day.minusDays(days).format(DateTimeFormatter.BASIC_ISO_DATE) + m.group(4);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
