package org.fovea.dicom.result;

import java.util.List;
import java.util.Map;
import org.fovea.finding.Code;
import org.fovea.imaging.volume.Heatmap;

/**
 * Coded concepts of the objects written and read here. Those of the DCM scheme are defined in
 * PS3.16 Annex D; the templates that use them are named beside them.
 */
final class Concepts {
  // TID 1500, 1600: the report and its parts.
  static final Code IMAGING_MEASUREMENT_REPORT = dcm("126000", "Imaging Measurement Report");
  static final Code IMAGING_MEASUREMENTS = dcm("126010", "Imaging Measurements");
  static final Code MEASUREMENT_GROUP = dcm("125007", "Measurement Group");
  static final Code QUALITATIVE_EVALUATIONS =
      new Code("UMLS", "C0034375", "Qualitative Evaluations");
  static final Code IMAGE_LIBRARY = dcm("111028", "Image Library");
  static final Code IMAGE_LIBRARY_GROUP = dcm("126200", "Image Library Group");
  static final Code MODALITY = dcm("121139", "Modality");
  static final Code PROCEDURE_REPORTED = dcm("121058", "Procedure reported");
  static final Code COMMENT = dcm("121106", "Comment");

  // TID 1204: language.
  static final Code LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
  static final Code ENGLISH = new Code("RFC5646", "en", "English");

  // TID 1002 to 1004: observers.
  static final Code OBSERVER_TYPE = dcm("121005", "Observer Type");
  static final Code PERSON = dcm("121006", "Person");
  static final Code DEVICE = dcm("121007", "Device");
  static final Code PERSON_NAME = dcm("121008", "Person Observer Name");
  static final Code PERSON_ORGANIZATION = dcm("121009", "Person Observer's Organization Name");
  static final Code DEVICE_UID = dcm("121012", "Device Observer UID");
  static final Code DEVICE_NAME = dcm("121013", "Device Observer Name");
  static final Code DEVICE_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
  static final Code DEVICE_MODEL = dcm("121015", "Device Observer Model Name");
  static final Code DEVICE_SERIAL = dcm("121016", "Device Observer Serial Number");

  // TID 1411: one volumetric region.
  static final Code ACTIVITY_SESSION = new Code("NCIt", "C67447", "Activity Session");
  static final Code TRACKING_ID = dcm("112039", "Tracking Identifier");
  static final Code TRACKING_UID = dcm("112040", "Tracking Unique Identifier");
  static final Code FINDING_CATEGORY = sct("276214006", "Finding category");
  static final Code FINDING = dcm("121071", "Finding");
  static final Code FINDING_SITE = sct("363698007", "Finding Site");
  static final Code REFERENCED_SEGMENT = dcm("121191", "Referenced Segment");
  static final Code SOURCE_SERIES = dcm("121232", "Source series for segmentation");
  static final Code IMAGE_REGION = dcm("111030", "Image Region");
  static final Code MEASUREMENT_METHOD = sct("370129005", "Measurement Method");
  static final Code SUM_OF_VOXELS = dcm("126030", "Sum of segmented voxel volumes");

  // What is measured.
  static final Code VOLUME = sct("118565006", "Volume");
  static final Code AREA = sct("42798000", "Area");
  static final Code LONG_AXIS = sct("103339001", "Long Axis");
  static final Code CERTAINTY = dcm("111012", "Certainty of Finding");

  // TID 4019: algorithm identification.
  static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
  static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");
  static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
  static final Code ARTIFICIAL_INTELLIGENCE = dcm("123110", "Artificial Intelligence");

  // Derivation and references.
  static final Code SEGMENTATION = dcm("113076", "Segmentation");
  static final Code SOURCE_IMAGE = dcm("121322", "Source image for image processing operation");
  static final Code PROCESSING_EQUIPMENT = dcm("109102", "Processing Equipment");

  // Maps.
  static final Code QUANTITY = sct("246205007", "Quantity");
  static final Code NO_UNITS = new Code("UCUM", "1", "no units");
  static final Code DEGREE = new Code("99FOVEA", "degree", "Degree from 0 to 1");
  static final Code PROBABILITY = new Code("UMLS", "C0033204", "Probability");
  static final Code OPERATING_THRESHOLD =
      new Code("99FOVEA", "operating-threshold", "Operating threshold");

