package org.fovea.dicom.convert;

import java.time.LocalDateTime;
import java.util.List;
import org.fovea.dicom.Patient;
import org.fovea.finding.Code;

/**
 * What is written about a slide beside its pixels.
 *
 * @param patient whom the tissue is of
 * @param study the examination the slide belongs to
 * @param series the slide as a series
 * @param specimen the glass and what is on it
 */
public record SlideDescriptor(Patient patient, Study study, Series series, Specimen specimen) {
  /** Haematoxylin (CID 8112). */
  public static final Code HEMATOXYLIN = new Code("SCT", "12710003", "hematoxylin stain");

  /** Eosin (CID 8112). */
  public static final Code EOSIN = new Code("SCT", "36879007", "water soluble eosin stain");

  /** Haematoxylin and eosin. */
  public static final List<Code> HE = List.of(HEMATOXYLIN, EOSIN);

  /**
   * The examination (PS3.3 C.7.2.1).
   *
   * @param uid Study Instance UID
   * @param id Study ID, at most 16 characters; may be empty
   * @param date date and time; null where not known
   * @param accessionNumber at most 16 characters; may be empty
   * @param description may be empty
   */
  public record Study(
      String uid, String id, LocalDateTime date, String accessionNumber, String description) {}

  /**
   * The slide as a series (PS3.3 C.7.3.1).
   *
   * @param uid Series Instance UID; the UIDs of the objects and of the pyramid follow from it
   * @param frameOfReferenceUid shared by all levels
   * @param number Series Number
   * @param description may be empty
   * @param acquired when the glass was scanned; must be known or assumed (Acquisition DateTime is
   *     type 1)
   * @param model Manufacturer's Model Name of what made the image; the manufacturer is Fovea
   * @param comments Image Comments; may be empty
   */
  public record Series(
      String uid,
      String frameOfReferenceUid,
      int number,
      String description,
      LocalDateTime acquired,
      String model,
      String comments) {}

  /**
   * The glass (PS3.3 C.7.6.22).
   *
   * @param container Container Identifier: what is written on the glass or its barcode
   * @param identifier Specimen Identifier
   * @param uid Specimen UID
   * @param description Specimen Short Description, at most 64 characters; may be empty
   * @param anatomy Primary Anatomic Structure; null where not known
   * @param stains substances of the staining; empty where not known
   */
  public record Specimen(
      String container,
      String identifier,
      String uid,
      String description,
      Code anatomy,
      List<Code> stains) {
    public Specimen {
      stains = List.copyOf(stains);
    }
  }
}
