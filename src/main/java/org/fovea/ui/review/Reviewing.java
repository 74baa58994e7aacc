package org.fovea.ui.review;

import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.Reading;
import org.fovea.finding.enteropathy.MucosalPlace;

/** What the findings panel asks of the use cases. Called off the JavaFX thread. */
public interface Reviewing {

  /** All that is known of a study already, of Fovea and of other programs, latest first. */
  List<KnownResult> results(Study study, Progress progress) throws FoveaException;

  /**
   * Analyses a study; what comes of it, refusal and failure too, is in the library on return.
   *
   * @param overrideGate run the model even where it is not meant for the study
   */
  List<KnownResult> analyze(Study study, boolean overrideGate, Progress progress)
      throws FoveaException;

  /** What the user may see of a study as the reader they are. */
  default Sight sight(Study study) throws FoveaException {
    return Sight.plain();
  }

  /** Records the user's own diagnosis of a case; durable on return. */
  default void read(Reading reading) throws FoveaException {
    throw new UnsupportedOperationException("cases are not read twice here");
  }

  /** Records a verdict; durable on return. */
  Review record(Review review, Verdict verdict) throws FoveaException;

  /** Records places on mucosa as the physician left them; durable on return. */
  KnownResult.Own changePlaces(
      KnownResult.Own result, List<MucosalPlace> places, Verdict.Reviewer reviewer)
      throws FoveaException;

  /**
   * Writes the reviewed result and closes the review.
   *
   * @return the result as it is now, and where it was written
   */
  Signed sign(Study study, KnownResult.Own result, Verdict.Reviewer reviewer) throws FoveaException;

  /**
   * A signed review.
   *
   * @param report the structured report written, for the user to see where
   */
  record Signed(KnownResult.Own result, java.nio.file.Path report) {}
}
