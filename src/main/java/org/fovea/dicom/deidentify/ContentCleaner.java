package org.fovea.dicom.deidentify;

import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * Cleans the content tree of a structured report (PS3.15 E.3.7, Clean Structured Content Option):
 * numbers, codes, coordinates and references stay; every free text goes but the names and versions
 * of algorithms; tracking identifiers become aliases that still tell things apart; what describes
 * the person goes whole. Names, dates and UIDs are left to the table.
 */
final class ContentCleaner {
  private static final String DCM = "DCM";

  /** Algorithm Name, Algorithm Version (PS3.16 TID 4019). */
  private static final Set<String> KEPT_TEXTS = Set.of("111001", "111003");

  /** Tracking Identifier. */
  private static final String TRACKING_IDENTIFIER = "112039";

  /**
   * Subject ID, Birth Date, Sex, Age, Species, Breed, and Subject Name (PS3.16 TID 1006 to 1009).
   */
  private static final Set<String> PERSON =
      Set.of("121029", "121030", "121031", "121032", "121033", "121034");

  private final Pseudonyms pseudonyms;

  ContentCleaner(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** Cleans the items of a Content Sequence, of one level; those below follow in their turn. */
  void clean(Sequence items) {
    if (items == null) {
      return;
    }
    for (int i = items.size() - 1; i >= 0; i--) {
      Attributes item = items.get(i);
      String concept = concept(item);
      if (PERSON.contains(concept)) {
        items.remove(i);
      } else if (item.containsValue(Tag.TextValue)) {
        String text = item.getString(Tag.TextValue);
        item.setString(Tag.TextValue, VR.UT, text(concept, text == null ? "" : text));
      }
    }
  }

  private String text(String concept, String text) {
    if (KEPT_TEXTS.contains(concept)) {
      return text;
    }
    return TRACKING_IDENTIFIER.equals(concept)
        ? pseudonyms.alias("T", text)
        : DatasetCleaner.REMOVED;
  }

  /** The DCM code of what an item is about; empty for another scheme. */
  private static String concept(Attributes item) {
    Attributes name = item.getNestedDataset(Tag.ConceptNameCodeSequence);
    return name != null && DCM.equals(name.getString(Tag.CodingSchemeDesignator))
        ? name.getString(Tag.CodeValue, "")
        : "";
  }
}
