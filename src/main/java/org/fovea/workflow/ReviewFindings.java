package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.library.Library;

/** Records what a physician says of findings, and writes it as DICOM objects when signed. */
public final class ReviewFindings {
  private static final Text WORDS = Text.of(ReviewFindings.class);

  private final Library library;
  private final ResultWriter writer;

  public ReviewFindings(Library library, ResultWriter writer) {
    this.library = library;
    this.writer = writer;
  }

  /** Adds a verdict; it is durable, with its changed region, when the new review is returned. */
  public Review record(Review review, Verdict verdict) throws FoveaException {
    library.addVerdict(review.analysis().analysisUid(), verdict);
    return review.with(verdict);
  }

  /** Changes places on mucosa; durable, and judged again, when the new review is returned. */
  public Review changePlaces(Review review, List<MucosalPlace> places, Verdict.Reviewer reviewer)
      throws FoveaException {
    Analysis analysis = review.analysis();
    library.changePlaces(analysis.analysisUid(), places, reviewer);
    return new Review(analysis.with(analysis.mucosa().with(places)), review.verdicts());
  }

  /**
   * Writes the review next to the results of the analysis and records the signature.
   *
   * @param predecessors the AI's objects
   * @return the files of the review
   * @throws FoveaException if there are no objects to refer to, or they cannot be written; nothing
   *     is signed then
   */
  public ResultWriter.Written sign(
      Study study, Review review, ResultWriter.Written predecessors, Verdict.Reviewer reviewer)
      throws FoveaException {
    if (predecessors == null || predecessors.files().isEmpty()) {
      throw new FoveaException(ErrorCode.WRITE_FAILED, null, WORDS.get("review.nothingToSign"));
    }
    Path folder = predecessors.files().getFirst().toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          folder.toString(),
          WORDS.get("write.failed", FoveaException.said(e)),
          e);
    }
    ResultWriter.Written written =
        writer.writeReview(study, review, predecessors, reviewer, folder);
    library.addSignature(review.analysis().analysisUid(), reviewer, written);
    return written;
  }
}
