package org.fovea.ui.worklist;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.fovea.library.Library.Query;

/**
 * What people type to find a study: words, a modality such as {@code MR}, and a day, month or year
 * such as {@code 2024-05-17}, {@code 2024-05}, {@code 2024}, in any order.
 */
final class FilterText {
  /** Modalities by PS3.3 C.7.3.1.1.1 that studies are commonly looked for by. */
  private static final Set<String> MODALITIES =
      Set.of("MR", "CT", "CR", "DX", "US", "XA", "MG", "PT", "NM", "RF", "SM", "OT", "XC", "SC");

  private FilterText() {}

  /**
   * The query that a filter stands for.
   *
   * @param today what {@code today} means
   */
  static Query parse(String typed, LocalDate today) {
    StringJoiner text = new StringJoiner(" ");
    String modality = null;
    LocalDate from = null;
    LocalDate to = null;
    for (String word : typed.trim().split("\\s+")) {
      LocalDate[] span = span(word, today);
      if (word.isEmpty()) {
        continue;
      } else if (span != null && from == null) {
        from = span[0];
        to = span[1];
      } else if (modality == null && MODALITIES.contains(word.toUpperCase(Locale.ROOT))) {
        modality = word.toUpperCase(Locale.ROOT);
      } else {
        text.add(word);
      }
    }
    return new Query(text.length() == 0 ? null : text.toString(), null, from, to, modality);
  }

  private static LocalDate[] span(String word, LocalDate today) {
    try {
      if (word.equalsIgnoreCase("today")) {
        return new LocalDate[] {today, today};
      } else if (word.matches("(19|20)\\d\\d")) {
        int year = Integer.parseInt(word);
        return new LocalDate[] {LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)};
      } else if (word.matches("(19|20)\\d\\d-\\d\\d")) {
        YearMonth month = YearMonth.parse(word);
        return new LocalDate[] {month.atDay(1), month.atEndOfMonth()};
      } else if (word.matches("(19|20)\\d\\d-\\d\\d-\\d\\d")) {
        LocalDate day = LocalDate.parse(word);
        return new LocalDate[] {day, day};
      }
    } catch (DateTimeException e) {
      return null; // no such day: a word like any other
    }
    return null;
  }
}
