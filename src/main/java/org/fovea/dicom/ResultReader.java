package org.fovea.dicom;

import java.util.List;
import java.util.Set;
import org.fovea.common.FoveaException;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
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

  /** A segmentation. */
  record SegmentationResult(
      Origin origin, List<Segment> segments, List<String> referencedSeriesUids) implements Result {}

  /**
   * One segment.
   *
   * @param algorithmType AUTOMATIC, SEMIAUTOMATIC or MANUAL
   * @param trackingUid empty where absent
   * @param mask fractional segments are cut at half of their maximum; null for segments of slides
   *     and of planar images without geometry
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
      Mask mask) {}

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
