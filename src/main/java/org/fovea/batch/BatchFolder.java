package org.fovea.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.Review;
import org.fovea.report.FindingsFile;
import org.fovea.workflow.AnalyzeStudy;

/** The folder that holds the results of a batch, with {@code findings.json}. */
final class BatchFolder {
  private static final Text WORDS = Text.of(BatchFolder.class);

  private final FindingsFile findings;

  private BatchFolder(FindingsFile findings) {
    this.findings = findings;
  }

  /**
   * @param keep keep what the file says already
   */
  static BatchFolder open(Path output, boolean keep) throws FoveaException {
    try {
      Files.createDirectories(output);
      return new BatchFolder(keep ? FindingsFile.load(output) : FindingsFile.empty(output));
    } catch (IOException e) {
      throw failure(output, e);
    }
  }

  /** Whether something is said of a study. */
  boolean holds(String studyInstanceUid) {
    return findings.holds(studyInstanceUid);
  }

  /** Adds what came of a case and writes the file whole. */
  void put(List<AnalyzeStudy.Done> done) throws FoveaException {
    done.forEach(d -> findings.put(new Review(d.analysis(), List.of()), d.files()));
    write();
  }

  void write() throws FoveaException {
    try {
      findings.write();
    } catch (IOException e) {
      throw failure(findings.path(), e);
    }
  }

  private static FoveaException failure(Path path, IOException e) {
    return new FoveaException(
        ErrorCode.WRITE_FAILED,
        path.toString(),
        WORDS.get(
            "write.failed", e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        e);
  }
}
