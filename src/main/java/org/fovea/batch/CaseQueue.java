package org.fovea.batch;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.library.Database;
import org.fovea.library.Library.ReviewState;
import org.jdbi.v3.core.Handle;

/**
 * The queue of cases in the library's database. Every change is durable on return, so that a stop
 * at any moment loses no case. Safe for several threads.
 */
public final class CaseQueue {
  private static final Text WORDS = Text.of(CaseQueue.class);

  /** A case that was running this often when the program ended is not begun again by itself. */
  static final int MOST_BEGUN = 3;

  private static final String ORDER = "batch.order";
  private static final String PAUSED = "batch.paused";

  private static final String COLUMNS =
      """
      SELECT c.number, c.study_uid, c.source, c.images, c.bundles, c.output, c.state, c.reason,
        c.begun, c.reused, c.added_at, c.started_at, c.ended_at, s.description, s.urgency,
        s.review_state, p.patient_id, p.name
      FROM cases c LEFT JOIN studies s USING (study_uid) LEFT JOIN patients p USING (patient_key)
      """;

  private static final String BY_URGENCY =
      " ORDER BY c.ahead DESC, coalesce(s.urgency, (SELECT max(o.urgency) FROM studies o"
          + " WHERE o.patient_key = s.patient_key), 0) DESC, c.number";
  private static final String BY_ARRIVAL = " ORDER BY c.ahead DESC, c.number";

  private final Database database;

  public CaseQueue(Database database) {
    this.database = database;
  }

  /**
   * Puts what was running when the program ended back to wait. A case that was running at every one
   * of several ends is set aside, since it may have been the cause.
   *
   * @return how many wait again
   */
  public int recover() throws FoveaException {
    return database.write(
        h -> {
          h.createUpdate(
                  "UPDATE cases SET state = 'SET_ASIDE', reason = :reason, ended_at = :now"
                      + " WHERE state = 'RUNNING' AND begun >= :most")
              .bind("reason", WORDS.get("case.stoppedOften", MOST_BEGUN))
              .bind("now", Instant.now().toString())
              .bind("most", MOST_BEGUN)
              .execute();
          return h.createUpdate("UPDATE cases SET state = 'WAITING' WHERE state = 'RUNNING'")
              .execute();
        });
  }

  /**
   * Adds a study, whose images are known to the library already; what stands there stays as it is.
   *
   * @param output folder of the results; null where they go beside the study
   * @return whether it is new
   */
  public boolean add(Study study, List<Path> files, List<String> bundles, Path output)
      throws FoveaException {
    return database.write(
            h ->
                h.createUpdate(
                        "INSERT INTO cases (study_uid, images, files, bundles, output, state,"
                            + " added_at) VALUES (:study, :images, :files, :bundles, :output,"
                            + " 'WAITING', :now) ON CONFLICT DO NOTHING")
                    .bind("study", study.studyInstanceUid())
                    .bind("images", CaseKey.images(study))
                    .bind("files", lines(files))
                    .bind("bundles", String.join("\n", bundles))
                    .bind("output", text(output))
                    .bind("now", Instant.now().toString())
                    .execute())
        > 0;
  }

  /** Adds a file that holds no case, with what is wrong with it. */
  public void addUnreadable(Problem problem, Path output) throws FoveaException {
    database.write(
        h ->
            h.createUpdate(
                    "INSERT INTO cases (source, images, files, bundles, output, state, reason,"
                        + " added_at) VALUES (:source, '', :source, '', :output, 'SET_ASIDE',"
                        + " :reason, :now) ON CONFLICT DO NOTHING")
                .bind("source", problem.source() == null ? "" : problem.source())
                .bind("output", text(output))
                .bind("reason", problem.message())
                .bind("now", Instant.now().toString())
                .execute());
  }

  /** Takes away a file that was set aside, since it is read again now. */
  void removeUnreadable(String source, Path output) throws FoveaException {
    database.write(
        h ->
            h.createUpdate(
                    "DELETE FROM cases WHERE study_uid IS NULL AND source = :source"
                        + " AND output = :output")
                .bind("source", source)
                .bind("output", text(output))
                .execute());
  }

