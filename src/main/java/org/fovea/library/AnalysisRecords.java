package org.fovea.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Analyses, findings, verdicts and signatures in the tables. */
final class AnalysisRecords {
  private static final Logger LOG = LoggerFactory.getLogger(AnalysisRecords.class);
  private static final Text WORDS = Text.of(AnalysisRecords.class);

  private final Documents documents = new Documents();
  private final HeatmapReader heatmaps;

  AnalysisRecords(HeatmapReader heatmaps) {
    this.heatmaps = heatmaps;
  }

  void save(Handle h, String studyUid, Analysis a, ResultWriter.Written written) {
    int added =
        h.createUpdate(
                "INSERT INTO analyses (analysis_uid, study_uid, bundle_id, status, started_at,"
                    + " document, segmentation, parametric_map, report) VALUES (:uid, :study,"
                    + " :bundle, :status, :started, :document, :seg, :pmap, :sr)"
                    + " ON CONFLICT DO NOTHING")
            .bind("uid", a.analysisUid())
            .bind("study", studyUid)
            .bind("bundle", a.provenance().bundleId())
            .bind("status", a.status().name())
            .bind("started", a.provenance().startedAt().toString())
            .bind("document", documents.write(a))
            .bind("seg", text(written == null ? null : written.segmentation()))
            .bind("pmap", text(written == null ? null : written.parametricMap()))
            .bind("sr", text(written == null ? null : written.report()))
            .execute();
    if (added == 0) {
      return; // known already: importing or saving twice changes nothing
    }
    int number = 0;
    for (Finding f : a.findings()) {
      h.createUpdate(
              "INSERT INTO findings (analysis_uid, number, tracking_uid, probability, document,"
                  + " mask) VALUES (:analysis, :number, :tracking, :probability, :document, :mask)")
          .bind("analysis", a.analysisUid())
          .bind("number", number++)
          .bind("tracking", f.trackingUid())
          .bind("probability", f.probability())
          .bind("document", documents.write(f))
          .bind("mask", MaskBlob.write(Documents.mask(f)))
          .execute();
    }
  }

  void addVerdict(Handle h, String analysisUid, Verdict v) {
    h.createUpdate(
            "INSERT INTO verdicts (analysis_uid, tracking_uid, decision, reason, comment, mask,"
                + " area, changed_class, reviewer, organization, at) VALUES (:analysis, :tracking,"
                + " :decision, :reason, :comment, :mask, :area, :class, :reviewer, :organization,"
                + " :at)")
        .bind("analysis", analysisUid)
        .bind("tracking", v.trackingUid())
        .bind("decision", v.decision().name())
        .bind("reason", v.reason())
        .bind("comment", v.comment())
        .bind("mask", MaskBlob.write(v.changed()))
        .bind("area", v.changedArea() == null ? null : documents.write(v.changedArea()))
        .bind("class", v.changedClass() == null ? null : documents.write(v.changedClass()))
        .bind("reviewer", v.reviewer().name())
        .bind("organization", v.reviewer().organization())
        .bind("at", v.at().toString())
        .execute();
  }

  void changePlaces(
      Handle h, String analysisUid, List<MucosalPlace> places, Verdict.Reviewer reviewer) {
    h.createUpdate(
            "INSERT INTO mucosa_changes (analysis_uid, places, reviewer, organization, at)"
                + " VALUES (:analysis, :places, :reviewer, :organization, :at)")
        .bind("analysis", analysisUid)
        .bind("places", documents.write(places))
        .bind("reviewer", reviewer.name())
        .bind("organization", reviewer.organization())
        .bind("at", Instant.now().toString())
        .execute();
  }

  /** The analysis with the places as a person left them last. */
  private Analysis changed(Handle h, Analysis a) throws IOException {
    if (a.mucosa() == null) {
      return a;
    }
    Optional<String> places =
        h.createQuery(
                "SELECT places FROM mucosa_changes WHERE analysis_uid = :a ORDER BY number DESC"
                    + " LIMIT 1")
            .bind("a", a.analysisUid())
            .mapTo(String.class)
            .findOne();
    return places.isEmpty() ? a : a.with(a.mucosa().with(documents.places(places.get())));
  }

