package org.fovea.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.bundle.Bundle;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.SlideReader;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.imaging.slide.TileSource;
import org.fovea.inference.SlideAnalyzer;
import org.fovea.inference.SlideInput;

/** Runs a bundle on the slides of a study. */
public final class AnalyzeSlides {
  private final SlideAnalyzer analyzer;
  private final SlideReader reader;

  public AnalyzeSlides(SlideAnalyzer analyzer, SlideReader reader) {
    this.analyzer = analyzer;
    this.reader = reader;
  }

  /** The slides of a study, in the order of its series. */
  static List<SlideImage> slides(Study study) {
    List<SlideImage> slides = new ArrayList<>();
    for (Series series : study.series()) {
      slides.addAll(series.slides());
    }
    return slides;
  }

  /** The tiles of a slide, to be closed. */
  TileSource open(SlideImage image) throws FoveaException {
    return reader.open(image);
  }

  /** Whether a bundle is made for slides at all. */
  static boolean meantFor(Bundle bundle) {
    return bundle.manifest().appliesTo().modality().contains("SM");
  }

  /**
   * Runs a bundle on a slide. Refusal and failure are outcomes.
   *
   * @param checkpoint folder in which work that is done is kept; null for none
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  Analysis run(
      Bundle bundle,
      Study study,
      SlideImage image,
      AnalyzeStudy.Request request,
      Path checkpoint,
      Progress progress) {
    return analyzer.analyze(
        bundle,
        new SlideInput(
            study.studyInstanceUid(),
            study.patient().id(),
            image.instanceUid(),
            image.slide(),
            () -> reader.open(image)),
        request.device(),
        request.overrideGate(),
        checkpoint,
        progress);
  }
}
