package org.fovea.dicom.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.finding.Code;

/** Small steps in building and reading data sets. */
public final class Elements {
  private Elements() {}

  /** Adds a sequence with one item and returns the item, to be filled. */
  public static Attributes item(Attributes parent, int tag) {
    Attributes item = new Attributes();
    parent.newSequence(tag, 1).add(item);
    return item;
  }

  /** Adds one more item to a sequence, creating it where needed, and returns the item. */
  public static Attributes more(Attributes parent, int tag) {
    Attributes item = new Attributes();
    parent.ensureSequence(tag, 10).add(item);
    return item;
  }

  /** Adds a code sequence of one item (PS3.3 8.8). */
  public static void code(Attributes parent, int tag, Code code) {
    fill(item(parent, tag), code);
  }

  static void fill(Attributes item, Code code) {
    int value = code.value().length() > 16 ? Tag.LongCodeValue : Tag.CodeValue;
    item.setString(value, value == Tag.CodeValue ? VR.SH : VR.UC, code.value());
    item.setString(Tag.CodingSchemeDesignator, VR.SH, code.scheme());
    item.setString(Tag.CodeMeaning, VR.LO, limit(code.meaning(), 64));
  }

  /** The first item of a code sequence; null where there is none. */
  public static Code code(Attributes parent, int tag) {
    Attributes item = parent.getNestedDataset(tag);
    if (item == null) {
      return null;
    }
    String value = item.getString(Tag.CodeValue);
    if (value == null) {
      value = item.getString(Tag.LongCodeValue, item.getString(Tag.URNCodeValue, ""));
    }
    return new Code(
        item.getString(Tag.CodingSchemeDesignator, ""), value, item.getString(Tag.CodeMeaning, ""));
  }

  /** The items of a sequence; empty where it is absent. */
  public static List<Attributes> items(Attributes parent, int tag) {
    Sequence sequence = parent == null ? null : parent.getSequence(tag);
    return sequence == null ? List.of() : sequence;
  }

  /** A text shortened to what an element may hold. */
  public static String limit(String text, int length) {
    String line = text == null ? "" : text;
    if (line.length() <= length) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(length - 1)) ? length - 1 : length;
    return line.substring(0, end);
  }

  /** One line without the backslash, which would part values, for LO and the like. */
  public static String line(String text, int length) {
    return limit(text == null ? "" : text.replace('\\', '/').replaceAll("\\p{Cntrl}+", " "), length)
        .strip();
  }

  /**
   * A number as a decimal string of at most 16 characters (PS3.5 6.2, DS), with as many digits as
   * fit.
   */
  public static String decimal(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a number that can be written: " + value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value));
    for (int digits = 17; digits > 1; digits--) {
      BigDecimal rounded =
          exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      String plain = rounded.signum() == 0 ? "0" : rounded.toPlainString();
      if (plain.length() <= 16) {
        return plain;
      }
      String scientific = rounded.toString();
      if (scientific.length() <= 16) {
        return scientific;
      }
    }
    throw new IllegalArgumentException("not a number that can be written: " + value);
  }

  public static String[] decimals(double... values) {
    String[] strings = new String[values.length];
    for (int a = 0; a < values.length; a++) {
      strings[a] = decimal(values[a]);
    }
    return strings;
  }

  /** A reference to one instance (PS3.3 10.8). */
  public static void reference(Attributes item, String sopClassUid, String sopInstanceUid) {
    item.setString(Tag.ReferencedSOPClassUID, VR.UI, sopClassUid);
    item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, sopInstanceUid);
  }
}
