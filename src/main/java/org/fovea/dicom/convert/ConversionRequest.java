package org.fovea.dicom.convert;

import java.time.LocalDate;
import java.util.List;
import org.fovea.finding.Code;

/**
 * What the user says of pictures that are turned into DICOM.
 *
 * @param patientId null for the file's name without its ending
 * @param patientName as DICOM writes it; null for none
 * @param specimenId what is written on the glass (Container Identifier); null for the file's name
 *     without its ending
 * @param accessionNumber null for none; slides with the same patient and accession number are of
 *     one study, others each of their own
 * @param studyDate null for the date on which the slide was scanned, or else on which the file was
 *     last changed
 * @param studyDescription null for none
 * @param stains substances of the staining; empty where not said
 * @param anatomy from where the tissue is; null where not said
 * @param micrometresXPerPixel along rows, for files that state no scale; NaN where not said
 * @param micrometresYPerPixel along columns
 * @param compression how tiles are coded that cannot be kept as they are
 */
public record ConversionRequest(
    String patientId,
    String patientName,
    String specimenId,
    String accessionNumber,
    LocalDate studyDate,
    String studyDescription,
    List<Code> stains,
    Code anatomy,
    double micrometresXPerPixel,
    double micrometresYPerPixel,
    Compression compression) {

  /** How tiles are coded that cannot be kept as they are. */
  public enum Compression {
    /** Without loss where the source lost nothing, else as JPEG. */
    AUTO,
    /** JPEG baseline of quality 90. */
    JPEG,
    /** Without loss. */
    LOSSLESS;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public ConversionRequest {
    stains = List.copyOf(stains);
  }

  /** Nothing is said. */
  public static ConversionRequest plain() {
    return new ConversionRequest(
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        Double.NaN,
        Double.NaN,
        Compression.AUTO);
  }

  /** The same with a scale for files that state none. */
  public ConversionRequest withMicrometresPerPixel(double x, double y) {
    return new ConversionRequest(
        patientId,
        patientName,
        specimenId,
        accessionNumber,
        studyDate,
        studyDescription,
        stains,
        anatomy,
        x,
        y,
        compression);
  }
}
