package org.fovea.ui.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * One or more chords struck one after the other, such as {@code Ctrl+K}, {@code Shift+N} or {@code
 * G 1}. Immutable; two are equal when the same keys are meant.
 *
 * @param chords never empty
 */
public record Keys(List<Chord> chords) {
  /** Characters that people know by what is printed on the key rather than by its name. */
  private static final Map<KeyCode, String> PLAIN =
      Map.ofEntries(
          Map.entry(KeyCode.OPEN_BRACKET, "["),
          Map.entry(KeyCode.CLOSE_BRACKET, "]"),
          Map.entry(KeyCode.MINUS, "-"),
          Map.entry(KeyCode.SUBTRACT, "-"),
          Map.entry(KeyCode.EQUALS, "="),
          Map.entry(KeyCode.COMMA, ","),
          Map.entry(KeyCode.PERIOD, "."),
          Map.entry(KeyCode.SLASH, "/"),
          Map.entry(KeyCode.BACK_SLASH, "\\"),
          Map.entry(KeyCode.SEMICOLON, ";"),
          Map.entry(KeyCode.QUOTE, "'"));

  private static final Map<KeyCode, String> NAMED =
      Map.ofEntries(
          Map.entry(KeyCode.UP, "Up"),
          Map.entry(KeyCode.DOWN, "Down"),
          Map.entry(KeyCode.LEFT, "Left"),
          Map.entry(KeyCode.RIGHT, "Right"),
          Map.entry(KeyCode.PAGE_UP, "PgUp"),
          Map.entry(KeyCode.PAGE_DOWN, "PgDn"),
          Map.entry(KeyCode.HOME, "Home"),
          Map.entry(KeyCode.END, "End"),
          Map.entry(KeyCode.ENTER, "Enter"),
          Map.entry(KeyCode.SPACE, "Space"),
          Map.entry(KeyCode.TAB, "Tab"),
          Map.entry(KeyCode.ESCAPE, "Esc"),
          Map.entry(KeyCode.DELETE, "Delete"),
          Map.entry(KeyCode.BACK_SPACE, "Backspace"));

  public Keys {
    chords = List.copyOf(chords);
    if (chords.isEmpty()) {
      throw new IllegalArgumentException("no keys");
    }
  }

  /**
   * Reads keys as they are written in the list of keys.
   *
   * @throws IllegalArgumentException if the text names no keys
   */
  public static Keys of(String text) {
    List<Chord> chords = new ArrayList<>();
    for (String word : text.trim().split("\\s+")) {
      chords.add(Chord.of(word));
    }
    return new Keys(chords);
  }

  /** Whether the chords struck so far are the beginning of these keys. */
  public boolean startsWith(List<Chord> struck) {
    return struck.size() <= chords.size() && chords.subList(0, struck.size()).equals(struck);
  }

  @Override
  public String toString() {
    StringJoiner s = new StringJoiner(" ");
    chords.forEach(c -> s.add(c.toString()));
    return s.toString();
  }

  /**
   * A key with the modifiers held.
   *
   * @param key its name, upper case for letters, or the character printed on it
   * @param control Ctrl, on a Mac Command
   */
  public record Chord(String key, boolean control, boolean shift, boolean alt) {

    static Chord of(String word) {
      boolean control = false;
      boolean shift = false;
      boolean alt = false;
      String rest = word;
      while (rest.length() > 1 && rest.indexOf('+', 1) > 0) {
        int plus = rest.indexOf('+', 1);
        switch (rest.substring(0, plus).toLowerCase(Locale.ROOT)) {
          case "ctrl" -> control = true;
          case "shift" -> shift = true;
          case "alt" -> alt = true;
          default -> throw new IllegalArgumentException("unknown key " + word);
        }
        rest = rest.substring(plus + 1);
      }
      String key = name(rest);
      if (key == null) {
        throw new IllegalArgumentException("unknown key " + word);
      }
      return new Chord(key, control, shift, alt);
    }

    private static String name(String text) {
      if (text.length() == 1) {
        return text.toUpperCase(Locale.ROOT);
      }
      for (String named : NAMED.values()) {
        if (named.equalsIgnoreCase(text)) {
          return named;
        }
      }
      return text.matches("(?i)f([1-9]|1[0-2])") ? text.toUpperCase(Locale.ROOT) : null;
    }

    /** The chord of a pressed key, or null for a modifier alone and for keys without a name. */
    static Chord of(KeyEvent e) {
      KeyCode code = e.getCode();
      boolean shift = e.isShiftDown();
      String key;
      if (code.isModifierKey()) {
        return null;
      } else if (code == KeyCode.SLASH && shift) {
        key = "?"; // on the keyboards where it is a shifted key of its own
        shift = false;
      } else if (NAMED.containsKey(code)) {
        key = NAMED.get(code);
      } else if (code.isLetterKey()) {
        key = code.getName().toUpperCase(Locale.ROOT);
      } else if (code.isDigitKey()) {
        key = code.getName().substring(code.getName().length() - 1);
      } else if (code.isFunctionKey()) {
        key = code.getName();
      } else if (PLAIN.containsKey(code)) {
        key = PLAIN.get(code);
      } else if (e.getText().length() == 1 && e.getText().charAt(0) > ' ') {
        key = e.getText().toUpperCase(Locale.ROOT); // whatever the national keyboard prints there
        shift = false;
      } else {
        return null;
      }
      return new Chord(key, e.isShortcutDown(), shift, e.isAltDown());
    }

    /** Whether typing it would write a character into a text field. */
    boolean writes() {
      return !control && !alt && (key.length() == 1 || key.equals("Space"));
    }

    @Override
    public String toString() {
      return (control ? "Ctrl+" : "") + (alt ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
    }
  }
}
