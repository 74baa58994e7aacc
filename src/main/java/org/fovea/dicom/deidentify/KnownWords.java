package org.fovea.dicom.deidentify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * The names and numbers by which an object says whose it is. Free text that repeats one of them is
 * taken out wherever it stands, also in attributes that no table names.
 */
final class KnownWords {
  private static final int[] NAMES = {
    Tag.PatientName,
    Tag.OtherPatientNames,
    Tag.PatientBirthName,
    Tag.PatientMotherBirthName,
    Tag.ReferringPhysicianName,
    Tag.PerformingPhysicianName,
    Tag.OperatorsName,
    Tag.ResponsiblePerson
  };
  private static final int[] NUMBERS = {
    Tag.PatientID,
    Tag.OtherPatientIDs,
    Tag.AccessionNumber,
    Tag.PatientBirthDate,
    Tag.InstitutionName,
    Tag.PatientTelephoneNumbers
  };

  /** Shorter parts of names, such as "Dr" or "de", are words of every text. */
  private static final int SHORTEST_NAME = 3;

  private static final int SHORTEST_NUMBER = 4;

  private final Set<String> words = new TreeSet<>();

  KnownWords(Attributes dataset) {
    for (int tag : NAMES) {
      for (String value : values(dataset, tag)) {
        for (String part : value.split("[\\^=\\s,]+")) {
          add(part, SHORTEST_NAME);
        }
      }
    }
    for (int tag : NUMBERS) {
      for (String value : values(dataset, tag)) {
        add(value.strip(), SHORTEST_NUMBER);
      }
    }
  }

  /** Whether a text holds one of the words, upper or lower case, as a word of its own. */
  boolean in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String word : words) {
      for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        int end = at + word.length();
        boolean alone =
            (at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1)))
                && (end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end)));
        if (alone) {
          return true;
        }
      }
    }
    return false;
  }

  private void add(String word, int shortest) {
    if (word.length() >= shortest) {
      words.add(word.toLowerCase(Locale.ROOT));
    }
  }

  private static Iterable<String> values(Attributes dataset, int tag) {
    String[] values = dataset.getStrings(tag);
    return values == null
        ? Set.of()
        : Arrays.stream(values).filter(v -> v != null && !v.isBlank()).toList();
  }
}
