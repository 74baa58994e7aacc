package org.fovea.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Measurement;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.EpithelialCount;
import org.fovea.finding.enteropathy.HeightThird;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.Observed;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.SlideLabels;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/** Analyses and findings as JSON in the library, without voxels, which are kept as bytes. */
final class Documents {
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  record AnalysisDocument(
      List<String> seriesInstanceUids,
      String patientId,
      String modality,
      String bundleId,
      String bundleVersion,
      String bundleName,
      String bundleSha256,
      String device,
      String softwareVersion,
      String startedAt,
      String duration,
      String reason,
      boolean gateOverridden,
      Map<String, Double> probabilities,
      Map<String, Measurement> measurements,
      List<MapDocument> heatmaps,
      List<SlideMapDocument> slideHeatmaps,
      MucosaDocument mucosa,
      String slideInstanceUid) {}

  /** Measured mucosa without its compartments, which the segmentation holds. */
  record MucosaDocument(
      double micrometresPerPixel,
      List<Mucosa.CellGroup> cells,
      List<MucosalPlace> places,
      List<EpithelialCount> counts,
      List<HeightThird> byHeight,
      BrunnerGlands brunner) {

    static MucosaDocument of(Mucosa m) {
      return m == null
          ? null
          : new MucosaDocument(
              m.micrometresPerPixel(),
              m.cells(),
              m.places(),
              m.counts(),
              m.seen().byHeight(),
              m.seen().brunner());
    }

    /** Judged again by the criteria as they are now. */
    Mucosa mucosa() {
      return Mucosa.judged(
          micrometresPerPixel,
          new SlideLabels(0, 0, 1, new byte[0]),
          List.of(),
          cells,
          new Observed(
              places, counts, byHeight, brunner == null ? BrunnerGlands.UNKNOWN : brunner));
    }
  }

  /** What a parametric map does not say of a heatmap. */
  record MapDocument(String name, Heatmap.Quantity quantity, double operatingThreshold) {}

  /** A heatmap over a slide without its values. */
  record SlideMapDocument(
      String name,
      Heatmap.Quantity quantity,
      double operatingThreshold,
      int columns,
      int rows,
      double cellPixels) {}

  record FindingDocument(
      String trackingUid,
      String trackingId,
      String label,
      Code code,
      Code site,
      Code category,
      double probability,
      SolidDocument solid,
      Region.Area area) {}

  record SolidDocument(double volumeMl, double longAxisMm, Vec3 centroid, Vec3 low, Vec3 high) {}

  String write(Region.Area a) {
    return write((Object) a);
  }

  Region.Area area(String text) throws IOException {
    return json.readValue(text, Region.Area.class);
  }

  String write(FindingClass c) {
    return write((Object) c);
  }

  FindingClass findingClass(String text) throws IOException {
    return json.readValue(text, FindingClass.class);
  }

  String write(Analysis a) {
    Provenance p = a.provenance();
    return write(
        new AnalysisDocument(
            a.seriesInstanceUids(),
            a.patientId(),
            a.modality(),
            p.bundleId(),
            p.bundleVersion(),
            p.bundleName(),
            p.bundleSha256(),
            p.device(),
            p.softwareVersion(),
            p.startedAt().toString(),
            p.duration().toString(),
            a.reason(),
            a.gateOverridden(),
            a.probabilities(),
            a.measurements(),
            a.heatmaps().stream()
                .map(h -> new MapDocument(h.name(), h.quantity(), h.operatingThreshold()))
                .toList(),
            a.slideHeatmaps().stream()
                .map(
                    h ->
                        new SlideMapDocument(
                            h.name(),
                            h.quantity(),
                            h.operatingThreshold(),
                            h.columns(),
                            h.rows(),
                            h.cellPixels()))
                .toList(),
            MucosaDocument.of(a.mucosa()),
            a.slideInstanceUid()));
  }

  String write(Finding f) {
    SolidDocument solid =
        switch (f.region()) {
          case null -> null;
          case Region.Area a -> null;
          case Region.Solid s ->
              new SolidDocument(s.volumeMl(), s.longAxisMm(), s.centroid(), s.low(), s.high());
        };
    return write(
        new FindingDocument(
            f.trackingUid(),
            f.trackingId(),
            f.label(),
            f.code(),
            f.site(),
            f.category(),
            f.probability(),
            solid,
            f.region() instanceof Region.Area a ? a : null));
  }

  static Mask mask(Finding f) {
    return switch (f.region()) {
      case null -> null;
      case Region.Area a -> null;
      case Region.Solid s -> s.mask();
    };
  }

  AnalysisDocument analysis(String document) throws IOException {
    return json.readValue(document, AnalysisDocument.class);
  }

  static Analysis analysis(
      String analysisUid,
      String studyUid,
      Analysis.Status status,
      AnalysisDocument d,
      List<Finding> findings,
      List<Heatmap> heatmaps,
      List<SlideHeatmap> slideHeatmaps) {
    return new Analysis(
        analysisUid,
        studyUid,
        d.seriesInstanceUids(),
        d.patientId(),
        d.modality(),
        new Provenance(
            d.bundleId(),
            d.bundleVersion(),
            d.bundleName(),
            d.bundleSha256(),
            d.device(),
            d.softwareVersion(),
            Instant.parse(d.startedAt()),
            Duration.parse(d.duration())),
        status,
        d.reason(),
        d.gateOverridden(),
        d.probabilities(),
        d.measurements(),
        findings,
        heatmaps,
        slideHeatmaps,
        d.mucosa() == null ? null : d.mucosa().mucosa(),
        d.slideInstanceUid() == null ? "" : d.slideInstanceUid());
  }

  Finding finding(String document, Mask mask) throws IOException {
    FindingDocument d = json.readValue(document, FindingDocument.class);
    SolidDocument s = d.solid();
    Region region =
        s == null
            ? d.area()
            : new Region.Solid(mask, s.volumeMl(), s.longAxisMm(), s.centroid(), s.low(), s.high());
    return new Finding(
        d.trackingUid(),
        d.trackingId(),
        d.label(),
        d.code(),
        d.site(),
        d.category(),
        d.probability(),
        region);
  }

  String write(List<MucosalPlace> places) {
    return write((Object) places);
  }

  List<MucosalPlace> places(String document) throws IOException {
    return json.readValue(document, new TypeReference<List<MucosalPlace>>() {});
  }

  private String write(Object document) {
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