  // Units.
  static final Code MILLILITRE = new Code("UCUM", "ml", "milliliter");
  static final Code SQUARE_MILLIMETRE = new Code("UCUM", "mm2", "square millimeter");
  static final Code MILLIMETRE = new Code("UCUM", "mm", "millimeter");
  static final Code MICROMETRE = new Code("UCUM", "um", "micrometer");
  static final Code PER_SQUARE_MILLIMETRE = new Code("UCUM", "/mm2", "per square millimeter");
  static final Code DIAGNOSIS = sct("439401001", "Diagnosis");
  static final Code PERCENT = new Code("UCUM", "%", "percent");

  // Classes of duodenal biopsies, which the standard has no codes for.
  static final Code MARSH_OBERHUBER =
      new Code("99FOVEA", "marsh-oberhuber", "Marsh-Oberhuber class");
  static final Code CORAZZA_VILLANACCI =
      new Code("99FOVEA", "corazza-villanacci", "Corazza-Villanacci grade");

  // The verdict: the standard has codes for the answers but none for the question.
  static final Code DECISION = new Code("99FOVEA", "decision", "Decision of the reviewer");
  static final Code DISAGREEMENT =
      new Code("99FOVEA", "disagreement", "Reason for the disagreement");
  static final Code ACCEPTED = sct("385645004", "Accepted");
  static final Code DENIED = sct("441889009", "Denied");
  static final Code CHANGED =
      new Code("99FOVEA", "changed", "Accepted with a change (of region or class)");

  // What stands in where a bundle says nothing.
  static final Code LESION = sct("52988006", "Lesion");
  static final Code MORPHOLOGICALLY_ABNORMAL =
      sct("49755003", "Morphologically Abnormal Structure");

  private static final Map<String, Code> PROCEDURES =
      Map.of(
          "MR", new Code("LN", "25056-3", "MRI unspecified body region"),
          "CT", new Code("LN", "25045-6", "CT unspecified body region"));
  private static final Code IMAGING = sct("363679005", "Imaging procedure");

  private static final Map<String, Code> MODALITIES =
      Map.of(
          "MR", dcm("MR", "Magnetic Resonance"),
          "CT", dcm("CT", "Computed Tomography"),
          "PT", dcm("PT", "Positron emission tomography"),
          "CR", dcm("CR", "Computed Radiography"),
          "DX", dcm("DX", "Digital Radiography"),
          "SM", dcm("SM", "Slide Microscopy"));

  private static final List<Code> UNITS =
      List.of(
          NO_UNITS,
          MILLILITRE,
          SQUARE_MILLIMETRE,
          MILLIMETRE,
          MICROMETRE,
          PER_SQUARE_MILLIMETRE,
          PERCENT);

  private Concepts() {}

  /** The procedure (CID 100) that stands for a modality. */
  static Code procedure(String modality) {
    return PROCEDURES.getOrDefault(modality, IMAGING);
  }

  /** A modality as a code (CID 29). */
  static Code modality(String modality) {
    return MODALITIES.getOrDefault(modality, dcm("OT", "Other Modality"));
  }

  /** What the numbers of a heatmap are (CID 217 where it has a code for it). */
  static Code quantity(Heatmap.Quantity quantity) {
    return switch (quantity) {
      case PROBABILITY -> PROBABILITY;
      case CLASS_ACTIVATION -> dcm("130402", "Class activation");
      case GRADIENT_WEIGHTED_CLASS_ACTIVATION ->
          dcm("130403", "Gradient-weighted class activation");
      case SALIENCY -> dcm("130404", "Saliency map");
      case DEGREE -> DEGREE;
      case OTHER -> QUANTITY;
    };
  }

  /** A unit by its UCUM code, of those that measurements come in. */
  static Code unit(String ucum) {
    return UNITS.stream()
        .filter(u -> u.value().equals(ucum))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unit " + ucum));
  }

  /** Whether two codes are the same concept, whatever their meanings say. */
  static boolean same(Code a, Code b) {
    return a != null && b != null && a.value().equals(b.value()) && a.scheme().equals(b.scheme());
  }

  private static Code dcm(String value, String meaning) {
    return new Code("DCM", value, meaning);
  }

  private static Code sct(String value, String meaning) {
    return new Code("SCT", value, meaning);
  }
}
