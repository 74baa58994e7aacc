package org.fovea.batch.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fovea.common.FoveaException;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;
import org.fovea.library.Database;

/** Readings in the library's database; they are only ever added, the latest of a role holds. */
final class ReadingRecords {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Of each study and role the reading given last. */
  private static final String LATEST =
      "SELECT * FROM readings r WHERE r.number = (SELECT max(o.number) FROM readings o"
          + " WHERE o.study_uid = r.study_uid AND o.role = r.role)";

  private final Database database;

  ReadingRecords(Database database) {
    this.database = database;
  }

  List<Reading> of(String studyUid) throws FoveaException {
    return database.read(
        h ->
            h.createQuery(LATEST + " AND r.study_uid = :study ORDER BY r.role")
                .bind("study", studyUid)
                .map((r, c) -> reading(r))
                .list());
  }

  List<Reading> all() throws FoveaException {
    return database.read(
        h -> h.createQuery(LATEST + " ORDER BY r.number").map((r, c) -> reading(r)).list());
  }

  /** The studies that have a reading in a role. */
  Set<String> studies(ReaderRole role) throws FoveaException {
    return database.read(
        h ->
            new HashSet<>(
                h.createQuery("SELECT DISTINCT study_uid FROM readings WHERE role = :role")
                    .bind("role", role.name())
                    .mapTo(String.class)
                    .list()));
  }

  /** When a study came onto the queue first; null where it never was on it. */
  Instant addedAt(String studyUid) throws FoveaException {
    return database.read(
        h ->
            h.createQuery("SELECT min(added_at) FROM cases WHERE study_uid = :study")
                .bind("study", studyUid)
                .mapTo(String.class)
                .findOne()
                .map(Instant::parse)
                .orElse(null));
  }

  void add(Reading r) throws FoveaException {
    database.write(
        h ->
            h.createUpdate(
                    "INSERT INTO readings (study_uid, reader, organization, role, diagnosis,"
                        + " document, comment, opened_at, at) VALUES (:study, :reader,"
                        + " :organization, :role, :diagnosis, :document, :comment, :opened, :at)")
                .bind("study", r.studyInstanceUid())
                .bind("reader", r.reader().name())
                .bind("organization", r.reader().organization())
                .bind("role", r.role().name())
                .bind("diagnosis", r.diagnosis().name())
                .bind("document", write(r.diagnosis()))
                .bind("comment", r.comment())
                .bind("opened", r.openedAt().toString())
                .bind("at", r.at().toString())
                .execute());
  }

  private static Reading reading(ResultSet r) throws SQLException {
    try {
      return new Reading(
          r.getString("study_uid"),
          ReaderRole.valueOf(r.getString("role")),
          new Verdict.Reviewer(r.getString("reader"), r.getString("organization")),
          JSON.readValue(r.getString("document"), FindingClass.class),
          r.getString("comment"),
          Instant.parse(r.getString("opened_at")),
          Instant.parse(r.getString("at")));
    } catch (JsonProcessingException e) {
      throw new SQLException(e);
    }
  }

  private static String write(FindingClass c) {
    try {
      return JSON.writeValueAsString(c);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