  /** All cases in the order in which they are taken. */
  public List<CaseEntry> cases() throws FoveaException {
    String order = order() == CaseOrder.URGENCY ? BY_URGENCY : BY_ARRIVAL;
    return database.read(h -> h.createQuery(COLUMNS + order).map((r, c) -> entry(r)).list());
  }

  /** The cases of one folder of results, in the order of arrival. */
  public List<CaseEntry> cases(Path output) throws FoveaException {
    return database.read(
        h ->
            h.createQuery(COLUMNS + " WHERE c.output = :output ORDER BY c.number")
                .bind("output", text(output))
                .map((r, c) -> entry(r))
                .list());
  }

  /** The case as it is now. */
  public CaseEntry find(long number) throws FoveaException {
    return database.read(
        h ->
            h.createQuery(COLUMNS + " WHERE c.number = :number")
                .bind("number", number)
                .map((r, c) -> entry(r))
                .one());
  }

  /**
   * The case that is to be analysed next, which runs from now on.
   *
   * @param output only the cases of this folder of results; null for all
   */
  public Optional<CaseEntry> begin(CaseOrder order, Path output) throws FoveaException {
    return database.write(
        h -> {
          Optional<Long> next =
              h.createQuery(
                      "SELECT c.number FROM cases c LEFT JOIN studies s USING (study_uid)"
                          + " WHERE c.state = 'WAITING'"
                          + (output == null ? "" : " AND c.output = :output")
                          + (order == CaseOrder.URGENCY ? BY_URGENCY : BY_ARRIVAL)
                          + " LIMIT 1")
                  .bindMap(
                      output == null
                          ? java.util.Map.of()
                          : java.util.Map.of("output", text(output)))
                  .mapTo(Long.class)
                  .findOne();
          if (next.isEmpty()) {
            return Optional.empty();
          }
          h.createUpdate(
                  "UPDATE cases SET state = 'RUNNING', reason = NULL, begun = begun + 1,"
                      + " started_at = :now, ended_at = NULL WHERE number = :number")
              .bind("now", Instant.now().toString())
              .bind("number", next.get())
              .execute();
          return Optional.of(
              h.createQuery(COLUMNS + " WHERE c.number = :number")
                  .bind("number", next.get())
                  .map((r, c) -> entry(r))
                  .one());
        });
  }

  /** The paths of a case's files. */
  List<Path> files(long number) throws FoveaException {
    return database.read(
        h ->
            h.createQuery("SELECT files FROM cases WHERE number = :number")
                .bind("number", number)
                .mapTo(String.class)
                .one()
                .lines()
                .map(Path::of)
                .toList());
  }

  /** Ends a case that runs; part of the transaction of the caller, if there is one. */
  void end(long number, CaseEntry.State state, String reason, boolean reused)
      throws FoveaException {
    database.write(
        h ->
            h.createUpdate(
                    "UPDATE cases SET state = :state, reason = :reason, reused = :reused,"
                        + " begun = 0, ended_at = :now WHERE number = :number")
                .bind("state", state.name())
                .bind("reason", reason)
                .bind("reused", reused ? 1 : 0)
                .bind("now", Instant.now().toString())
                .bind("number", number)
                .execute());
  }

  /** Lets a case wait again that was stopped by the user or by a full disk. */
  void stop(long number) throws FoveaException {
    database.write(
        h ->
            h.createUpdate(
                    "UPDATE cases SET state = 'WAITING', begun = max(0, begun - 1),"
                        + " started_at = NULL WHERE number = :number AND state = 'RUNNING'")
                .bind("number", number)
                .execute());
  }

  /** Leaves a case out that waits or was set aside. */
  public void skip(long number) throws FoveaException {
    change(
        number,
        "UPDATE cases SET state = 'SKIPPED', ended_at = :now WHERE number = :number"
            + " AND state IN ('WAITING', 'SET_ASIDE')");
  }

