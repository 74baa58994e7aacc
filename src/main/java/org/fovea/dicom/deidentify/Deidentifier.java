package org.fovea.dicom.deidentify;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.assembly.DirectoryReader;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.dicom.result.Elements;
import org.fovea.finding.Code;

/**
 * Writes copies of DICOM objects that no longer say whose they are: Basic Application Level
 * Confidentiality Profile of PS3.15 Annex E, with the Clean Structured Content Option, and with the
 * Modified Dates Option where dates are moved. What may carry a name where cleaning cannot reach is
 * refused. All objects that go through the same pseudonyms still refer to each other.
 */
public final class Deidentifier {
  private static final Text TEXT = Text.of(Deidentifier.class);

  /** PS3.16 CID 7050, De-identification Method. */
  private static final Code BASIC_PROFILE =
      new Code("DCM", "113100", "Basic Application Confidentiality Profile");

  private static final Code CLEAN_CONTENT =
      new Code("DCM", "113104", "Clean Structured Content Option");
  private static final Code MODIFIED_DATES =
      new Code("DCM", "113107", "Retain Longitudinal Temporal Information Modified Dates Option");

  private final DicomParser parser;
  private final Pseudonyms pseudonyms;
  private final DateRule dates;
  private final PixelPolicy pixels;
  private final String program;
  private final ConfidentialityTable table = ConfidentialityTable.read();
  private final ObjectWriter writer = new ObjectWriter();

  /** What became of one file. */
  public sealed interface Outcome {
    /** A copy was written. */
    record Written(Path file) implements Outcome {}

    /** Nothing was written, as it should be; the reason in words. */
    record LeftOut(String reason) implements Outcome {}

    /** The file is a DICOMDIR; it is not copied, but names others. */
    record Directory(DirectoryReader.Listing listing) implements Outcome {}
  }

  /**
   * @param pseudonyms those of the whole run
   * @param picturesSeen whether the user has looked at pictures that may be written on
   * @param program name and version of this program, which the objects say
   */
  public Deidentifier(
      SourceOpener opener,
      Pseudonyms pseudonyms,
      DateRule dates,
      boolean picturesSeen,
      String program) {
    this.parser = new DicomParser(opener);
    this.pseudonyms = pseudonyms;
    this.dates = dates;
    this.pixels = new PixelPolicy(picturesSeen);
    this.program = program;
  }

