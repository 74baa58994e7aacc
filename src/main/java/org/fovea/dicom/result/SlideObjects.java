package org.fovea.dicom.result;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Measurement;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.Judgement;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.SlideLabels;

/** Writes the objects of an analysis of a slide: segmentation, parametric map and report. */
final class SlideObjects {
  private static final Text TEXT = Text.of(SlideObjects.class);

  /** Cells along the longer side of a segmentation where no heatmap says how large they are. */
  private static final int MOST_CELLS = 8192;

  private final CommonModules common;
  private final WholeFiles files;

  /**
   * @param sink about the stream of every file, for tests
   */
  SlideObjects(CommonModules common, UnaryOperator<OutputStream> sink) {
    this.common = common;
    this.files = new WholeFiles(sink);
  }

  /** Writes them whole, or none of them. */
  ResultWriter.Written write(Analysis analysis, List<String> statements, Path folder, String suffix)
      throws FoveaException {
    Slide slide = common.slide();
    String statement = String.join(" ", statements);
    Provenance p = analysis.provenance();
    SlideHeatmap map = analysis.slideHeatmaps().getFirst();
    SlideMatrix matrix = SlideMatrix.of(slide, map);
    List<Finding> areas =
        analysis.findings().stream().filter(f -> f.region() instanceof Region.Area).toList();

    Path segPath = null;
    List<ReportObject.Reference> others = new ArrayList<>();
    List<SlideSegmentationObject.Part> parts =
        analysis.mucosa() == null ? areas(areas, matrix) : compartments(analysis.mucosa());
    if (!parts.isEmpty()) {
      Attributes object =
          new SlideSegmentationObject(common)
              .build(
                  parts,
                  analysis.mucosa() == null ? matrix : matrix(slide, analysis.mucosa().labels()),
                  DicomResultWriter.SEG_SERIES,
                  DicomResultWriter.description("series.seg", analysis),
                  TEXT.get("content.seg", p.bundleId(), p.bundleVersion()),
                  statement,
                  "");
      others.add(ReportObject.Reference.to(object));
      segPath = folder.resolve("seg" + suffix + ".dcm");
      files.write(segPath, object);
    }
    Path mapPath = null;
    Attributes values =
        new SlideParametricMapObject(common)
            .build(
                analysis.slideHeatmaps(),
                matrix,
                DicomResultWriter.PMAP_SERIES,
                DicomResultWriter.description("series.pmap", analysis),
                TEXT.get("content.pmap", p.bundleId(), p.bundleVersion()),
                statement);
    if (values != null) {
      others.add(ReportObject.Reference.to(values));
      mapPath = folder.resolve("pmap" + suffix + ".dcm");
      files.write(mapPath, values);
    }
    List<ReportObject.Group> groups = new ArrayList<>();
    for (Finding finding : areas) {
      groups.add(new ReportObject.Group(finding, finding.region(), null, 0, null, null));
    }
    Attributes report =
        new ReportObject(common)
            .build(
                analysis.mucosa() == null
                    ? contents(analysis, groups, statements, map, others)
                    : measured(analysis, statements, others, null, null),
                "1",
                DicomResultWriter.SR_SERIES,
                DicomResultWriter.description("series.sr", analysis));
    Path reportPath = folder.resolve("sr" + suffix + ".dcm");
    files.write(reportPath, report);
    files.commit();
    return new ResultWriter.Written(segPath, mapPath, reportPath);
  }

  /**
   * The segmentation of areas as a reviewer left them, in the cells of the analysis.
   *
   * @param areas at least one; its region is the corrected one
   */
  static Attributes corrected(
      CommonModules common,
      Analysis analysis,
      List<Finding> areas,
      int seriesNumber,
      String statement,
      Verdict.Reviewer reviewer) {
    SlideMatrix matrix =
        analysis.slideHeatmaps().isEmpty() // its file may be gone
            ? SlideMatrix.of(common.slide(), MOST_CELLS)
            : SlideMatrix.of(common.slide(), analysis.slideHeatmaps().getFirst());
    return new SlideSegmentationObject(common)
        .build(
            areas(areas, matrix),
            matrix,
            seriesNumber,
            DicomResultWriter.description("series.seg.review", analysis),
            TEXT.get("content.seg.review", analysis.provenance().bundleId()),
            statement,
            reviewer.name());
  }

