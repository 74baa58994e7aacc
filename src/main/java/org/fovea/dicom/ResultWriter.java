package org.fovea.dicom;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.finding.Analysis;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;

/**
 * Writes what was found, and what was said of it, as DICOM objects of the same study in new series.
 * Files appear whole or not at all (written beside the target, synced, renamed).
 */
public interface ResultWriter {

  /**
   * Writes {@code seg.dcm}, {@code pmap.dcm} and {@code sr.dcm} of an analysis, AI output and
   * UNVERIFIED. A study without findings has no {@code seg.dcm}.
   *
   * @param study the study with the source series, whose headers are copied and referenced
   * @param suffix empty, or {@code -<bundle id>} where a study has more than one analysis
   */
  Written writeAnalysis(Study study, Analysis analysis, Path folder, String suffix)
      throws FoveaException;

  /**
   * Writes the physician's verdicts: a new SR with the AI's as predecessor, VERIFIED where all has
   * been decided, and a SEMIAUTOMATIC segmentation for what was changed.
   *
   * @param predecessors paths of the AI's objects as {@link #writeAnalysis} returned them
   */
  Written writeReview(
      Study study, Review review, Written predecessors, Verdict.Reviewer reviewer, Path folder)
      throws FoveaException;

  /**
   * The files written; null for a kind that was not.
   *
   * @param annotations marks on a slide, such as nuclei
   */
  record Written(Path segmentation, Path parametricMap, Path report, Path annotations) {

    /** Without annotations. */
    public Written(Path segmentation, Path parametricMap, Path report) {
      this(segmentation, parametricMap, report, null);
    }

    /** Those that exist, in the order above. */
    public List<Path> files() {
      return java.util.stream.Stream.of(segmentation, parametricMap, report, annotations)
          .filter(java.util.Objects::nonNull)
          .toList();
    }
  }
}