  /**
   * Writes the copy of one object to {@code <folder>/<study>/<object>.dcm}, under its new UIDs.
   * Never overwrites.
   *
   * @throws FoveaException UNSUPPORTED where the object is refused, NOT_DICOM, DAMAGED and others
   *     where it cannot be read, WRITE_FAILED where the copy cannot be written; nothing is left
   *     then
   */
  public Outcome write(Source source, Path folder) throws FoveaException {
    DicomFile file = parser.parse(source);
    Attributes dataset = file.dataset();
    if (dataset.contains(Tag.DirectoryRecordSequence)) {
      return new Outcome.Directory(new DirectoryReader().list(source.path(), dataset));
    }
    if (file.truncated()) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("truncated"));
    }
    require(source, dataset, Tag.SOPClassUID, "SOP Class UID");
    require(source, dataset, Tag.SOPInstanceUID, "SOP Instance UID");
    require(source, dataset, Tag.StudyInstanceUID, "Study Instance UID");
    if (pixels.showsSlideLabel(dataset)) {
      return new Outcome.LeftOut(TEXT.get("leftOut.label"));
    }
    Optional<String> refusal = pixels.refusal(dataset);
    if (refusal.isPresent()) {
      throw new FoveaException(ErrorCode.UNSUPPORTED, source.toString(), TEXT.get(refusal.get()));
    }
    try {
      clean(dataset);
    } catch (RuntimeException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("damaged"), e);
    }
    return copy(source, file, folder);
  }

  private void clean(Attributes dataset) {
    boolean content = dataset.contains(Tag.ContentSequence);
    DatasetCleaner cleaner =
        new DatasetCleaner(table, pseudonyms, dates, patient(dataset), new KnownWords(dataset));
    cleaner.clean(dataset);
    dataset.setString(Tag.PatientID, VR.LO, cleaner.patientAlias());
    dataset.setString(Tag.PatientName, VR.PN, cleaner.patientName());
    dataset.setString(Tag.PatientIdentityRemoved, VR.CS, "YES");
    dataset.setString(Tag.DeidentificationMethod, VR.LO, program, "PS3.15 Annex E, Table E.1-1");
    dataset.setString(
        Tag.LongitudinalTemporalInformationModified,
        VR.CS,
        dates == DateRule.SHIFT ? "MODIFIED" : "REMOVED");
    dataset.remove(Tag.DeidentificationMethodCodeSequence);
    method(dataset, BASIC_PROFILE);
    if (content) {
      method(dataset, CLEAN_CONTENT);
      if (!dataset.contains(Tag.ReferencedPerformedProcedureStepSequence)) {
        // of type 2 in reports (PS3.3 C.17.1), where elsewhere it may be absent
        dataset.setNull(Tag.ReferencedPerformedProcedureStepSequence, VR.SQ);
      }
    }
    if (dates == DateRule.SHIFT) {
      method(dataset, MODIFIED_DATES);
    }
  }

  private static void method(Attributes dataset, Code code) {
    Attributes item = new Attributes(dataset.bigEndian());
    dataset.ensureSequence(Tag.DeidentificationMethodCodeSequence, 3).add(item);
    item.setString(Tag.CodeValue, VR.SH, code.value());
    item.setString(Tag.CodingSchemeDesignator, VR.SH, code.scheme());
    item.setString(Tag.CodeMeaning, VR.LO, Elements.limit(code.meaning(), 64));
  }

  /** What tells this patient from others: the number and who gave it, else the name, else study. */
  private static String patient(Attributes dataset) {
    String id = dataset.getString(Tag.PatientID, "").strip();
    if (!id.isEmpty()) {
      return "id\0" + id + '\0' + dataset.getString(Tag.IssuerOfPatientID, "").strip();
    }
    String name = dataset.getString(Tag.PatientName, "").strip();
    return name.isEmpty()
        ? "study\0" + dataset.getString(Tag.StudyInstanceUID)
        : "name\0" + name + '\0' + dataset.getString(Tag.PatientBirthDate, "");
  }

  private Outcome copy(Source source, DicomFile file, Path folder) throws FoveaException {
    Attributes dataset = file.dataset();
    Path target =
        folder
            .resolve(dataset.getString(Tag.StudyInstanceUID))
            .resolve(dataset.getString(Tag.SOPInstanceUID) + ".dcm");
    if (Files.exists(target)) {
      return new Outcome.LeftOut(TEXT.get("leftOut.twice"));
    }
    Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try (SeekableByteChannel bytes = parser.open(file)) {
      Files.createDirectories(target.getParent());
      writer.write(part, dataset, file, bytes);
      Files.move(part, target); // fails where the target is there, by whatever way it came
      return new Outcome.Written(target);
    } catch (EOFException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("truncated"), e);
    } catch (FileAlreadyExistsException e) {
      return new Outcome.LeftOut(TEXT.get("leftOut.twice"));
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          target.toString(),
          TEXT.get("write.failed", e.getMessage() == null ? e.toString() : e.getMessage()),
          e);
    } catch (RuntimeException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("damaged"), e);
    } finally {
      discard(part);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(Deidentifier.class)
          .warn("A temporary file could not be removed: {}", part, e);
    }
  }

  private static void require(Source source, Attributes dataset, int tag, String name)
      throws FoveaException {
    if (!dataset.containsValue(tag)) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("uid.missing", name));
    }
  }
}
