package org.fovea.ui.review;

import org.fovea.finding.Analysis;
import org.fovea.ui.common.Tasks;

/** What the findings panel has to show. */
public sealed interface PanelState {

  /** No study is open. */
  record NoStudy() implements PanelState {}

  /** What is known of the study is being read. */
  record Looking() implements PanelState {}

  /** The study is read without sight of what the AI and the other reader say. */
  record Blinded() implements PanelState {}

  /** Nobody has analysed the study. */
  record NotAnalysed() implements PanelState {}

  /** A model runs. */
  record Analysing(Tasks.Running running) implements PanelState {}

  /** No model is meant for this study. */
  record Refused(String reason) implements PanelState {}

  /** The analysis did not come to an end. */
  record Failed(String reason) implements PanelState {}

  /**
   * The model found nothing, which is a result.
   *
   * @param highest highest probability anywhere, 0 to 1; NaN where it is not known
   */
  record NothingFound(double threshold, double highest) implements PanelState {}

  /** Mucosa was measured, which has a panel of its own. */
  record Measured() implements PanelState {}

  /** There are findings. */
  record Found() implements PanelState {}

  /** What there is to show of a result of a study; null for a study without one. */
  static PanelState of(KnownResult shown) {
    return switch (shown) {
      case null -> new NotAnalysed();
      case KnownResult.Foreign f -> new Found();
      case KnownResult.Own own -> of(own);
    };
  }

  private static PanelState of(KnownResult.Own own) {
    Analysis a = own.analysis();
    return switch (a.status()) {
      case REFUSED -> new Refused(a.reason());
      case FAILED -> new Failed(a.reason());
      case COMPLETED ->
          a.mucosa() != null
              ? new Measured()
              : a.findings().isEmpty()
                  ? new NothingFound(own.threshold(), highest(a))
                  : new Found();
    };
  }

  private static double highest(Analysis a) {
    return a.probabilities().values().stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(Double.NaN);
  }
}
