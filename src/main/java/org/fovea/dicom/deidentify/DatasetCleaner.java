package org.fovea.dicom.deidentify;

import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.ElementDictionary;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * Cleans one data set and everything nested in it: the table of PS3.15 E, and beyond it all private
 * attributes, curves, overlays, attributes of unknown representation, and names, dates and UIDs
 * that the table does not name.
 */
final class DatasetCleaner {
  static final String REMOVED = "REMOVED";
  private static final String NOBODY = "Anonymous";
  private static final String DAY = "19000101";

  /** Frames of reference that the standard itself defines (PS3.6 A). */
  private static final String STANDARD_FRAMES = "1.2.840.10008.1.4.";

  private static final String STANDARD = "1.2.840.10008.";

  /** UIDs of kinds of things, not of things; they say nothing of anybody. */
  private static final Set<Integer> KINDS =
      Set.of(
          Tag.SOPClassUID,
          Tag.ReferencedSOPClassUID,
          Tag.RelatedGeneralSOPClassUID,
          Tag.OriginalSpecializedSOPClassUID,
          Tag.SOPClassesInStudy,
          Tag.SOPClassesSupported,
          Tag.CodingSchemeUID,
          Tag.ContextUID,
          Tag.MappingResourceUID);

  /** What a code is (PS3.3 8.8), which is no free text even where it looks like a name. */
  private static final Set<Integer> CODES =
      Set.of(
          Tag.CodeValue,
          Tag.LongCodeValue,
          Tag.URNCodeValue,
          Tag.CodingSchemeDesignator,
          Tag.CodingSchemeVersion,
          Tag.SpecificCharacterSet);

  /** Identifiers by which several glasses and pieces of tissue are told apart. */
  private static final Set<Integer> THINGS =
      Set.of(Tag.ContainerIdentifier, Tag.SpecimenIdentifier);

  /** Dates that are not moved but emptied or removed also where others are moved. */
  private static final Set<Integer> NEVER_MOVED =
      Set.of(
          Tag.PatientBirthDate,
          Tag.PatientBirthTime,
          Tag.PatientBirthDateInAlternativeCalendar,
          Tag.PatientDeathDateInAlternativeCalendar);

  private static final int GPS_GROUP = 0x0016;

  private final ConfidentialityTable table;
  private final Pseudonyms pseudonyms;
  private final DateRule dates;
  private final String patientAlias;
  private final int days;
  private final KnownWords known;
  private final ContentCleaner content;

  /**
   * @param patient what tells the patient of the object from others
   * @param known names and numbers that must not stand in any text
   */
  DatasetCleaner(
      ConfidentialityTable table,
      Pseudonyms pseudonyms,
      DateRule dates,
      String patient,
      KnownWords known) {
    this.table = table;
    this.pseudonyms = pseudonyms;
    this.dates = dates;
    this.patientAlias = pseudonyms.alias("P", patient);
    this.days = pseudonyms.days(patient);
    this.known = known;
    this.content = new ContentCleaner(pseudonyms);
  }

  /** What the patient is called from now on. */
  String patientAlias() {
    return patientAlias;
  }

  /** The same as a person name (PS3.5 6.2.1). */
  String patientName() {
    return patientAlias + '^' + NOBODY;
  }

  void clean(Attributes dataset) {
    clean(dataset, false);
  }

  /**
   * @param texts whether also free text that the table does not name is replaced, inside sequences
   *     that it says to replace
   */
  private void clean(Attributes dataset, boolean texts) {
    for (int tag : dataset.tags().clone()) {
      int group = tag >>> 16;
      boolean overlayOrCurve = (group & 0xff00) == 0x6000 || (group & 0xff00) == 0x5000;
      if ((group & 1) == 1 || overlayOrCurve) {
        dataset.remove(tag);
        continue;
      }
      VR vr = dataset.getVR(tag);
      VR meant = vr == VR.UN ? ElementDictionary.vrOf(tag, null) : vr;
      if (vr == VR.UN && (dataset.containsValue(tag) || meant == null || meant == VR.UN)) {
        dataset.remove(tag); // nobody knows what is in it
      } else if (vr == VR.UN) {
        dataset.setNull(tag, meant);
      } else if (vr == VR.SQ) {
        sequence(dataset, tag, texts);
      } else {
        value(dataset, tag, vr, texts);
      }
    }
  }