  void addSignature(
      Handle h, String analysisUid, Verdict.Reviewer reviewer, ResultWriter.Written review) {
    h.createUpdate(
            "INSERT INTO signatures (analysis_uid, last_verdict, reviewer, organization,"
                + " segmentation, report, at) VALUES (:analysis, coalesce((SELECT max(number)"
                + " FROM verdicts WHERE analysis_uid = :analysis), 0), :reviewer, :organization,"
                + " :seg, :sr, :at)")
        .bind("analysis", analysisUid)
        .bind("reviewer", reviewer.name())
        .bind("organization", reviewer.organization())
        .bind("seg", text(review == null ? null : review.segmentation()))
        .bind("sr", text(review == null ? null : review.report()))
        .bind("at", Instant.now().toString())
        .execute();
  }

  /** Analyses of a study, latest first. */
  List<Library.SavedAnalysis> ofStudy(Handle h, String studyUid) throws FoveaException {
    record Row(
        String uid, String status, String document, String seg, String pmap, String report) {}
    List<Row> rows =
        h.createQuery("SELECT * FROM analyses WHERE study_uid = :study ORDER BY number DESC")
            .bind("study", studyUid)
            .map(
                (r, c) ->
                    new Row(
                        r.getString("analysis_uid"),
                        r.getString("status"),
                        r.getString("document"),
                        r.getString("segmentation"),
                        r.getString("parametric_map"),
                        r.getString("report")))
            .list();
    List<Library.SavedAnalysis> all = new ArrayList<>();
    for (Row row : rows) {
      try {
        Documents.AnalysisDocument document = documents.analysis(row.document());
        ResultWriter.Written written =
            row.seg() == null && row.pmap() == null && row.report() == null
                ? null
                : new ResultWriter.Written(path(row.seg()), path(row.pmap()), path(row.report()));
        Analysis analysis =
            Documents.analysis(
                row.uid(),
                studyUid,
                Analysis.Status.valueOf(row.status()),
                document,
                findings(h, row.uid()),
                document.slideHeatmaps() == null || document.slideHeatmaps().isEmpty()
                    ? maps(document, path(row.pmap()))
                    : List.of(),
                slideMaps(document, path(row.pmap())));
        all.add(
            new Library.SavedAnalysis(
                new Review(changed(h, analysis), verdicts(h, row.uid())),
                written,
                signed(h, row.uid())));
      } catch (IOException e) {
        throw new FoveaException(
            ErrorCode.LIBRARY, null, WORDS.get("read.failed", e.getMessage()), e);
      }
    }
    return all;
  }

