package org.fovea.inference;

import java.util.Locale;
import java.util.regex.Pattern;
import org.fovea.common.Text;
import org.fovea.imaging.Acquisition;

/**
 * Recognises MR sequences by contrast agent, echo, repetition and inversion time, and by the words
 * that scanners and technicians use. The times are those of clinical head protocols at 1.5 and 3 T
 * (Bernstein, King, Zhou: Handbook of MRI Pulse Sequences, 2004, chapters 14 and 16).
 */
final class SequenceRecogniser {
  private static final Text TEXT = Text.of(SequenceRecogniser.class);

  /** Inversion times, ms, that null the signal of cerebrospinal fluid. */
  private static final double FLAIR_INVERSION_LOW = 1500;

  private static final double FLAIR_INVERSION_HIGH = 3200;

  /** A long echo, ms, as T2-weighted FLAIR has; T1-weighted FLAIR has a short one. */
  private static final double LONG_ECHO = 60;

  private static final double SHORT_ECHO = 35;
  private static final double SHORT_REPETITION = 1300;

  private static final Pattern FLAIR = word("flair|tirm|dark.?fluid|da.?fl|vista.?flair");
  private static final Pattern T1 =
      word("t1\\w*|mp.?rage|f?spgr|bravo|tfl3?d?|vibe|ir.?fspgr|mdeft");
  private static final Pattern OTHER =
      word(
          "t2\\w*|pd|dwi|adc|diff\\w*|dti|trace|swi|swan|gre.?heme|perf\\w*|dsc|dce|asl|cbf|cbv|mra|tof|mrv"
              + "|loc\\w*|scout|survey|fgre.?loc|stir|fiesta|ciss|spectro\\w*|phase|mip|bold|fmri|subtraction|sub|map|maps|mapping");
  private static final Pattern CONTRAST =
      word("gd|gad\\w*|post|c\\+|ce|contrast|km|t1c|t1ce|t1gd|t1post|postcontrast|dtpa");
  private static final Pattern PLUS_C = Pattern.compile("\\+ ?c(?![a-z0-9])");

  /** Names of whole examinations, which say nothing of one series. */
  private static final Pattern BOTH =
      Pattern.compile(
          "w ?/ ?w ?/?o( contrast)?|w ?(and|&)? ?w/?o( contrast)?|with (and|&) without("
              + " contrast)?");

  private static final Pattern NO_CONTRAST =
      word("pre|without|native?|nativ|w/?o|no contrast|non.?contrast|unenhanced");

  private static Pattern word(String alternatives) {
    return Pattern.compile("(?<![a-z0-9])(" + alternatives + ")(?![a-z0-9])");
  }

  /** Whether a series plays a role: FLAIR, T1 or T1GD. */
  boolean is(String role, Acquisition a) {
    return switch (role) {
      case "FLAIR" -> flair(a);
      case "T1" -> t1(a) && !contrast(a);
      case "T1GD" -> t1(a) && contrast(a);
      default -> false;
    };
  }

  /** The role's name for people. */
  String nameOf(String role) {
    return switch (role) {
      case "FLAIR", "T1", "T1GD" -> TEXT.get("sequence." + role);
      default -> role;
    };
  }

  private static String words(Acquisition a) {
    return (a.seriesDescription() + " " + a.protocolName())
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ');
  }

  private static boolean flair(Acquisition a) {
    String words = words(a);
    if (excluded(words)) {
      return false;
    }
    boolean shortEcho = a.echoTimeMs() > 0 && a.echoTimeMs() < SHORT_ECHO;
    if (FLAIR.matcher(words).find()) {
      return !shortEcho && !T1.matcher(words).find();
    }
    return a.inversionTimeMs() >= FLAIR_INVERSION_LOW
        && a.inversionTimeMs() <= FLAIR_INVERSION_HIGH
        && a.echoTimeMs() >= LONG_ECHO;
  }

  private static boolean t1(Acquisition a) {
    String words = words(a);
    if (flair(a) || excluded(words)) {
      return false;
    }
    if (T1.matcher(words).find()) {
      return true;
    }
    if (OTHER.matcher(words).find() || FLAIR.matcher(words).find()) {
      return false;
    }
    return a.echoTimeMs() > 0
        && a.echoTimeMs() < SHORT_ECHO
        && a.repetitionTimeMs() > 0
        && a.repetitionTimeMs() < SHORT_REPETITION
        && a.scanningSequence().contains("SE");
  }

  /** Derived maps, localizers and the like; T2 is no such word where FLAIR is named too. */
  private static boolean excluded(String words) {
    String rest =
        FLAIR.matcher(words).find()
            ? words.replaceAll("(?<![a-z0-9])t2\\w*(?![a-z0-9])", "")
            : words;
    return OTHER.matcher(rest).find();
  }

  /**
   * By what the series is called; where that is silent, by the agent; where that is too, by the
   * protocol, which often names the whole examination.
   */
  private static boolean contrast(Acquisition a) {
    Boolean called = called(a.seriesDescription());
    if (called != null) {
      return called;
    }
    String agent = a.contrastAgent().trim().toUpperCase(Locale.ROOT);
    if (!agent.isEmpty() && !agent.equals("NO") && !agent.equals("NONE")) {
      return true;
    }
    return Boolean.TRUE.equals(called(a.protocolName()));
  }

  /** Whether words say that contrast was given or not; null where they say neither. */
  private static Boolean called(String text) {
    String words = BOTH.matcher(text.toLowerCase(Locale.ROOT).replace('_', ' ')).replaceAll(" ");
    if (NO_CONTRAST.matcher(words).find()) {
      return false;
    }
    return CONTRAST.matcher(words).find() || PLUS_C.matcher(words).find() ? true : null;
  }
}
