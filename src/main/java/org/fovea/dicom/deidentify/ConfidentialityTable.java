package org.fovea.dicom.deidentify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aoju.bus.image.Tag;

/**
 * What becomes of each attribute: PS3.15 Table E.1-1, column Basic Profile, from {@code
 * table-e-1-1.txt} beside this class.
 */
final class ConfidentialityTable {
  private static final String RESOURCE = "table-e-1-1.txt";

  private final Map<Integer, List<String>> actions;

  private ConfidentialityTable(Map<Integer, List<String>> actions) {
    this.actions = Map.copyOf(actions);
  }

  /** What is done with one attribute. */
  enum Action {
    /** The table does not name it. */
    NOT_NAMED,
    /** X. */
    REMOVE,
    /** Z: zero length, or a sequence without items. */
    EMPTY,
    /** D: a value that says nothing. */
    REPLACE,
    /** U: another UID, the same one for the same original. */
    REPLACE_UID
  }

  static ConfidentialityTable read() {
    Map<Integer, List<String>> actions = new HashMap<>();
    try (InputStream in = ConfidentialityTable.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] words = line.split(" ");
          int tag = Integer.parseUnsignedInt(words[0].replace(",", ""), 16);
          actions.put(tag, List.of(words[1].split("/")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ConfidentialityTable(actions);
  }

  /**
   * The action for an attribute. Where the table leaves a choice that depends on the type of the
   * attribute in its object (1, 2 or 3), values are replaced rather than emptied and emptied rather
   * than removed, which is valid for every type. Sequences cannot be replaced by anything
   * meaningless; they are removed, but for the Acquisition Context, which is of type 2 where it is
   * used.
   */
  Action action(int tag, boolean sequence) {
    List<String> allowed = actions.get(tag);
    if (allowed == null) {
      return Action.NOT_NAMED;
    }
    if (allowed.contains("U") || allowed.contains("U*")) {
      return Action.REPLACE_UID;
    }
    if (allowed.size() > 1 && sequence) {
      return tag == Tag.AcquisitionContextSequence ? Action.EMPTY : Action.REMOVE;
    }
    return allowed.contains("D")
        ? Action.REPLACE
        : allowed.contains("Z") ? Action.EMPTY : Action.REMOVE;
  }

  /** All tags that the table names. */
  Iterable<Integer> tags() {
    return actions.keySet();
  }
}
