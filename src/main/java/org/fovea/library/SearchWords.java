package org.fovea.library;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words as they are looked for: without case and accents, each from its beginning. */
final class SearchWords {
  private SearchWords() {}

  /** The words of some texts, each with a space before it, so that a prefix can be asked for. */
  static String index(String... texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      for (String word : words(text)) {
        all.append(' ').append(word);
      }
    }
    return all.toString();
  }

  /** One pattern for LIKE … ESCAPE '!' a word; a study must match every one. */
  static List<String> patterns(String text) {
    List<String> patterns = new ArrayList<>();
    for (String word : words(text)) {
      String safe = word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
      patterns.add("% " + safe + "%");
    }
    return patterns;
  }

  private static List<String> words(String text) {
    if (text == null) {
      return List.of();
    }
    // NFKD also opens ligatures; letters that do not come apart are named one by one
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace('ø', 'o')
            .replace('ł', 'l')
            .replace('đ', 'd')
            .replace("æ", "ae")
            .replace("œ", "oe");
    List<String> words = new ArrayList<>();
    for (String word : plain.split("[\\s^=,;]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
