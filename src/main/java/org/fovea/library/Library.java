package org.fovea.library;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.common.FoveaException;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.MucosalPlace;

/** The catalogue of what is on this computer, in one SQLite file. Safe for several threads. */
public interface Library extends AutoCloseable {

  /** Adds studies with their series and files; what is there already stays as it is. */
  ImportCount add(StudyReader.Outcome outcome) throws FoveaException;

  /** Studies that match, latest first. */
  List<StudyRow> search(Query query) throws FoveaException;

  /** The files of a study, for reading it again. */
  List<Path> files(String studyInstanceUid) throws FoveaException;

  /** Records an analysis with its result files. Durable on return. */
  void saveAnalysis(Study study, Analysis analysis, ResultWriter.Written written)
      throws FoveaException;

  /** Analyses of a study with all verdicts, latest first; masks and heatmaps from their files. */
  List<SavedAnalysis> analyses(String studyInstanceUid) throws FoveaException;

  /**
   * What the latest completed analysis of a study makes of it as a whole; without reading masks and
   * maps.
   */
  Optional<Called> called(String studyInstanceUid) throws FoveaException;

  /** Whether somebody has given a verdict on a study or signed a review of it. */
  boolean reviewedBy(String studyInstanceUid, String reviewer) throws FoveaException;

  /** Records a verdict and its audit entry in one transaction. Durable on return. */
  void addVerdict(String analysisUid, Verdict verdict) throws FoveaException;

  /**
   * Records that a reviewer signed what was said so far, with the files of the review and an audit
   * entry. Durable on return. A verdict added later asks for a new signature.
   */
  void addSignature(String analysisUid, Verdict.Reviewer reviewer, ResultWriter.Written review)
      throws FoveaException;

  /**
   * Records the places on mucosa as a person left them, with an audit entry; the places that were
   * found are kept. Durable on return. A change asks for a new signature.
   */
  void changePlaces(String analysisUid, List<MucosalPlace> places, Verdict.Reviewer reviewer)
      throws FoveaException;

  /** Appends to the audit trail, which is never rewritten. */
  void audit(String actor, String action, String subjectUid, String detail) throws FoveaException;

  List<AuditEntry> auditTrail(String subjectUid) throws FoveaException;

  @Override
  void close();

  /** How many were new and how many were there already. */
  record ImportCount(int studies, int instances, int alreadyThere) {}

  /** What to look for; null or empty means any. {@code text} matches name, id and description. */
  record Query(String text, String patientId, LocalDate from, LocalDate to, String modality) {
    public static Query all() {
      return new Query(null, null, null, null, null);
    }
  }

  /**
   * One line of the worklist.
   *
   * @param modalities such as {@code MR}
   * @param urgency highest probability of an unreviewed finding, 0 to 1; NaN where not analysed
   */
  record StudyRow(
      String studyInstanceUid,
      String patientId,
      String patientName,
      LocalDate birthDate,
      String sex,
      LocalDate studyDate,
      String description,
      String modalities,
      int series,
      int images,
      AiState aiState,
      ReviewState reviewState,
      double urgency,
      Instant addedAt) {}

  /** How far the analysis of a study is. */
  enum AiState {
    NONE,
    COMPLETED,
    REFUSED,
    FAILED,
    /** Not for who asks: a second reader who is not to know yet. Never in the library itself. */
    HIDDEN
  }

  /** How far the review of a study is. */
  enum ReviewState {
    NONE,
    STARTED,
    COMPLETE,
    SIGNED
  }

  /**
   * What an analysis makes of a study.
   *
   * @param probabilities by class name, 0 to 1
   */
  record Called(String analysisUid, String bundleId, Map<String, Double> probabilities) {}

  /** An analysis as stored. */
  record SavedAnalysis(Review review, ResultWriter.Written written, boolean signed) {}

  /** One line of the audit trail. */
  record AuditEntry(
      long number, Instant at, String actor, String action, String subjectUid, String detail) {}
}
