package org.fovea.dicom.result;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Series;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;

/**
 * Writes a physician's own diagnosis of a case as a Comprehensive 3D SR (PS3.16 TID 1500, the
 * diagnosis among its qualitative evaluations), VERIFIED by the reader. Only headers of the source
 * are read.
 */
public final class ReadingWriter {
  private static final Text TEXT = Text.of(ReadingWriter.class);
  private static final int READING_SERIES = 9021;

  private final String softwareVersion;
  private final SourceOpener opener = new SourceOpener();

  public ReadingWriter(String softwareVersion) {
    this.softwareVersion = softwareVersion;
  }

  /**
   * Writes {@code reading-first.dcm} or {@code reading-second.dcm}, whole or not at all.
   *
   * @param study the study that was read, with its images
   * @throws FoveaException if the source has no images, cannot be read, or the file not be written
   */
  public Path write(Study study, Reading reading, Path folder) throws FoveaException {
    String role = reading.role().name().toLowerCase(Locale.ROOT);
    CommonModules common =
        new CommonModules(
            source(study),
            null, // no algorithm took part in what a person says
            softwareVersion,
            reading.at().atZone(ZoneId.systemDefault()));
    List<String> statements = new ArrayList<>();
    statements.add(TEXT.get("research"));
    statements.add(TEXT.get("reading." + role));
    if (reading.comment() != null) {
      statements.add(reading.comment());
    }
    Attributes report =
        new ReportObject(common)
            .build(
                new ReportObject.Contents(
                    List.of(),
                    statements,
                    null,
                    List.of(),
                    null,
                    reading.reader(),
                    true,
                    Map.of(),
                    Map.of(),
                    Map.of(Concepts.DIAGNOSIS, reading.diagnosis())),
                "1",
                READING_SERIES + (reading.role() == ReaderRole.FIRST ? 0 : 1),
                TEXT.get("series.reading"));
    Path path = folder.resolve("reading-" + role + ".dcm");
    WholeFiles files = new WholeFiles(UnaryOperator.<OutputStream>identity());
    files.write(path, report);
    files.commit();
    return path;
  }

  private SourceImages source(Study study) throws FoveaException {
    List<Series> slides = study.series().stream().filter(s -> !s.slides().isEmpty()).toList();
    if (!slides.isEmpty()) {
      Instance first = slides.getFirst().slides().getFirst().highest();
      return SourceImages.read(
          opener, study, slides.stream().map(Series::seriesInstanceUid).toList(), first);
    }
    List<String> stacks =
        study.series().stream()
            .filter(s -> !s.stacks().isEmpty())
            .map(Series::seriesInstanceUid)
            .toList();
    if (stacks.isEmpty()) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, study.studyInstanceUid(), TEXT.get("source.missing"));
    }
    return SourceImages.read(opener, study, stacks);
  }
}
