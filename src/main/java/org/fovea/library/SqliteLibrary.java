package org.fovea.library;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The library in one SQLite file, with a write-ahead log that is synced at each commit. One writer
 * at a time; readers do not wait for it. A lock beside the file keeps a second Fovea away.
 */
public final class SqliteLibrary implements Library {
  private static final Text WORDS = Text.of(SqliteLibrary.class);

  /** "FOVA" in ASCII, where SQLite keeps whose file it is (PRAGMA application_id). */
  private static final int APPLICATION_ID = 0x464F5641;

  private final Database database;
  private final FileChannel lockFile;
  private final StudyRecords studies = new StudyRecords();
  private final AnalysisRecords analyses;

  private SqliteLibrary(Path file, FileChannel lockFile, Jdbi jdbi, HeatmapReader heatmaps) {
    this.database = new Database(file, jdbi);
    this.lockFile = lockFile;
    this.analyses = new AnalysisRecords(heatmaps);
  }

  /** Opens a library whose analyses are read without their heatmaps. */
  public static SqliteLibrary open(Path file) throws FoveaException {
    return open(file, HeatmapReader.none());
  }

  /**
   * Opens the library in a file, which is made where it is not there.
   *
   * @param heatmaps reads the heatmaps of saved analyses
   * @throws FoveaException if the file is not a library, was written by a newer Fovea, is open in
   *     another one, or cannot be written
   */
  public static SqliteLibrary open(Path file, HeatmapReader heatmaps) throws FoveaException {
    Path absolute = file.toAbsolutePath().normalize();
    FileChannel lock = null;
    SqliteLibrary library = null;
    try {
      Files.createDirectories(absolute.getParent());
      lock = lock(absolute);
      check(absolute);
      SQLiteDataSource source = new SQLiteDataSource(config());
      source.setUrl("jdbc:sqlite:" + absolute);
      library = new SqliteLibrary(absolute, lock, Jdbi.create(source), heatmaps);
      Connection connection = library.database.writer().getConnection();
      try (Statement s = connection.createStatement()) {
        s.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      }
      Migrations.apply(connection);
      return library;
    } catch (IOException | SQLException | JdbiException e) {
      if (library != null) {
        library.close();
      } else {
        release(lock);
      }
      throw new FoveaException(
          ErrorCode.LIBRARY, absolute.toString(), WORDS.get("open.failed", Database.cause(e)), e);
    } catch (FoveaException e) {
      release(lock);
      throw e;
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(10_000);
    return config;
  }

  private static FileChannel lock(Path file) throws IOException, FoveaException {
    FileChannel channel =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (held == null) {
      channel.close();
      throw new FoveaException(ErrorCode.LIBRARY, file.toString(), WORDS.get("open.elsewhere"));
    }
    return channel;
  }

  private static void release(FileChannel lock) {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // the system releases it with the process
      }
    }
  }

  /** Looks at an existing file before anything in it is changed. */
  private static void check(Path file) throws SQLException, IOException, FoveaException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection();
        Statement s = connection.createStatement()) {
      int version = Migrations.version(connection);
      int application;
      int tables;
      try (ResultSet r = s.executeQuery("PRAGMA application_id")) {
        application = r.next() ? r.getInt(1) : 0;
      }
      try (ResultSet r = s.executeQuery("SELECT count(*) FROM sqlite_schema")) {
        tables = r.next() ? r.getInt(1) : 0;
      }
      if (application != APPLICATION_ID && (version != 0 || tables != 0)) {
        throw notALibrary(file, null);
      }
      if (version > Migrations.newest()) {
        throw new FoveaException(
            ErrorCode.LIBRARY,
            file.toString(),
            WORDS.get("open.newer", version, Migrations.newest()));
      }
    } catch (SQLiteException e) {
      if (e.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
          || e.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT) {
        throw notALibrary(file, e);
      }
      throw e;
    }
  }

  private static FoveaException notALibrary(Path file, Exception cause) {
    return new FoveaException(
        ErrorCode.LIBRARY, file.toString(), WORDS.get("open.notALibrary"), cause);
  }

  /** The file that holds it. */
  public Path file() {
    return database.file();
  }

  /** The open database, for the rooms that keep tables in it. */
  public Database database() {
    return database;
  }

  @Override
  public ImportCount add(StudyReader.Outcome outcome) throws FoveaException {
    return database.write(h -> studies.add(h, outcome.studies()));
  }

  @Override
  public List<StudyRow> search(Library.Query query) throws FoveaException {
    return database.read(
        h -> {
          List<String> where = new ArrayList<>();
          Map<String, Object> values = new LinkedHashMap<>();
          int n = 0;
          for (String pattern : SearchWords.patterns(query.text())) {
            where.add("s.words LIKE :w" + n + " ESCAPE '!'");
            values.put("w" + n++, pattern);
          }
          if (query.patientId() != null && !query.patientId().isBlank()) {
            where.add("p.patient_id = :patient");
            values.put("patient", query.patientId().strip());
          }
          if (query.from() != null) {
            where.add("s.study_date >= :from");
            values.put("from", query.from().toString());
          }
          if (query.to() != null) {
            where.add("s.study_date <= :to");
            values.put("to", query.to().toString());
          }
          if (query.modality() != null && !query.modality().isBlank()) {
            where.add(
                "EXISTS (SELECT 1 FROM series x WHERE x.study_uid = s.study_uid"
                    + " AND x.modality = :modality)");
            values.put("modality", query.modality().strip().toUpperCase(java.util.Locale.ROOT));
          }
          String sql =
              """
              SELECT s.*, p.patient_id, p.name, p.birth_date, p.sex,
                (SELECT group_concat(m, '/') FROM (SELECT DISTINCT x.modality AS m FROM series x
                  WHERE x.study_uid = s.study_uid AND x.pictures = 1 ORDER BY m)) AS modalities,
                (SELECT group_concat(m, '/') FROM (SELECT DISTINCT x.modality AS m FROM series x
                  WHERE x.study_uid = s.study_uid ORDER BY m)) AS all_modalities,
                (SELECT count(*) FROM series x
                  WHERE x.study_uid = s.study_uid AND x.pictures = 1) AS series_count,
                (SELECT coalesce(sum(max(i.frames, 1)), 0) FROM instances i
                  JOIN series x USING (series_uid)
                  WHERE x.study_uid = s.study_uid AND x.pictures = 1 AND x.modality <> 'SM')
                  + (SELECT count(*) FROM series x WHERE x.study_uid = s.study_uid
                      AND x.pictures = 1 AND x.modality = 'SM') AS images
              FROM studies s JOIN patients p USING (patient_key)
              """
                  + (where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where))
                  + " ORDER BY s.study_date IS NULL, s.study_date DESC, s.study_time DESC,"
                  + " s.added_at DESC, s.study_uid";
          org.jdbi.v3.core.statement.Query q = h.createQuery(sql);
          values.forEach((name, value) -> q.bind(name, value));
          return q.map((r, c) -> row(r)).list();
        });
  }

  private static StudyRow row(ResultSet r) throws SQLException {
    String birth = r.getString("birth_date");
    String date = r.getString("study_date");
    String modalities = r.getString("modalities");
    double urgency = r.getDouble("urgency");
    if (r.wasNull()) {
      urgency = Double.NaN;
    }
    if (modalities == null) {
      modalities = r.getString("all_modalities");
    }
    return new StudyRow(
        r.getString("study_uid"),
        r.getString("patient_id"),
        r.getString("name"),
        birth.isEmpty() ? null : LocalDate.parse(birth),
        r.getString("sex"),
        date == null ? null : LocalDate.parse(date),
        r.getString("description"),
        modalities == null ? "" : modalities,
        r.getInt("series_count"),
        r.getInt("images"),
        AiState.valueOf(r.getString("ai_state")),
        ReviewState.valueOf(r.getString("review_state")),
        urgency,
        Instant.parse(r.getString("added_at")));
  }

  @Override
  public List<Path> files(String studyInstanceUid) throws FoveaException {
    return database.read(
        h ->
            h
                .createQuery(
                    "SELECT DISTINCT i.path FROM instances i JOIN series x USING (series_uid)"
                        + " WHERE x.study_uid = :study ORDER BY i.path")
                .bind("study", studyInstanceUid)
                .mapTo(String.class)
                .list()
                .stream()
                .map(Path::of)
                .toList());
  }

  @Override
  public void saveAnalysis(Study study, Analysis analysis, ResultWriter.Written written)
      throws FoveaException {
    database.write(
        h -> {
          studies.add(h, List.of(study));
          analyses.save(h, study.studyInstanceUid(), analysis, written);
          appendAudit(
              h,
              "Fovea",
              "analysed",
              analysis.analysisUid(),
              analysis.provenance().bundleId()
                  + " "
                  + analysis.provenance().bundleVersion()
                  + " "
                  + analysis.status()
                  + (analysis.gateOverridden() ? ", gate overridden" : "")
                  + ", study "
                  + study.studyInstanceUid());
          analyses.refreshStates(h, study.studyInstanceUid());
          return null;
        });
  }

  @Override
  public List<SavedAnalysis> analyses(String studyInstanceUid) throws FoveaException {
    return database.read(h -> analyses.ofStudy(h, studyInstanceUid));
  }

  @Override
  public Optional<Called> called(String studyInstanceUid) throws FoveaException {
    return database.read(h -> analyses.called(h, studyInstanceUid));
  }

  @Override
  public boolean reviewedBy(String studyInstanceUid, String reviewer) throws FoveaException {
    return database.read(
        h ->
            h.createQuery(
                        "SELECT count(*) FROM analyses a WHERE a.study_uid = :study AND (EXISTS"
                            + " (SELECT 1 FROM verdicts v WHERE v.analysis_uid = a.analysis_uid"
                            + " AND v.reviewer = :who) OR EXISTS (SELECT 1 FROM signatures s"
                            + " WHERE s.analysis_uid = a.analysis_uid AND s.reviewer = :who))")
                    .bind("study", studyInstanceUid)
                    .bind("who", reviewer)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  @Override
  public void addVerdict(String analysisUid, Verdict verdict) throws FoveaException {
    database.write(
        h -> {
          String study = studyOf(h, analysisUid);
          boolean known =
              h.createQuery(
                          "SELECT count(*) FROM findings WHERE analysis_uid = :a AND tracking_uid ="
                              + " :t")
                      .bind("a", analysisUid)
                      .bind("t", verdict.trackingUid())
                      .mapTo(Integer.class)
                      .one()
                  > 0;
          if (!known) {
            throw new FoveaException(ErrorCode.LIBRARY, null, WORDS.get("finding.unknown"));
          }
          analyses.addVerdict(h, analysisUid, verdict);
          appendAudit(
              h,
              verdict.reviewer().name(),
              verdict.decision().name().toLowerCase(java.util.Locale.ROOT),
              verdict.trackingUid(),
              "analysis "
                  + analysisUid
                  + (verdict.changedClass() == null
                      ? ""
                      : ", class: " + verdict.changedClass().name())
                  + (verdict.reason() == null ? "" : ", reason: " + verdict.reason())
                  + (verdict.comment() == null ? "" : ", comment: " + verdict.comment()));
          analyses.refreshStates(h, study);
          return null;
        });
  }

  @Override
  public void addSignature(
      String analysisUid, Verdict.Reviewer reviewer, ResultWriter.Written review)
      throws FoveaException {
    database.write(
        h -> {
          String study = studyOf(h, analysisUid);
          analyses.addSignature(h, analysisUid, reviewer, review);
          appendAudit(h, reviewer.name(), "signed", analysisUid, "study " + study);
          analyses.refreshStates(h, study);
          return null;
        });
  }

  @Override
  public void changePlaces(String analysisUid, List<MucosalPlace> places, Verdict.Reviewer reviewer)
      throws FoveaException {
    database.write(
        h -> {
          String study = studyOf(h, analysisUid);
          analyses.changePlaces(h, analysisUid, places, reviewer);
          appendAudit(
              h,
              reviewer.name(),
              "changed",
              analysisUid,
              places.size() + " places on mucosa, study " + study);
          analyses.refreshStates(h, study);
          return null;
        });
  }

  private static String studyOf(Handle h, String analysisUid) throws FoveaException {
    return h.createQuery("SELECT study_uid FROM analyses WHERE analysis_uid = :a")
        .bind("a", analysisUid)
        .mapTo(String.class)
        .findOne()
        .orElseThrow(
            () -> new FoveaException(ErrorCode.LIBRARY, null, WORDS.get("analysis.unknown")));
  }

  @Override
  public void audit(String actor, String action, String subjectUid, String detail)
      throws FoveaException {
    database.write(
        h -> {
          appendAudit(h, actor, action, subjectUid, detail);
          return null;
        });
  }

  private static void appendAudit(
      Handle h, String actor, String action, String subjectUid, String detail) {
    h.createUpdate(
            "INSERT INTO audit (at, actor, action, subject_uid, detail)"
                + " VALUES (:at, :actor, :action, :subject, :detail)")
        .bind("at", Instant.now().toString())
        .bind("actor", actor)
        .bind("action", action)
        .bind("subject", subjectUid)
        .bind("detail", detail == null ? "" : detail)
        .execute();
  }

  @Override
  public List<AuditEntry> auditTrail(String subjectUid) throws FoveaException {
    return database.read(
        h ->
            h.createQuery("SELECT * FROM audit WHERE subject_uid = :subject ORDER BY number")
                .bind("subject", subjectUid)
                .map(
                    (r, c) ->
                        new AuditEntry(
                            r.getLong("number"),
                            Instant.parse(r.getString("at")),
                            r.getString("actor"),
                            r.getString("action"),
                            r.getString("subject_uid"),
                            r.getString("detail")))
                .list());
  }

  @Override
  public void close() {
    database.close(() -> release(lockFile));
  }
}