  private static ReportObject.Contents contents(
      Analysis analysis,
      List<ReportObject.Group> groups,
      List<String> statements,
      SlideHeatmap map,
      List<ReportObject.Reference> others) {
    return new ReportObject.Contents(
        groups,
        statements,
        groups.isEmpty() ? noFinding(map) : null,
        others,
        null,
        null,
        true,
        analysis.probabilities(),
        Map.of(),
        Map.of());
  }

  /** Measured mucosa: numbers, classes with the rule that led to them, and the reasons. */
  static ReportObject.Contents measured(
      Analysis analysis,
      List<String> statements,
      List<ReportObject.Reference> others,
      ReportObject.Reference predecessor,
      Verdict.Reviewer reviewer) {
    Judgement judgement = analysis.mucosa().judgement();
    Map<String, Measurement> measurements = new LinkedHashMap<>(analysis.measurements());
    analysis
        .probabilities()
        .forEach(
            (name, degree) ->
                measurements.put("suggestion " + name, new Measurement(100 * degree, "%")));
    Map<Code, FindingClass> classes = new LinkedHashMap<>();
    if (!judgement.marshOberhuber().isEmpty()) {
      classes.put(Concepts.MARSH_OBERHUBER, named(judgement.marshOberhuber()));
    }
    if (!judgement.corazzaVillanacci().isEmpty()) {
      classes.put(Concepts.CORAZZA_VILLANACCI, named(judgement.corazzaVillanacci()));
    }
    List<String> said = new ArrayList<>(statements);
    said.add(judgement.rule());
    int drawn = analysis.mucosa().drawn();
    if (drawn > 0) {
      said.add(TEXT.get("places.drawn", drawn, analysis.mucosa().places().size()));
    }
    judgement.reasons().stream().filter(r -> !r.equals(judgement.rule())).forEach(said::add);
    return new ReportObject.Contents(
        List.of(),
        said,
        null,
        others,
        predecessor,
        reviewer,
        true,
        Map.of(),
        measurements,
        classes);
  }

  private static FindingClass named(String name) {
    return new FindingClass(name, name, null);
  }

  private static List<SlideSegmentationObject.Part> areas(List<Finding> areas, SlideMatrix matrix) {
    return areas.stream()
        .map(
            f -> new SlideSegmentationObject.Part(f, () -> matrix.raster((Region.Area) f.region())))
        .toList();
  }

  private static List<SlideSegmentationObject.Part> compartments(Mucosa mucosa) {
    List<SlideSegmentationObject.Part> parts = new ArrayList<>();
    for (Mucosa.Segment s : mucosa.segments()) {
      Finding as =
          new Finding(
              Uids.create(), s.label(), s.label(), s.code(), s.site(), s.category(), 1, null);
      parts.add(
          new SlideSegmentationObject.Part(as, () -> cells(mucosa.labels().values(), s.value())));
    }
    return parts;
  }

  private static boolean[] cells(byte[] labels, int value) {
    boolean[] inside = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      inside[i] = labels[i] == value;
    }
    return inside;
  }

  private static SlideMatrix matrix(Slide slide, SlideLabels labels) {
    return SlideMatrix.of(slide, labels.columns(), labels.rows(), labels.cellPixels());
  }

  private static String noFinding(SlideHeatmap map) {
    float highest = 0;
    for (float value : map.values()) {
      highest = Float.isNaN(value) ? highest : Math.max(highest, value);
    }
    return TEXT.get(
        "no.finding",
        String.format(Locale.ROOT, "%.3f", map.operatingThreshold()),
        map.name(),
        String.format(Locale.ROOT, "%.3f", highest));
  }
}
