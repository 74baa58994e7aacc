package org.fovea.dicom.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.finding.SolidMeasurer;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/**
 * Writes results as DICOM objects: Segmentation, Parametric Map and Comprehensive 3D SR. Reads only
 * the headers of the source. Safe for use by several threads.
 */
public final class DicomResultWriter implements ResultWriter {
  private static final Text TEXT = Text.of(DicomResultWriter.class);
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);

  // Series numbers above those of scanners, so that results stand after the images.
  static final int SEG_SERIES = 9001;
  static final int PMAP_SERIES = 9002;
  static final int SR_SERIES = 9003;
  private static final int REVIEW_SEG_SERIES = 9011;
  private static final int REVIEW_SR_SERIES = 9012;

  private final Function<Provenance, String> validation;
  private final Clock clock;
  private final UnaryOperator<OutputStream> sink;
  private final SourceOpener opener = new SourceOpener();

  public DicomResultWriter() {
    this(provenance -> "");
  }

  /**
   * A writer that states beside every result what its bundle was validated on.
   *
   * @param validation one sentence on a bundle; empty where nothing is known
   */
  public DicomResultWriter(Function<Provenance, String> validation) {
    this(validation, Clock.systemDefaultZone(), UnaryOperator.identity());
  }

  DicomResultWriter(
      Function<Provenance, String> validation, Clock clock, UnaryOperator<OutputStream> sink) {
    this.validation = validation;
    this.clock = clock;
    this.sink = sink;
  }

  @Override
  public Written writeAnalysis(Study study, Analysis analysis, Path folder, String suffix)
      throws FoveaException {
    if (!analysis.slideHeatmaps().isEmpty()) {
      return new SlideObjects(common(study, analysis), sink)
          .write(analysis, statements(analysis), folder, suffix);
    }
    CommonModules common = common(study, analysis);
    WholeFiles files = new WholeFiles(sink);
    List<String> statements = statements(analysis);
    String statement = String.join(" ", statements);
    Provenance p = analysis.provenance();

    Path segPath = null;
    ReportObject.Reference seg = null;
    List<SegmentationObject.Segment> segments = new ArrayList<>();
    for (Finding finding : analysis.findings()) {
      if (finding.region() instanceof Region.Solid solid) {
        segments.add(new SegmentationObject.Segment(finding, solid.mask(), true));
      }
    }
    if (!segments.isEmpty()) {
      Attributes object =
          new SegmentationObject(common)
              .build(
                  segments,
                  SEG_SERIES,
                  description("series.seg", analysis),
                  TEXT.get("content.seg", p.bundleId(), p.bundleVersion()),
                  statement,
                  "");
      seg = ReportObject.Reference.to(object);
      segPath = folder.resolve("seg" + suffix + ".dcm");
      files.write(segPath, object);
    }

    Path mapPath = null;
    List<ReportObject.Reference> others = new ArrayList<>();
    for (List<Heatmap> maps : byGrid(analysis.heatmaps())) {
      Attributes object =
          new ParametricMapObject(common)
              .build(
                  maps,
                  PMAP_SERIES,
                  description("series.pmap", analysis),
                  TEXT.get("content.pmap", p.bundleId(), p.bundleVersion()),
                  statement);
      others.add(ReportObject.Reference.to(object));
      String nth = others.size() == 1 ? "" : "-" + others.size();
      Path path = folder.resolve("pmap" + suffix + nth + ".dcm");
      files.write(path, object);
      mapPath = mapPath == null ? path : mapPath;
    }

    List<ReportObject.Group> groups = new ArrayList<>();
    for (SegmentationObject.Segment segment : segments) {
      Region.Solid solid = (Region.Solid) segment.finding().region();
      groups.add(
          new ReportObject.Group(segment.finding(), solid, seg, groups.size() + 1, null, null));
    }
    Attributes report =
        new ReportObject(common)
            .build(
                new ReportObject.Contents(
                    groups,
                    statements,
                    groups.isEmpty() ? noFinding(analysis) : null,
                    others,
                    null,
                    null,
                    true,
                    Map.of(),
                    Map.of(),
                    Map.of()),
                "1",
                SR_SERIES,
                description("series.sr", analysis));
    Path reportPath = folder.resolve("sr" + suffix + ".dcm");
    files.write(reportPath, report);
    files.commit();
    return new Written(segPath, mapPath, reportPath);
  }

  @Override
  public Written writeReview(
      Study study, Review review, Written predecessors, Verdict.Reviewer reviewer, Path folder)
      throws FoveaException {
    Analysis analysis = review.analysis();
    CommonModules common = common(study, analysis);
    WholeFiles files = new WholeFiles(sink);
    List<String> statements = statements(analysis);
    String name = unusedName(folder, common.now());

    Path segPath = null;
    ReportObject.Reference changedSeg = null;
    List<SegmentationObject.Segment> changed = new ArrayList<>();
    List<Finding> redrawn = new ArrayList<>();
    for (Finding finding : analysis.findings()) {
      Verdict verdict = review.verdict(finding.trackingUid()).orElse(null);
      if (verdict == null || verdict.decision() != Verdict.Decision.CHANGED) {
        continue;
      }
      if (verdict.changedArea() != null) {
        redrawn.add(called(finding, verdict).at(verdict.changedArea()));
      } else if (verdict.changed() != null || verdict.changedClass() == null) {
        Mask mask = verdict.changed();
        if (mask == null || mask.voxels().isEmpty()) {
          throw new FoveaException(
              ErrorCode.WRITE_FAILED,
              folder.resolve(name + "-seg.dcm").toString(),
              TEXT.get("changed.empty", finding.trackingId()));
        }
        changed.add(new SegmentationObject.Segment(finding, mask, false));
      }
    }
    if (!changed.isEmpty()) {
      Attributes object =
          new SegmentationObject(common)
              .build(
                  changed,
                  REVIEW_SEG_SERIES,
                  description("series.seg.review", analysis),
                  TEXT.get("content.seg.review", analysis.provenance().bundleId()),
                  String.join(" ", statements),
                  reviewer.name());
      changedSeg = ReportObject.Reference.to(object);
      segPath = folder.resolve(name + "-seg.dcm");
      files.write(segPath, object);
    }
    List<ReportObject.Reference> others = new ArrayList<>();
    if (!redrawn.isEmpty()) {
      Attributes object =
          SlideObjects.corrected(
              common, analysis, redrawn, REVIEW_SEG_SERIES, String.join(" ", statements), reviewer);
      others.add(ReportObject.Reference.to(object));
      segPath = folder.resolve(name + "-seg.dcm");
      files.write(segPath, object);
    }

    List<ReportObject.Group> groups =
        groups(review, reviewer, predecessors.segmentation(), changed, changedSeg);
    int open = analysis.findings().size() - groups.size();
    if (open > 0) {
      statements.add(TEXT.get("review.open", open, analysis.findings().size()));
    }
    if (predecessors.segmentation() != null && !analysis.slideHeatmaps().isEmpty()) {
      others.add(reference(predecessors.segmentation()));
    }
    if (predecessors.parametricMap() != null) {
      others.add(reference(predecessors.parametricMap()));
    }
    Attributes report =
        new ReportObject(common)
            .build(
                analysis.mucosa() != null
                    ? SlideObjects.measured(
                        analysis,
                        statements,
                        others,
                        predecessors.report() == null ? null : reference(predecessors.report()),
                        reviewer)
                    : new ReportObject.Contents(
                        groups,
                        statements,
                        analysis.findings().isEmpty() ? noFinding(analysis) : null,
                        others,
                        predecessors.report() == null ? null : reference(predecessors.report()),
                        reviewer,
                        open == 0,
                        Map.of(),
                        Map.of(),
                        Map.of()),
                FILE_TIME.format(common.now()),
                REVIEW_SR_SERIES,
                description("series.sr.review", analysis));
    Path reportPath = folder.resolve(name + "-sr.dcm");
    files.write(reportPath, report);
    files.commit();
    return new Written(segPath, null, reportPath);
  }

  /** What is said of each finding that has been decided on. */
  private List<ReportObject.Group> groups(
      Review review,
      Verdict.Reviewer reviewer,
      Path aiSegmentation,
      List<SegmentationObject.Segment> changed,
      ReportObject.Reference changedSeg)
      throws FoveaException {
    ReportObject.Reference ai = null;
    Map<String, Integer> numbers = new HashMap<>();
    if (aiSegmentation != null) {
      Attributes header = ObjectFile.header(opener, Source.file(aiSegmentation)).dataset();
      ai = ReportObject.Reference.to(header);
      for (Attributes segment : Elements.items(header, Tag.SegmentSequence)) {
        numbers.put(segment.getString(Tag.TrackingUID, ""), segment.getInt(Tag.SegmentNumber, 0));
      }
    }
    List<ReportObject.Group> groups = new ArrayList<>();
    for (Finding finding : review.analysis().findings()) {
      if (review.decision(finding.trackingUid()) == Verdict.Decision.PENDING
          || finding.region() == null) {
        continue;
      }
      Region found = finding.region();
      Verdict verdict = review.verdict(finding.trackingUid()).orElseThrow();
      String remark =
          verdict.reviewer() == null || verdict.reviewer().equals(reviewer)
              ? null
              : TEXT.get("decided.by", verdict.reviewer().name());
      int number = numbers.getOrDefault(finding.trackingUid(), 0);
      // an area is drawn in the report itself (TID 1410), a volume is a segment (TID 1411)
      boolean drawn = finding.region() instanceof Region.Area;
      ReportObject.Reference of = number == 0 || drawn ? null : ai;
      groups.add(
          switch (verdict.decision()) {
            case CHANGED -> {
              Finding called = called(finding, verdict);
              String said = both(remark, classRemark(finding, verdict));
              if (verdict.changedArea() != null) {
                yield new ReportObject.Group(called, verdict.changedArea(), null, 0, verdict, said);
              }
              if (verdict.changed() == null) {
                yield new ReportObject.Group(called, found, of, number, verdict, said);
              }
              int n = 1;
              while (changed.get(n - 1).finding() != finding) {
                n++;
              }
              Region.Solid measured = SolidMeasurer.measure(verdict.changed());
              yield new ReportObject.Group(called, measured, changedSeg, n, verdict, said);
            }
            case REJECTED -> new ReportObject.Group(finding, null, of, number, verdict, remark);
            default -> new ReportObject.Group(finding, found, of, number, verdict, remark);
          });
    }
    return groups;
  }

  /** The finding under the class that the reviewer gave it; its identifiers stay. */
  private static Finding called(Finding f, Verdict verdict) {
    FindingClass c = verdict.changedClass();
    return c == null
        ? f
        : new Finding(
            f.trackingUid(),
            f.trackingId(),
            c.label(),
            c.code(),
            f.site(),
            f.category(),
            Double.NaN, // the probability was that of the other class
            f.region());
  }

  private static String classRemark(Finding f, Verdict verdict) {
    return verdict.changedClass() == null
        ? null
        : TEXT.get("class.changed", f.label(), verdict.changedClass().label());
  }

  private static String both(String one, String other) {
    return one == null ? other : other == null ? one : one + " " + other;
  }

  private CommonModules common(Study study, Analysis analysis) throws FoveaException {
    SlideImage image =
        study.series().stream()
            .filter(s -> analysis.seriesInstanceUids().contains(s.seriesInstanceUid()))
            .flatMap(s -> s.slides().stream())
            .filter(
                s ->
                    analysis.slideInstanceUid().isEmpty()
                        || s.instanceUid().equals(analysis.slideInstanceUid()))
            .findFirst()
            .orElse(null);
    if (image != null && "SM".equals(analysis.modality())) {
      return new CommonModules(
          SourceImages.read(opener, study, analysis.seriesInstanceUids(), image),
          analysis.provenance(),
          ZonedDateTime.now(clock));
    }
    return new CommonModules(
        SourceImages.read(opener, study, analysis.seriesInstanceUids()),
        analysis.provenance(),
        ZonedDateTime.now(clock));
  }

  private ReportObject.Reference reference(Path path) throws FoveaException {
    return ReportObject.Reference.to(ObjectFile.header(opener, Source.file(path)).dataset());
  }

  /** What must be read with every result. */
  private List<String> statements(Analysis analysis) {
    List<String> statements = new ArrayList<>();
    statements.add(TEXT.get("research"));
    if (analysis.gateOverridden()) {
      statements.add(
          TEXT.get("gate.overridden", analysis.reason() == null ? "" : analysis.reason()));
    } else if (analysis.reason() != null) {
      statements.add(analysis.reason());
    }
    String sentence = validation.apply(analysis.provenance());
    if (sentence != null && !sentence.isBlank()) {
      statements.add(sentence);
    }
    return statements;
  }

  static String description(String key, Analysis analysis) {
    String plain = TEXT.get(key);
    return analysis.gateOverridden() ? TEXT.get("series.overridden", plain) : plain;
  }

  /** Names the highest value of each map, so that a reader knows how near it was. */
  private static String noFinding(Analysis analysis) {
    List<String> sentences = new ArrayList<>();
    for (Heatmap map : analysis.heatmaps()) {
      float highest = Float.NEGATIVE_INFINITY;
      for (float value : map.values().values()) {
        highest = Math.max(highest, value);
      }
      sentences.add(
          TEXT.get(
              "no.finding",
              String.format(Locale.ROOT, "%.3f", map.operatingThreshold()),
              map.name(),
              String.format(Locale.ROOT, "%.3f", highest)));
    }
    return sentences.isEmpty() ? TEXT.get("no.finding.plain") : String.join(" ", sentences);
  }

  private static List<List<Heatmap>> byGrid(List<Heatmap> maps) {
    Map<Grid, List<Heatmap>> groups = new java.util.LinkedHashMap<>();
    for (Heatmap map : maps) {
      groups.computeIfAbsent(map.values().grid(), grid -> new ArrayList<>()).add(map);
    }
    return List.copyOf(groups.values());
  }

  /** A name that no file of the folder has, so that no earlier review is written over. */
  private static String unusedName(Path folder, ZonedDateTime now) throws FoveaException {
    String base = "review-" + FILE_TIME.format(now);
    String name = base;
    try {
      for (int n = 2;
          Files.exists(folder.resolve(name + "-sr.dcm"))
              || Files.exists(folder.resolve(name + "-seg.dcm"));
          n++) {
        name = base + "-" + n;
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw WholeFiles.failed(folder.resolve(name + "-sr.dcm"), e);
    }
    return name;
  }
}
