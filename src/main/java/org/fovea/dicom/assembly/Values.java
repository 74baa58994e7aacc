package org.fovea.dicom.assembly;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * Reads single values from headers that may hold nonsense: what does not parse counts as absent.
 */
final class Values {
  private Values() {}

  /** The first value without blanks around it; empty where absent. */
  static String text(Attributes from, int tag) {
    String value = from == null ? null : from.getString(tag);
    return value == null ? "" : value.strip();
  }

  /** All values; empty where absent. */
  static List<String> texts(Attributes from, int tag) {
    String[] values = from == null ? null : from.getStrings(tag);
    List<String> list = new ArrayList<>();
    if (values != null) {
      for (String value : values) {
        list.add(value == null ? "" : value.strip());
      }
    }
    return List.copyOf(list);
  }

  /** The first value; NaN where absent or no number. */
  static double number(Attributes from, int tag) {
    double[] all = numbers(from, tag);
    return all.length == 0 ? Double.NaN : all[0];
  }

  /** All values; none where absent, or where one of them is no finite number. */
  static double[] numbers(Attributes from, int tag) {
    try {
      double[] values = from == null ? null : from.getDoubles(tag);
      if (values != null) {
        for (double value : values) {
          if (!Double.isFinite(value)) {
            return new double[0];
          }
        }
        return values;
      }
    } catch (RuntimeException e) {
      // Not a number: the header is silent then.
    }
    return new double[0];
  }

  /** The first value; the default where absent or no number. */
  static int integer(Attributes from, int tag, int otherwise) {
    try {
      return from == null ? otherwise : from.getInt(tag, otherwise);
    } catch (RuntimeException e) {
      return otherwise;
    }
  }

  /** The item of a sequence; null where there is none. */
  static Attributes item(Attributes from, int sequence) {
    try {
      return from == null ? null : from.getNestedDataset(sequence);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** A DA value, PS3.5 6.2, also as the retired ACR-NEMA form with dots; null where invalid. */
  static LocalDate date(Attributes from, int tag) {
    String digits = text(from, tag).replace(".", "");
    if (!digits.matches("\\d{8}")) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(digits.substring(0, 4)),
          Integer.parseInt(digits.substring(4, 6)),
          Integer.parseInt(digits.substring(6)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A TM value, PS3.5 6.2, to the second; null where invalid. */
  static LocalTime time(Attributes from, int tag) {
    String digits = text(from, tag).replace(":", "");
    if (!digits.matches("\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?")) {
      return null;
    }
    try {
      return LocalTime.of(
          Integer.parseInt(digits.substring(0, 2)),
          digits.length() < 4 ? 0 : Integer.parseInt(digits.substring(2, 4)),
          digits.length() < 6 ? 0 : Math.min(59, Integer.parseInt(digits.substring(4, 6))));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