  private void sequence(Attributes dataset, int tag, boolean texts) {
    if (tag == Tag.ContentSequence) {
      content.clean(dataset.getSequence(tag));
    }
    switch (table.action(tag, true)) {
      case REMOVE -> dataset.remove(tag);
      case EMPTY -> dataset.setNull(tag, VR.SQ);
      case REPLACE -> items(dataset.getSequence(tag), tag != Tag.ContentSequence);
      case REPLACE_UID, NOT_NAMED -> items(dataset.getSequence(tag), texts);
    }
  }

  private void items(Sequence sequence, boolean texts) {
    if (sequence != null) {
      sequence.forEach(item -> clean(item, texts));
    }
  }

  private void value(Attributes dataset, int tag, VR vr, boolean texts) {
    if (tag == Tag.PatientID || tag == Tag.PatientName) {
      dataset.setString(tag, vr, tag == Tag.PatientName ? patientName() : patientAlias);
      return;
    }
    if (!dataset.containsValue(tag) || tag == Tag.TextValue) {
      return; // the text of a report was seen to by the cleaner of contents
    }
    ConfidentialityTable.Action action = table.action(tag, false);
    boolean named = action != ConfidentialityTable.Action.NOT_NAMED;
    boolean date = vr == VR.DA || vr == VR.DT;
    boolean movable = !NEVER_MOVED.contains(tag) && tag >>> 16 != GPS_GROUP;
    if (dates == DateRule.SHIFT && movable && (date || vr == VR.TM && named)) {
      if (date) {
        each(dataset, tag, vr, d -> Dates.earlier(d, days));
      }
      return;
    }
    switch (action) {
      case REMOVE -> dataset.remove(tag);
      case EMPTY -> dataset.setNull(tag, vr);
      case REPLACE -> replace(dataset, tag, vr);
      case REPLACE_UID -> each(dataset, tag, vr, this::uid);
      case NOT_NAMED -> notNamed(dataset, tag, vr, texts);
    }
  }

  private String uid(String original) {
    return original.startsWith(STANDARD_FRAMES) ? original : pseudonyms.uid(original);
  }

  private void notNamed(Attributes dataset, int tag, VR vr, boolean texts) {
    switch (vr) {
      case PN, DA, DT -> replace(dataset, tag, vr);
      case UI -> {
        if (!KINDS.contains(tag)) {
          each(dataset, tag, vr, u -> u.startsWith(STANDARD) ? u : pseudonyms.uid(u));
        }
      }
      case LO, SH, ST, LT, UT, UC, UR, AE -> {
        if (texts) {
          replace(dataset, tag, vr);
        } else if (!CODES.contains(tag)) {
          each(dataset, tag, vr, t -> known.in(t) ? REMOVED : t);
        }
      }
      default -> {
        // numbers, codes and binary values that the table leaves alone
      }
    }
  }

  /** A value that is valid for its representation and says nothing. */
  private void replace(Attributes dataset, int tag, VR vr) {
    if (THINGS.contains(tag)) {
      each(dataset, tag, vr, original -> pseudonyms.alias("S", original));
      return;
    }
    switch (vr) {
      case PN -> dataset.setString(tag, vr, NOBODY);
      case DA -> dataset.setString(tag, vr, DAY);
      case DT -> dataset.setString(tag, vr, DAY + "000000");
      case TM -> dataset.setString(tag, vr, "000000");
      case AS -> dataset.setString(tag, vr, "000Y");
      case UI -> each(dataset, tag, vr, this::uid);
      case LO, SH, ST, LT, UT, UC, AE, CS -> dataset.setString(tag, vr, REMOVED);
      case DS, IS -> dataset.setString(tag, vr, "0");
      default -> dataset.setNull(tag, vr);
    }
  }

  /** Changes each value; null empties the attribute. */
  private static void each(Attributes dataset, int tag, VR vr, UnaryOperator<String> change) {
    String[] values = dataset.getStrings(tag);
    if (values == null) {
      return;
    }
    String[] changed =
        Arrays.stream(values)
            .map(v -> v == null || v.isBlank() ? v : change.apply(v.strip()))
            .toArray(String[]::new);
    if (Arrays.equals(values, changed)) {
      return;
    }
    if (Arrays.stream(changed).allMatch(v -> v == null)) {
      dataset.setNull(tag, vr);
    } else {
      dataset.setString(tag, vr, changed);
    }
  }
}
