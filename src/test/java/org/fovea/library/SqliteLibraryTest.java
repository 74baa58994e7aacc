package org.fovea.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.finding.enteropathy.EnteropathyCriteria;
import org.fovea.finding.enteropathy.EpithelialCount;
import org.fovea.finding.enteropathy.HeightThird;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosaFigures;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.Observed;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.SlideLabels;
import org.fovea.library.Library.AiState;
import org.fovea.library.Library.ImportCount;
import org.fovea.library.Library.Query;
import org.fovea.library.Library.ReviewState;
import org.fovea.library.Library.SavedAnalysis;
import org.fovea.library.Library.StudyRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {
  private static final Verdict.Reviewer REVIEWER = new Verdict.Reviewer("Lee^Ann", "Ward 3");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a").resolve("library.sqlite");
  }

  private static StudyReader.Outcome outcome(Study... studies) {
    return new StudyReader.Outcome(List.of(studies), List.of());
  }

  private static Study study(String uid, String id, String name, String date) {
    return Made.study(uid, id, name, date == null ? null : LocalDate.parse(date), 3);
  }

  private static List<String> found(Library library, Query query) throws FoveaException {
    return library.search(query).stream().map(StudyRow::studyInstanceUid).toList();
  }

  private static Query text(String text) {
    return new Query(text, null, null, null, null);
  }

  @Test
  void importingTwiceChangesNothing() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      Study study = study("1.2.3", "P1", "Doe^Jane", "2026-01-02");
      assertThat(library.add(outcome(study))).isEqualTo(new ImportCount(1, 3, 0));
      List<StudyRow> before = library.search(Query.all());
      assertThat(library.add(outcome(study))).isEqualTo(new ImportCount(0, 0, 3));
      assertThat(library.search(Query.all())).isEqualTo(before);
      assertThat(library.files("1.2.3"))
          .containsExactly(
              Path.of("/data/1.2.3/1.dcm"),
              Path.of("/data/1.2.3/2.dcm"),
              Path.of("/data/1.2.3/3.dcm"));
      StudyRow row = before.getFirst();
      assertThat(row.patientName()).isEqualTo("Doe^Jane");
      assertThat(row.birthDate()).isEqualTo(LocalDate.of(1970, 2, 3));
      assertThat(row.modalities()).isEqualTo("MR");
      assertThat(row.series()).isEqualTo(1);
      assertThat(row.images()).isEqualTo(3);
      assertThat(row.aiState()).isEqualTo(AiState.NONE);
      assertThat(row.reviewState()).isEqualTo(ReviewState.NONE);
      assertThat(row.urgency()).isNaN();
    }
  }

  @Test
  void aStudyGrowsWithWhatIsNew() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      library.add(outcome(Made.study("1.2.3", "P1", "Doe^Jane", null, 3)));
      assertThat(library.add(outcome(Made.study("1.2.3", "P1", "Doe^Jane", null, 5))))
          .isEqualTo(new ImportCount(0, 2, 3));
      assertThat(library.search(Query.all()).getFirst().images()).isEqualTo(5);
    }
  }

  @Test
  void tenThousandImagesComeInAndAreThereAfterReopening() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      List<Study> studies = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        studies.add(Made.study("1.2." + i, "P" + i, "Doe^J" + i, LocalDate.of(2026, 1, 1), 400));
      }
      assertThat(library.add(new StudyReader.Outcome(studies, List.of())))
          .isEqualTo(new ImportCount(25, 10_000, 0));
    }
    try (Library library = SqliteLibrary.open(file())) {
      assertThat(library.search(Query.all()).stream().mapToInt(StudyRow::images).sum())
          .isEqualTo(10_000);
    }
  }

  @Test
  void findsByPatientDateModalityAndWords() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      library.add(
          outcome(
              study("1.1", "P1", "Müller^Zoë", "2025-12-31"),
              study("1.2", "P2", "Doe^Jane", "2026-02-01"),
              study("1.3", "P10", "Dorn^Max", null)));
      assertThat(found(library, Query.all())).containsExactly("1.2", "1.1", "1.3");
      assertThat(found(library, text("mull"))).containsExactly("1.1");
      assertThat(found(library, text("ZOE MÜLLER"))).containsExactly("1.1");
      assertThat(found(library, text("do"))).containsExactly("1.2", "1.3");
      assertThat(found(library, text("do jan"))).containsExactly("1.2");
      assertThat(found(library, text("ane"))).isEmpty();
      assertThat(found(library, text("p1"))).containsExactly("1.1", "1.3");
      assertThat(found(library, text("%"))).isEmpty();
      assertThat(found(library, text("flair"))).hasSize(3);
      assertThat(found(library, new Query(null, "P1", null, null, null))).containsExactly("1.1");
      assertThat(found(library, new Query(null, null, LocalDate.of(2026, 1, 1), null, null)))
          .containsExactly("1.2");
      assertThat(found(library, new Query(null, null, null, LocalDate.of(2025, 12, 31), null)))
          .containsExactly("1.1");
      assertThat(found(library, new Query(null, null, null, null, "mr"))).hasSize(3);
      assertThat(found(library, new Query(null, null, null, null, "CT"))).isEmpty();
    }
  }

  @Test
  void anAnalysisComesBackWhole() throws Exception {
    Study study = study("1.2.3", "P1", "Doe^Jane", "2026-01-02");
    Analysis analysis = Made.analysis("1.2.3.500", "1.2.3", Analysis.Status.COMPLETED, 0.9, 0.4);
    ResultWriter.Written written =
        new ResultWriter.Written(folder.resolve("seg.dcm"), null, folder.resolve("sr.dcm"));
    try (Library library = SqliteLibrary.open(file())) {
      library.saveAnalysis(study, analysis, written);
    }
    try (Library library = SqliteLibrary.open(file())) {
      SavedAnalysis saved = library.analyses("1.2.3").getFirst();
      assertThat(saved.review().analysis()).isEqualTo(analysis);
      assertThat(saved.written()).isEqualTo(written);
      assertThat(saved.signed()).isFalse();
      StudyRow row = library.search(Query.all()).getFirst();
      assertThat(row.aiState()).isEqualTo(AiState.COMPLETED);
      assertThat(row.urgency()).isEqualTo(0.9);
    }
  }

  private static List<MucosalPlace> places(int count, double tip) {
    List<MucosalPlace> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          MucosalPlace.drawn(
              "p" + i,
              1,
              new MucosalPlace.Point(100 * i, 1000),
              new MucosalPlace.Point(100 * i, 600),
              new MucosalPlace.Point(100 * i, tip),
              0.5,
              MucosalPlace.Origin.MODEL));
    }
    return all;
  }

  @Test
  void measuredMucosaComesBackWithThePlacesAsTheyWereLeftLast() throws Exception {
    Study study = study("1.2.3", "P1", "Doe^Jane", "2026-01-02");
    List<MucosalPlace> found = places(8, 560);
    List<EpithelialCount> counts = List.of(new EpithelialCount(0, 0, 256, 90, 400, 12, 0.01));
    List<HeightThird> thirds = List.of(new HeightThird(30, 130));
    BrunnerGlands glands = new BrunnerGlands(List.of(new BrunnerGlands.Lobule(1, 5, 6, 0.02)), 2.5);
    Observed seen = new Observed(found, counts, thirds, glands);
    MucosaFigures figures = MucosaFigures.of(seen);
    Mucosa mucosa =
        new Mucosa(
            0.5,
            new SlideLabels(0, 0, 1, new byte[0]),
            List.of(),
            List.of(
                new Mucosa.CellGroup(
                    "epithelial",
                    new Code("99FOVEA", "n", "Nucleus"),
                    new double[] {1.5, 2, 3, 4})),
            seen,
            figures,
            EnteropathyCriteria.judge(figures));
    Analysis analysis = Made.analysis("1.2.3.500", "1.2.3", Analysis.Status.COMPLETED).with(mucosa);
    try (Library library = SqliteLibrary.open(file())) {
      library.saveAnalysis(study, analysis, null);
    }
    try (Library library = SqliteLibrary.open(file())) {
      Mucosa read = library.analyses("1.2.3").getFirst().review().analysis().mucosa();
      assertThat(read.places()).isEqualTo(found);
      assertThat(read.judgement()).isEqualTo(mucosa.judgement());
      assertThat(read.figures()).isEqualTo(figures);
      assertThat(read.seen()).isEqualTo(seen);
      assertThat(read.cells().getFirst().coordinates()).containsExactly(1.5, 2, 3, 4);
      library.addSignature("1.2.3.500", REVIEWER, null);
      assertThat(library.analyses("1.2.3").getFirst().signed()).isTrue();
      library.changePlaces("1.2.3.500", places(12, -900), REVIEWER);
      library.changePlaces("1.2.3.500", places(10, -900), REVIEWER);
    }
    try (Library library = SqliteLibrary.open(file())) {
      SavedAnalysis saved = library.analyses("1.2.3").getFirst();
      assertThat(saved.signed()).isFalse();
      Analysis changed = saved.review().analysis();
      assertThat(changed.mucosa().places()).isEqualTo(places(10, -900));
      assertThat(changed.measurements().get("places").value()).isEqualTo(10);
      assertThat(changed.probabilities().get("normal")).isGreaterThan(0.5);
      assertThat(library.auditTrail("1.2.3.500"))
          .extracting(Library.AuditEntry::action)
          .containsExactly("analysed", "signed", "changed", "changed");
    }
  }

  @Test
  void verdictsAreKeptInOrderWithChangedMasksAndMoveTheReviewOn() throws Exception {
    Study study = study("1.2.3", "P1", "Doe^Jane", "2026-01-02");
    Analysis analysis = Made.analysis("1.2.3.500", "1.2.3", Analysis.Status.COMPLETED, 0.9, 0.4);
    String first = analysis.findings().get(0).trackingUid();
    String second = analysis.findings().get(1).trackingUid();
    Instant at = Instant.parse("2026-11-23T11:00:00.5Z");
    Verdict changed =
        new Verdict(
            first, Verdict.Decision.CHANGED, null, "wider", Made.mask(1, 2, 7679), REVIEWER, at);
    Verdict rejected =
        new Verdict(second, Verdict.Decision.REJECTED, "artefact", null, null, REVIEWER, at);
    try (Library library = SqliteLibrary.open(file())) {
      library.saveAnalysis(study, analysis, null);
      library.addVerdict("1.2.3.500", changed);
      StudyRow row = library.search(Query.all()).getFirst();
      assertThat(row.reviewState()).isEqualTo(ReviewState.STARTED);
      assertThat(row.urgency()).isEqualTo(0.4);
      library.addVerdict("1.2.3.500", rejected);
      assertThat(library.search(Query.all()).getFirst().reviewState())
          .isEqualTo(ReviewState.COMPLETE);
    }
    try (Library library = SqliteLibrary.open(file())) {
      assertThat(library.analyses("1.2.3").getFirst().review().verdicts())
          .containsExactly(changed, rejected);
      assertThat(library.auditTrail(second))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.actor()).isEqualTo("Lee^Ann");
                assertThat(e.action()).isEqualTo("rejected");
                assertThat(e.detail()).contains("artefact");
              });
      library.addSignature("1.2.3.500", REVIEWER, null);
      assertThat(library.analyses("1.2.3").getFirst().signed()).isTrue();
      assertThat(library.search(Query.all()).getFirst().reviewState())
          .isEqualTo(ReviewState.SIGNED);
      library.addVerdict("1.2.3.500", rejected);
      assertThat(library.analyses("1.2.3").getFirst().signed()).isFalse();
      assertThat(library.search(Query.all()).getFirst().reviewState())
          .isEqualTo(ReviewState.COMPLETE);
    }
  }

  @Test
  void aBorderThatWasDrawnOnASlideIsKeptWithItsMeasures() throws Exception {
    Analysis analysis = Made.analysis("1.2.3.500", "1.2.3", Analysis.Status.COMPLETED, 0.9);
    double[] border = {0.25, 1, 1000.125, 2, 70000.5, 60000.75};
    double[] hole = {900, 900, 901, 900, 901, 901};
    Region.Area area =
        new Region.Area(
            new Outline(List.of(border, hole)),
            12.5,
            Double.NaN, // no scale
            new Vec3(1, 2, 0),
            new Vec3(0, 1, 0),
            new Vec3(2, 3, 0));
    FindingClass other = new FindingClass("polyp", "Polyp", new Code("SCT", "41329004", "Polyp"));
    Verdict changed =
        new Verdict(
            analysis.findings().getFirst().trackingUid(),
            Verdict.Decision.CHANGED,
            null,
            null,
            null,
            area,
            other,
            REVIEWER,
            Instant.parse("2026-11-23T11:00:00.5Z"));
    try (Library library = SqliteLibrary.open(file())) {
      library.saveAnalysis(study("1.2.3", "P1", "Doe^Jane", "2026-01-02"), analysis, null);
      library.addVerdict("1.2.3.500", changed);
    }
    try (Library library = SqliteLibrary.open(file())) {
      Verdict read = library.analyses("1.2.3").getFirst().review().verdicts().getFirst();
      assertThat(read.changedClass()).isEqualTo(other);
      assertThat(read.changedArea().outline().rings()).containsExactly(border, hole);
      assertThat(read.changedArea().areaMm2()).isEqualTo(12.5);
      assertThat(read.changedArea().longAxisMm()).isNaN();
      assertThat(read.changedArea().centroid()).isEqualTo(area.centroid());
      assertThat(read.changedArea().high()).isEqualTo(area.high());
    }
  }

  @Test
  void refusalAndFailureAreStates() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      library.saveAnalysis(
          study("1.1", "P1", "A", null),
          Made.analysis("1.1.5", "1.1", Analysis.Status.REFUSED),
          null);
      library.saveAnalysis(
          study("1.2", "P2", "B", null),
          Made.analysis("1.2.5", "1.2", Analysis.Status.FAILED),
          null);
      List<StudyRow> rows = library.search(Query.all());
      assertThat(rows)
          .extracting(StudyRow::aiState)
          .containsExactlyInAnyOrder(AiState.REFUSED, AiState.FAILED);
      assertThat(rows).allSatisfy(r -> assertThat(r.urgency()).isNaN());
      assertThat(library.analyses("1.1").getFirst().review().analysis().reason())
          .isEqualTo("not a brain");
    }
  }

  @Test
  void aVerdictOnSomethingUnknownIsRefusedAndLeavesNothing() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      library.saveAnalysis(
          study("1.1", "P1", "A", null),
          Made.analysis("1.1.5", "1.1", Analysis.Status.COMPLETED, 0.5),
          null);
      Verdict v =
          new Verdict("9.9", Verdict.Decision.ACCEPTED, null, null, null, REVIEWER, Instant.now());
      assertThatThrownBy(() -> library.addVerdict("1.1.5", v)).isInstanceOf(FoveaException.class);
      assertThatThrownBy(() -> library.addVerdict("7.7", v)).isInstanceOf(FoveaException.class);
      assertThat(library.analyses("1.1").getFirst().review().verdicts()).isEmpty();
      assertThat(library.auditTrail("9.9")).isEmpty();
    }
  }

  @Test
  void theAuditTrailCannotBeRewritten() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      library.audit("Lee^Ann", "opened", "1.2.3", "");
    }
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement s = c.createStatement()) {
      assertThatThrownBy(() -> s.executeUpdate("UPDATE audit SET actor = 'x'"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("only appended to");
      assertThatThrownBy(() -> s.executeUpdate("DELETE FROM audit"))
          .isInstanceOf(SQLException.class);
    }
    try (Library library = SqliteLibrary.open(file())) {
      assertThat(library.auditTrail("1.2.3")).hasSize(1);
    }
  }

  @Test
  void aSecondCopyIsToldThatTheLibraryIsOpen() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      assertThatThrownBy(() -> SqliteLibrary.open(file()))
          .isInstanceOfSatisfying(
              FoveaException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.LIBRARY);
                assertThat(e.getMessage()).contains("open in another Fovea");
              });
    }
    SqliteLibrary.open(file()).close();
  }

  @Test
  void aLibraryOfANewerFoveaIsLeftAlone() throws Exception {
    SqliteLibrary.open(file()).close();
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement s = c.createStatement()) {
      s.executeUpdate("PRAGMA user_version = 999");
    }
    byte[] before = Files.readAllBytes(file());
    assertThatThrownBy(() -> SqliteLibrary.open(file()))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("newer Fovea")
        .hasMessageContaining("999");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void anotherFileIsNotTakenForALibrary() throws Exception {
    Path other = folder.resolve("notes.sqlite");
    byte[] bytes = "these are notes, not a database\n".repeat(50).getBytes(StandardCharsets.UTF_8);
    Files.write(other, bytes);
    assertThatThrownBy(() -> SqliteLibrary.open(other))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("not a library");
    assertThat(Files.readAllBytes(other)).isEqualTo(bytes);
    Path foreign = folder.resolve("foreign.sqlite");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + foreign);
        Statement s = c.createStatement()) {
      s.executeUpdate("CREATE TABLE t (x)");
    }
    assertThatThrownBy(() -> SqliteLibrary.open(foreign))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("not a library");
  }

  @Test
  void readersAndWritersWorkAtOnce() throws Exception {
    try (Library library = SqliteLibrary.open(file())) {
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int t = 0; t < 4; t++) {
        int number = t;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        for (int i = 0; i < 10; i++) {
                          library.add(
                              outcome(study("1." + number + "." + i, "P" + number, "N", null)));
                          library.search(Query.all());
                        }
                      } catch (Throwable e) {
                        failures.add(e);
                      }
                    }));
      }
      for (Thread t : threads) {
        t.join();
      }
      assertThat(failures).isEmpty();
      assertThat(library.search(Query.all())).hasSize(40);
    }
  }

  @Test
  void refusesAfterItsEndAndLeavesNothingBesideItsFile() throws Exception {
    Library library = SqliteLibrary.open(file());
    library.close();
    assertThatThrownBy(() -> library.search(Query.all()))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("closed");
    try (var files = Files.list(file().getParent())) {
      assertThat(files)
          .extracting(f -> f.getFileName().toString())
          .containsExactlyInAnyOrder("library.sqlite", "library.sqlite.lock");
    }
  }
}
