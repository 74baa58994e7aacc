package org.fovea.cli;

import java.time.LocalDate;
import java.util.List;
import org.fovea.common.Text;
import org.fovea.dicom.convert.BodySite;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.dicom.convert.ConversionRequest.Compression;
import org.fovea.dicom.convert.SlideDescriptor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is said of pictures that become DICOM slides. */
final class PictureOptions {
  private static final Text WORDS = Text.of(PictureOptions.class);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--um-per-pixel",
      paramLabel = "UM[,UM]",
      description =
          "Size of a pixel in micrometres, for pictures that do not state it: one number, or width"
              + " and height.")
  private String scale;

  @Option(
      names = "--patient-id",
      paramLabel = "ID",
      description = "Patient ID of the pictures (default: the file's name without its ending).")
  private String patientId;

  @Option(
      names = "--patient-name",
      paramLabel = "NAME",
      description = "Patient's name, as Family^Given.")
  private String patientName;

  @Option(
      names = "--specimen-id",
      paramLabel = "ID",
      description = "What is written on the glass (default: the file's name without its ending).")
  private String specimenId;

  @Option(
      names = "--accession",
      paramLabel = "NUMBER",
      description = "Accession number; slides with the same patient and number become one study.")
  private String accession;

  @Option(
      names = "--study-date",
      paramLabel = "YYYY-MM-DD",
      description = "Date of the study (default: when it was scanned, else the file's date).")
  private LocalDate studyDate;

  @Option(names = "--study-description", paramLabel = "TEXT", description = "Of the study.")
  private String studyDescription;

  @Option(
      names = "--stain",
      paramLabel = "STAIN",
      description = "he for haematoxylin and eosin; nothing is assumed.")
  private Stain stain;

  @Option(
      names = "--body-site",
      paramLabel = "SITE",
      description = "Where the tissue is from: ${COMPLETION-CANDIDATES}; nothing is assumed.")
  private BodySite bodySite;

  @Option(
      names = "--compression",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "How tiles are coded that cannot be kept as they are: ${COMPLETION-CANDIDATES} (default:"
              + " auto, without loss where the source lost nothing).")
  private Compression compression;

  /** Stains by the names that pathologists write. */
  enum Stain {
    HE
  }

  /** All of it together. */
  ConversionRequest request() {
    double[] um = scale();
    return new ConversionRequest(
        patientId,
        patientName,
        specimenId,
        accession,
        studyDate,
        studyDescription,
        stain == Stain.HE ? SlideDescriptor.HE : List.of(),
        bodySite == null ? null : bodySite.code(),
        um[0],
        um[1],
        compression);
  }

  private double[] scale() {
    if (scale == null) {
      return new double[] {Double.NaN, Double.NaN};
    }
    String[] parts = scale.split(",", -1);
    try {
      double x = Double.parseDouble(parts[0]);
      double y = parts.length > 1 ? Double.parseDouble(parts[1]) : x;
      if (parts.length <= 2 && believable(x) && believable(y)) {
        return new double[] {x, y};
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ParameterException(command.commandLine(), WORDS.get("import.badScale", scale));
  }

  /** Micrometres, and not millimetres or metres by mistake. */
  private static boolean believable(double um) {
    return um >= 0.02 && um <= 100;
  }
}
