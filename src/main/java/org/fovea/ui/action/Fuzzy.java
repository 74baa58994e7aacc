package org.fovea.ui.action;

import java.util.Locale;

/** How well a few typed letters fit a title. */
final class Fuzzy {
  private Fuzzy() {}

  /**
   * Whether and how well the letters occur in the text in their order: letters at the beginning of
   * words and letters that follow one another count more.
   *
   * @return the higher the better; -1 where they do not occur; 0 for nothing typed
   */
  static int score(String typed, String text) {
    String letters = typed.toLowerCase(Locale.ROOT).replace(" ", "");
    String where = text.toLowerCase(Locale.ROOT);
    int whole = where.indexOf(typed.toLowerCase(Locale.ROOT).trim());
    if (whole >= 0 && !letters.isEmpty()) {
      boolean begins = whole == 0 || !Character.isLetterOrDigit(where.charAt(whole - 1));
      return begins ? 1000 - whole : 5 * letters.length();
    }
    int score = 0;
    int from = 0;
    int last = -2;
    for (int i = 0; i < letters.length(); i++) {
      int at = where.indexOf(letters.charAt(i), from);
      if (at < 0) {
        return -1;
      }
      boolean wordStart = at == 0 || !Character.isLetterOrDigit(where.charAt(at - 1));
      score += 1 + (at == last + 1 ? 4 : 0) + (wordStart ? 6 : 0);
      last = at;
      from = at + 1;
    }
    return score;
  }
}
