package org.fovea.ui.review;

import java.util.List;
import org.fovea.dicom.ResultWriter;
import org.fovea.finding.Analysis;
import org.fovea.finding.FindingClass;
import org.fovea.finding.FoundMarks;
import org.fovea.finding.Review;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** Something known of a study: an analysis by Fovea, or what another program left with it. */
public sealed interface KnownResult {

  /** Stays the same when the result is read again. */
  String id();

  List<Heatmap> heatmaps();

  /** A series in whose frame of reference it lies; empty where it is not known. */
  String seriesInstanceUid();

  /**
   * What it lies on: the SOP Instance UID of a slide's highest resolution where that is known, else
   * the series.
   */
  default String imageUid() {
    return seriesInstanceUid();
  }

  /**
   * An analysis that can be reviewed here.
   *
   * @param written its objects on disk; null where nothing was written, as for a refusal
   * @param validation what the model was and was not validated on; empty where that is not known
   * @param threshold operating threshold, 0 to 1; NaN where it is not known
   * @param classes what a finding of this model can be called; fewer than two where there is no
   *     choice
   */
  record Own(
      Review review,
      ResultWriter.Written written,
      boolean signed,
      String validation,
      double threshold,
      List<FindingClass> classes)
      implements KnownResult {

    /** A result whose findings are all of one class. */
    public Own(
        Review review,
        ResultWriter.Written written,
        boolean signed,
        String validation,
        double threshold) {
      this(review, written, signed, validation, threshold, List.of());
    }

    public Analysis analysis() {
      return review.analysis();
    }

    @Override
    public String id() {
      return review.analysis().analysisUid();
    }

    @Override
    public List<Heatmap> heatmaps() {
      return review.analysis().heatmaps();
    }

    @Override
    public String seriesInstanceUid() {
      List<String> series = review.analysis().seriesInstanceUids();
      return series.isEmpty() ? "" : series.getFirst();
    }

    @Override
    public String imageUid() {
      String slide = review.analysis().slideInstanceUid();
      return slide.isEmpty() ? seriesInstanceUid() : slide;
    }

    public Own with(Review changed) {
      return new Own(changed, written, false, validation, threshold, classes);
    }
  }

  /**
   * A segmentation, parametric map or report of another program, or one whose analysis this library
   * does not know. It can be looked at, not reviewed.
   *
   * @param whose manufacturer, model and algorithm, for people
   * @param seriesInstanceUid a series that it refers to; empty where it refers to none
   * @param when content date and time for people; empty where not known
   * @param marks what it marked on slides, the borders of its segments among them
   */
  record Foreign(
      String id,
      String whose,
      String when,
      String seriesInstanceUid,
      String imageUid,
      List<Part> parts,
      List<Heatmap> heatmaps,
      List<SlideHeatmap> slideHeatmaps,
      List<FoundMarks> marks)
      implements KnownResult {

    /** A result that is on no slide. */
    public Foreign(
        String id,
        String whose,
        String when,
        String seriesInstanceUid,
        List<Part> parts,
        List<Heatmap> heatmaps) {
      this(
          id,
          whose,
          when,
          seriesInstanceUid,
          seriesInstanceUid,
          parts,
          heatmaps,
          List.of(),
          List.of());
    }
  }

  /**
   * One segment or measurement group of a foreign result.
   *
   * @param mask null where it has no region
   * @param detail measurements and decision, for people; may be empty
   */
  record Part(String id, String label, String detail, Mask mask) {}
}
