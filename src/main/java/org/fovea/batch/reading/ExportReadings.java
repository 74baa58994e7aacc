package org.fovea.batch.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.result.ReadingWriter;
import org.fovea.finding.agreement.Agreement;
import org.fovea.finding.agreement.ReadCase;
import org.fovea.library.Library;
import org.fovea.report.AgreementTables;
import org.fovea.workflow.OpenStudies;

/** Writes the cases of which both readings are in as CSV and as DICOM reports. */
public final class ExportReadings {
  private static final Text WORDS = Text.of(ExportReadings.class);

  private final DoubleReading readings;
  private final Library library;
  private final OpenStudies openStudies;
  private final ReadingWriter writer;
  private final AgreementTables tables = new AgreementTables();

  public ExportReadings(
      DoubleReading readings, Library library, OpenStudies openStudies, ReadingWriter writer) {
    this.readings = readings;
    this.library = library;
    this.openStudies = openStudies;
    this.writer = writer;
  }

  /**
   * What was written.
   *
   * @param problems cases whose images cannot be read any more, and that have no report for it
   */
  public record Exported(Agreement agreement, List<Path> files, List<Problem> problems) {}

  /**
   * Writes the tables, and a report for each reader in a folder for each study.
   *
   * @throws FoveaException if the folder cannot be written
   * @throws java.util.concurrent.CancellationException if cancelled; each file there is whole
   */
  public Exported run(Path folder, Progress progress) throws FoveaException {
    Agreement agreement = readings.agreement();
    List<Path> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      files.addAll(tables.write(agreement, folder));
      for (int i = 0; i < agreement.cases().size(); i++) {
        progress.checkCancelled();
        ReadCase read = agreement.cases().get(i);
        progress.report(
            (double) i / agreement.cases().size(),
            WORDS.get("export.case", i + 1, agreement.cases().size()));
        Optional<Study> study = open(read.studyInstanceUid());
        if (study.isEmpty()) {
          problems.add(
              new Problem(
                  ErrorCode.NOT_ACCESSIBLE, read.studyInstanceUid(), WORDS.get("export.gone")));
          continue;
        }
        Path own = folder.resolve(read.studyInstanceUid());
        Files.createDirectories(own);
        files.add(writer.write(study.get(), read.first(), own));
        files.add(writer.write(study.get(), read.second(), own));
      }
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          folder.toString(),
          WORDS.get("export.failed", FoveaException.said(e)),
          e);
    }
    return new Exported(agreement, files, problems);
  }

  private Optional<Study> open(String uid) throws FoveaException {
    List<Path> files = library.files(uid).stream().filter(Files::exists).toList();
    return openStudies.open(files, Progress.none()).studies().stream()
        .filter(s -> s.studyInstanceUid().equals(uid))
        .filter(Study::hasImages)
        .findFirst();
  }
}
