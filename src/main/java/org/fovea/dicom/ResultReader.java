package org.fovea.dicom;

import java.util.List;
import java.util.Set;
import org.fovea.common.FoveaException;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** Opens segmentations, parametric maps and structured reports of Fovea and of other programs. */
public interface ResultReader {

  /** Opens one object by its SOP class. */
  Result read(Instance instance) throws FoveaException;

  /** One opened result object. */
  sealed interface Result {
    /** Whose it is: the manufacturer, model and algorithm as the header tells. */
    Origin origin();
  }

  /**
   * Who or what made an object.
   *
   * @param algorithm name and version of the algorithm; empty where it was drawn by hand
   * @param verified for reports: whether a person verified it
   */
  record Origin(
      String manufacturer,
      String model,
      String algorithm,
      String contentLabel,
      String contentDateTime,
      boolean verified) {}

  /**
   * A segmentation.
   *
   * @param images SOP Instance UIDs of the images that it refers to
   */
  record SegmentationResult(
      Origin origin, List<Segment> segments, List<String> referencedSeriesUids, Set<String> images)
      implements Result {}

  /**
   * Where a segment lies on a slide.
   *
   * @param rings closed polygons, the first point not repeated: x0, y0, x1, y1 … in the slide
   *     coordinate system, mm; what lies inside an odd number of them is inside
   * @param areaMm2 of its pixels
   */
  record OnSlide(List<double[]> rings, double areaMm2) {}

  /**
   * A map over a slide.
   *
   * @param placement of the matrix, by the centre of its first pixel
   * @param values row by row; NaN where there is no frame. Not copied.
   */
  record SlideMap(
      String name,
      Heatmap.Quantity quantity,
      double operatingThreshold,
      SlideLevel matrix,
      SlidePlacement placement,
      float[] values) {}

  /**
   * A parametric map over a slide.
   *
   * @param images SOP Instance UIDs of the images that it refers to
   */
  record SlideMapsResult(
      Origin origin, List<SlideMap> maps, List<String> referencedSeriesUids, Set<String> images)
      implements Result {}

  /**
   * One segment.
   *
   * @param algorithmType AUTOMATIC, SEMIAUTOMATIC or MANUAL
   * @param trackingUid empty where absent
   * @param mask fractional segments are cut at half of their maximum; null for segments of slides
   *     and of planar images without geometry
   * @param onSlide where it lies on a slide; null for segments of other images
   */
  record Segment(
      int number,
      String label,
      Code type,
      Code category,
      String algorithmType,
      String algorithmName,
      String trackingUid,
      String trackingId,
      Mask mask,
      OnSlide onSlide) {}

  /** A parametric map. */
  record ParametricMapResult(
      Origin origin, List<Heatmap> maps, String unit, List<String> referencedSeriesUids)
      implements Result {}

  /**
   * Marks on a slide (Microscopy Bulk Simple Annotations) that an algorithm made.
   *
   * @param groups in pixels of the total pixel matrix of the images
   * @param images SOP Instance UIDs of the images that they lie on
   */
  record AnnotationsResult(Origin origin, List<AnnotationGroup> groups, Set<String> images)
      implements Result {}

  /** A structured report with its measurement groups. */
  record ReportResult(
      Origin origin, String title, List<ReportItem> items, List<String> predecessorSopInstanceUids)
      implements Result {}

  /**
   * One measurement group.
   *
   * @param decision accepted, rejected … where the report says so, else empty
   */
  record ReportItem(
      String trackingUid,
      String trackingId,
      Code finding,
      Code site,
      List<NamedMeasurement> measurements,
      String decision,
      String comment,
      String segmentationSopInstanceUid,
      int segmentNumber) {}

  /** A number with the concept that it measures. */
  record NamedMeasurement(Code concept, double value, Code unit) {}
}
