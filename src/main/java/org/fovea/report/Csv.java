package org.fovea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table as text that spreadsheets read (RFC 4180), in UTF-8. */
final class Csv {
  private final List<String> lines = new ArrayList<>();

  /** Adds a row; null is an empty cell, numbers have a point and NaN is empty. */
  Csv row(Object... cells) {
    lines.add(java.util.Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")));
    return this;
  }

  private static String cell(Object value) {
    String text =
        switch (value) {
          case null -> "";
          case Double d -> d.isNaN() || d.isInfinite() ? "" : String.format(Locale.ROOT, "%.6g", d);
          case Number n -> n.toString();
          // a spreadsheet would take what begins like this for a formula
          case String s when s.matches("(?s)[=+\\-@\t\r].*") -> "'" + s;
          default -> value.toString();
        };
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public String toString() {
    return String.join("\r\n", lines) + "\r\n";
  }
}
