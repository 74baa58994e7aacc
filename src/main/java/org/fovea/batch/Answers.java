package org.fovea.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.bundle.Bundle;
import org.fovea.common.FoveaException;
import org.fovea.finding.Analysis;
import org.fovea.library.Database;
import org.fovea.workflow.AnalyzeStudy;
import org.jdbi.v3.core.Handle;

/** What sets of weights have said of sets of images, so that nothing is asked twice. */
final class Answers {
  private final Database database;

  Answers(Database database) {
    this.database = database;
  }

  /**
   * UIDs of the analyses that answer for some images; empty list where the bundle is not made for
   * them, nothing where it was never asked.
   */
  Optional<List<String>> of(String images, Bundle bundle) throws FoveaException {
    return database.read(
        h -> {
          List<Optional<String>> rows =
              h.createQuery(
                      "SELECT analysis_uid FROM answers WHERE images = :images AND weights ="
                          + " :weights ORDER BY rowid")
                  .bind("images", images)
                  .bind("weights", CaseKey.weights(bundle.manifest()))
                  .map((r, c) -> Optional.ofNullable(r.getString(1)))
                  .list();
          return rows.isEmpty()
              ? Optional.empty()
              : Optional.of(rows.stream().flatMap(Optional::stream).toList());
        });
  }

  /** Forgets an answer whose results are no longer on the disk. */
  void forget(String images, Bundle bundle) throws FoveaException {
    database.write(
        h ->
            h.createUpdate("DELETE FROM answers WHERE images = :images AND weights = :weights")
                .bind("images", images)
                .bind("weights", CaseKey.weights(bundle.manifest()))
                .execute());
  }

  /** Records what bundles said; one that failed has not answered. */
  void add(String study, String images, List<Bundle> bundles, List<AnalyzeStudy.Done> done)
      throws FoveaException {
    database.write(
        h -> {
          for (Bundle bundle : bundles) {
            add(h, study, images, bundle, done);
          }
          return null;
        });
  }

  private static void add(
      Handle h, String study, String images, Bundle bundle, List<AnalyzeStudy.Done> done) {
    List<String> said = new ArrayList<>();
    boolean failed = false;
    for (AnalyzeStudy.Done one : done) {
      Analysis a = one.analysis();
      if (a.provenance().bundleId().equals(bundle.manifest().id())) {
        said.add(a.analysisUid());
        failed |= a.status() == Analysis.Status.FAILED;
      }
    }
    if (failed) {
      return;
    }
    if (said.isEmpty()) {
      said.add(null);
    }
    for (String uid : said) {
      h.createUpdate(
              "INSERT INTO answers (images, weights, study_uid, analysis_uid, at)"
                  + " VALUES (:images, :weights, :study, :analysis, :now)")
          .bind("images", images)
          .bind("weights", CaseKey.weights(bundle.manifest()))
          .bind("study", study)
          .bind("analysis", uid)
          .bind("now", Instant.now().toString())
          .execute();
    }
  }
}