  /** What the latest completed analysis makes of a study as a whole. */
  Optional<Library.Called> called(Handle h, String studyUid) throws FoveaException {
    record Row(String uid, String document) {}
    Optional<Row> row =
        h.createQuery(
                "SELECT analysis_uid, document FROM analyses WHERE study_uid = :study"
                    + " AND status = 'COMPLETED' ORDER BY number DESC LIMIT 1")
            .bind("study", studyUid)
            .map((r, c) -> new Row(r.getString(1), r.getString(2)))
            .findOne();
    if (row.isEmpty()) {
      return Optional.empty();
    }
    try {
      Documents.AnalysisDocument d = documents.analysis(row.get().document());
      return Optional.of(new Library.Called(row.get().uid(), d.bundleId(), d.probabilities()));
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.LIBRARY, null, WORDS.get("read.failed", e.getMessage()), e);
    }
  }

  private List<Finding> findings(Handle h, String analysisUid) throws IOException {
    record Row(String document, byte[] mask) {}
    List<Finding> all = new ArrayList<>();
    for (Row row :
        h.createQuery("SELECT document, mask FROM findings WHERE analysis_uid = :a ORDER BY number")
            .bind("a", analysisUid)
            .map((r, c) -> new Row(r.getString(1), r.getBytes(2)))
            .list()) {
      all.add(documents.finding(row.document(), MaskBlob.read(row.mask())));
    }
    return all;
  }

  private List<Verdict> verdicts(Handle h, String analysisUid) throws IOException {
    record Row(
        String tracking,
        String decision,
        String reason,
        String comment,
        byte[] mask,
        String area,
        String changedClass,
        Verdict.Reviewer reviewer,
        Instant at) {}
    List<Verdict> all = new ArrayList<>();
    for (Row row :
        h.createQuery("SELECT * FROM verdicts WHERE analysis_uid = :a ORDER BY number")
            .bind("a", analysisUid)
            .map(
                (r, c) ->
                    new Row(
                        r.getString("tracking_uid"),
                        r.getString("decision"),
                        r.getString("reason"),
                        r.getString("comment"),
                        r.getBytes("mask"),
                        r.getString("area"),
                        r.getString("changed_class"),
                        new Verdict.Reviewer(r.getString("reviewer"), r.getString("organization")),
                        Instant.parse(r.getString("at"))))
            .list()) {
      all.add(
          new Verdict(
              row.tracking(),
              Verdict.Decision.valueOf(row.decision()),
              row.reason(),
              row.comment(),
              MaskBlob.read(row.mask()),
              row.area() == null ? null : documents.area(row.area()),
              row.changedClass() == null ? null : documents.findingClass(row.changedClass()),
              row.reviewer(),
              row.at()));
    }
    return all;
  }

  /** Signed, and nothing said since. */
  private static boolean signed(Handle h, String analysisUid) {
    return h.createQuery(
            "SELECT coalesce((SELECT max(last_verdict) FROM signatures WHERE analysis_uid = :a),"
                + " -1) >= coalesce((SELECT max(number) FROM verdicts WHERE analysis_uid = :a), 0)"
                + " AND coalesce((SELECT max(at) FROM mucosa_changes WHERE analysis_uid = :a), '')"
                + " <= coalesce((SELECT max(at) FROM signatures WHERE analysis_uid = :a), '')")
        .bind("a", analysisUid)
        .mapTo(Boolean.class)
        .one();
  }

  /** As {@link #maps}, for a slide. */
  private List<SlideHeatmap> slideMaps(Documents.AnalysisDocument document, Path file) {
    List<SlideHeatmap> all = new ArrayList<>();
    if (document.slideHeatmaps() == null || file == null || !Files.exists(file)) {
      return all;
    }
    try {
      for (Documents.SlideMapDocument d : document.slideHeatmaps()) {
        all.add(
            new SlideHeatmap(
                d.name(),
                d.quantity(),
                d.operatingThreshold(),
                d.columns(),
                d.rows(),
                d.cellPixels(),
                heatmaps.readSlide(file, all.size(), d.columns(), d.rows())));
      }
      return all;
    } catch (FoveaException e) {
      LOG.warn("heatmap {} cannot be read", file, e);
      return List.of();
    }
  }

  /** Heatmaps from their file; without them where the file is gone, since the rest still holds. */
  private List<Heatmap> maps(Documents.AnalysisDocument document, Path file) {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    try {
      List<Heatmap> read = heatmaps.read(file);
      List<Heatmap> all = new ArrayList<>();
      for (int i = 0; i < read.size(); i++) {
        Heatmap map = read.get(i);
        if (i < document.heatmaps().size()) {
          Documents.MapDocument d = document.heatmaps().get(i);
          map = new Heatmap(d.name(), d.quantity(), map.values(), d.operatingThreshold());
        }
        all.add(map);
      }
      return all;
    } catch (FoveaException e) {
      LOG.warn("heatmap {} cannot be read", file, e);
      return List.of();
    }
  }

  /**
   * Works out how far analysis and review of a study are. Of each bundle the latest analysis
   * counts.
   */
  void refreshStates(Handle h, String studyUid) {
    record Row(String uid, String bundle, Analysis.Status status) {}
    List<Row> rows =
        h.createQuery(
                "SELECT analysis_uid, bundle_id, status FROM analyses WHERE study_uid = :study"
                    + " ORDER BY number DESC")
            .bind("study", studyUid)
            .map(
                (r, c) ->
                    new Row(
                        r.getString(1), r.getString(2), Analysis.Status.valueOf(r.getString(3))))
            .list();
    Set<String> seen = new HashSet<>();
    Set<Analysis.Status> statuses = new HashSet<>();
    int findings = 0;
    int decided = 0;
    int analyses = 0;
    int signed = 0;
    boolean said = false;
    double urgency = 0;
    for (Row row : rows) {
      if (!seen.add(row.bundle())) {
        continue;
      }
      statuses.add(row.status());
      if (row.status() != Analysis.Status.COMPLETED) {
        continue;
      }
      analyses++;
      boolean closed = signed(h, row.uid());
      signed += closed ? 1 : 0;
      int before = findings;
      record State(double probability, String decision) {}
      for (State state :
          h.createQuery(
                  "SELECT f.probability, (SELECT v.decision FROM verdicts v WHERE"
                      + " v.analysis_uid = f.analysis_uid AND v.tracking_uid = f.tracking_uid"
                      + " ORDER BY v.number DESC LIMIT 1) FROM findings f"
                      + " WHERE f.analysis_uid = :a")
              .bind("a", row.uid())
              .map((r, c) -> new State(r.getDouble(1), r.getString(2)))
              .list()) {
        findings++;
        said |= state.decision() != null;
        if (state.decision() == null || state.decision().equals(Verdict.Decision.PENDING.name())) {
          urgency = Math.max(urgency, state.probability());
        } else {
          decided++;
        }
      }
      if (findings == before && !closed) {
        urgency = Math.max(urgency, notNormal(h, row.uid()));
      }
    }
    Library.AiState ai =
        statuses.contains(Analysis.Status.COMPLETED)
            ? Library.AiState.COMPLETED
            : statuses.contains(Analysis.Status.FAILED)
                ? Library.AiState.FAILED
                : statuses.isEmpty() ? Library.AiState.NONE : Library.AiState.REFUSED;
    Library.ReviewState review =
        analyses > 0 && signed == analyses
            ? Library.ReviewState.SIGNED
            : findings > 0 && decided == findings
                ? Library.ReviewState.COMPLETE
                : said || signed > 0 ? Library.ReviewState.STARTED : Library.ReviewState.NONE;
    h.createUpdate(
            "UPDATE studies SET ai_state = :ai, review_state = :review, urgency = :urgency"
                + " WHERE study_uid = :study")
        .bind("ai", ai.name())
        .bind("review", review.name())
        .bind("urgency", analyses > 0 ? (Double) urgency : null)
        .bind("study", studyUid)
        .execute();
  }

  /** How far an analysis that measured mucosa is from calling it normal, 0 to 1; else 0. */
  private double notNormal(Handle h, String analysisUid) {
    String document =
        h.createQuery("SELECT document FROM analyses WHERE analysis_uid = :a")
            .bind("a", analysisUid)
            .mapTo(String.class)
            .one();
    try {
      Documents.AnalysisDocument said = documents.analysis(document);
      Double normal = said.mucosa() == null ? null : said.probabilities().get("normal");
      return normal == null ? 0 : 1 - normal;
    } catch (IOException e) {
      LOG.warn("analysis {} cannot be read for its urgency", analysisUid, e);
      return 0;
    }
  }

  private static String text(Path path) {
    return path == null ? null : path.toAbsolutePath().normalize().toString();
  }

  private static Path path(String text) {
    return text == null ? null : Path.of(text);
  }
}