  /** Lets a case wait again that was set aside, skipped or refused. */
  public void retry(long number) throws FoveaException {
    change(
        number,
        "UPDATE cases SET state = 'WAITING', reason = NULL, begun = 0, started_at = NULL,"
            + " ended_at = NULL WHERE number = :number"
            + " AND state IN ('SET_ASIDE', 'SKIPPED', 'REFUSED')");
  }

  /** Lets a case wait again although it has ended. */
  void again(long number) throws FoveaException {
    change(number, "UPDATE cases SET state = 'WAITING', reason = NULL WHERE number = :number");
  }

  /** Puts a case before all others that wait. */
  public void ahead(long number) throws FoveaException {
    change(
        number,
        "UPDATE cases SET ahead = 1 + (SELECT max(ahead) FROM cases) WHERE number = :number"
            + " AND state = 'WAITING'");
  }

  private void change(long number, String sql) throws FoveaException {
    database.write(
        h ->
            h.createUpdate(sql)
                .bind("number", number)
                .bindMap(
                    sql.contains(":now")
                        ? java.util.Map.of("now", Instant.now().toString())
                        : java.util.Map.of())
                .execute());
  }

  /** Takes what has ended off the queue; results and reviews stay in the library. */
  public int clearEnded() throws FoveaException {
    return database.write(
        h ->
            h.createUpdate(
                    "DELETE FROM cases WHERE state IN ('DONE', 'REFUSED', 'SET_ASIDE', 'SKIPPED')")
                .execute());
  }

  /** Takes the cases of a folder of results off the queue, for a batch that begins anew. */
  void clear(Path output) throws FoveaException {
    database.write(
        h ->
            h.createUpdate("DELETE FROM cases WHERE output = :output AND state <> 'RUNNING'")
                .bind("output", text(output))
                .execute());
  }

  /** The order that the user has chosen. */
  public CaseOrder order() throws FoveaException {
    return setting(ORDER).map(CaseOrder::valueOf).orElse(CaseOrder.URGENCY);
  }

  public void order(CaseOrder order) throws FoveaException {
    set(ORDER, order.name());
  }

  /** Whether the user has stopped the queue; it stays stopped when the program is started again. */
  public boolean paused() throws FoveaException {
    return setting(PAUSED).map(Boolean::parseBoolean).orElse(false);
  }

  public void pause(boolean paused) throws FoveaException {
    set(PAUSED, Boolean.toString(paused));
  }

  private Optional<String> setting(String name) throws FoveaException {
    return database.read(
        h ->
            h.createQuery("SELECT value FROM settings WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  private void set(String name, String value) throws FoveaException {
    database.write(
        (Handle h) ->
            h.createUpdate(
                    "INSERT INTO settings (name, value) VALUES (:name, :value)"
                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .bind("name", name)
                .bind("value", value)
                .execute());
  }

  private static CaseEntry entry(ResultSet r) throws SQLException {
    double urgency = r.getDouble("urgency");
    if (r.wasNull()) {
      urgency = Double.NaN;
    }
    String output = r.getString("output");
    String review = r.getString("review_state");
    return new CaseEntry(
        r.getLong("number"),
        r.getString("study_uid"),
        r.getString("source"),
        orEmpty(r.getString("patient_id")),
        orEmpty(r.getString("name")),
        orEmpty(r.getString("description")),
        r.getString("images"),
        r.getString("bundles").lines().toList(),
        output.isEmpty() ? null : Path.of(output),
        CaseEntry.State.valueOf(r.getString("state")),
        r.getString("reason"),
        r.getInt("begun"),
        r.getBoolean("reused"),
        Instant.parse(r.getString("added_at")),
        instant(r.getString("started_at")),
        instant(r.getString("ended_at")),
        urgency,
        review == null ? ReviewState.NONE : ReviewState.valueOf(review));
  }

  private static Instant instant(String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static String text(Path output) {
    return output == null ? "" : output.toAbsolutePath().normalize().toString();
  }

  private static String lines(List<Path> files) {
    return String.join(
        "\n", files.stream().map(f -> f.toAbsolutePath().normalize().toString()).toList());
  }
}
