package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.Review;
import org.fovea.report.FindingsFile;

/** A folder of results with {@code findings.json}, which is written whole after each case. */
public final class FindingsFolder {
  private static final Text WORDS = Text.of(FindingsFolder.class);

  private final FindingsFile findings;

  private FindingsFolder(FindingsFile findings) {
    this.findings = findings;
  }

  /**
   * Opens it; the folder is made where it is not there.
   *
   * @param keep keep what the file says already
   * @throws FoveaException if it cannot be written, or what is there is no such file
   */
  public static FindingsFolder open(Path output, boolean keep) throws FoveaException {
    try {
      Files.createDirectories(output);
      return new FindingsFolder(keep ? FindingsFile.load(output) : FindingsFile.empty(output));
    } catch (IOException e) {
      throw failure(output, e);
    }
  }

  /** Whether something is said of a study. */
  public boolean holds(String studyInstanceUid) {
    return findings.holds(studyInstanceUid);
  }

  /** Adds what came of a case and writes the file whole. */
  public void put(List<AnalyzeStudy.Done> done) throws FoveaException {
    done.forEach(d -> findings.put(new Review(d.analysis(), List.of()), d.files()));
    write();
  }

  public void write() throws FoveaException {
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
        WORDS.get("write.failed", FoveaException.said(e)),
        e);
  }
}
