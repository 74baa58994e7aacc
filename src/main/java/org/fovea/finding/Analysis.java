package org.fovea.finding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosaMeasurements;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;

/**
 * What one bundle says of one study.
 *
 * @param analysisUid DICOM UID of this analysis
 * @param seriesInstanceUids series it looked at; the first is the one whose grid the findings use
 * @param reason for {@link Status#REFUSED} and {@link Status#FAILED} why; for a completed analysis
 *     null, or what the gate would have refused where it was overridden, or what else a reader
 *     should know, such as that a slide does not say where its tissue is from
 * @param gateOverridden whether the bundle was run on what its gate refused
 * @param probabilities by class name, 0 to 1
 * @param heatmaps maps over a volume; empty for a slide
 * @param slideHeatmaps maps over a slide; empty for a volume
 * @param mucosa what was measured on small-bowel mucosa; null for everything else
 * @param slideInstanceUid SOP Instance UID of the highest resolution of the slide that it looked
 *     at, since a series may hold several slides; empty for a volume, or where it is not known
 */
public record Analysis(
    String analysisUid,
    String studyInstanceUid,
    List<String> seriesInstanceUids,
    String patientId,
    String modality,
    Provenance provenance,
    Status status,
    String reason,
    boolean gateOverridden,
    Map<String, Double> probabilities,
    Map<String, Measurement> measurements,
    List<Finding> findings,
    List<Heatmap> heatmaps,
    List<SlideHeatmap> slideHeatmaps,
    Mucosa mucosa,
    String slideInstanceUid) {

  /** An analysis that measured no mucosa, of the only slide of its series. */
  public Analysis(
      String analysisUid,
      String studyInstanceUid,
      List<String> seriesInstanceUids,
      String patientId,
      String modality,
      Provenance provenance,
      Status status,
      String reason,
      boolean gateOverridden,
      Map<String, Double> probabilities,
      Map<String, Measurement> measurements,
      List<Finding> findings,
      List<Heatmap> heatmaps,
      List<SlideHeatmap> slideHeatmaps) {
    this(
        analysisUid,
        studyInstanceUid,
        seriesInstanceUids,
        patientId,
        modality,
        provenance,
        status,
        reason,
        gateOverridden,
        probabilities,
        measurements,
        findings,
        heatmaps,
        slideHeatmaps,
        null,
        "");
  }

  /** An analysis of a volume, or one without maps. */
  public Analysis(
      String analysisUid,
      String studyInstanceUid,
      List<String> seriesInstanceUids,
      String patientId,
      String modality,
      Provenance provenance,
      Status status,
      String reason,
      boolean gateOverridden,
      Map<String, Double> probabilities,
      Map<String, Measurement> measurements,
      List<Finding> findings,
      List<Heatmap> heatmaps) {
    this(
        analysisUid,
        studyInstanceUid,
        seriesInstanceUids,
        patientId,
        modality,
        provenance,
        status,
        reason,
        gateOverridden,
        probabilities,
        measurements,
        findings,
        heatmaps,
        List.of());
  }

  /** The same with mucosa as a person changed it, and what follows from that. */
  public Analysis with(Mucosa changed) {
    Map<String, Measurement> measured = new LinkedHashMap<>(measurements);
    if (mucosa != null) {
      MucosaMeasurements.of(mucosa).keySet().forEach(measured::remove);
    }
    measured.putAll(MucosaMeasurements.of(changed));
    return new Analysis(
        analysisUid,
        studyInstanceUid,
        seriesInstanceUids,
        patientId,
        modality,
        provenance,
        status,
        reason,
        gateOverridden,
        changed.judgement().degrees(),
        measured,
        findings,
        heatmaps,
        slideHeatmaps,
        changed,
        slideInstanceUid);
  }

  /** How an analysis ended. */
  public enum Status {
    COMPLETED,
    REFUSED,
    FAILED
  }
}
