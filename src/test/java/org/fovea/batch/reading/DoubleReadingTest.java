package org.fovea.batch.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.FolderBundleCatalog;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Provenance;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.ReadCase;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;
import org.fovea.library.Library;
import org.fovea.library.Made;
import org.fovea.library.SqliteLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubleReadingTest {
  private static final Verdict.Reviewer ADA = new Verdict.Reviewer("Okonkwo^Ada", "Clinic");
  private static final Verdict.Reviewer BEN = new Verdict.Reviewer("Lee^Ben", "");
  private static final Verdict.Reviewer CAI = new Verdict.Reviewer("Wu^Cai", "");
  private static final Instant OPENED = Instant.parse("2026-11-28T09:00:00Z");
  private static final String STUDY = "1.2.3";

  @TempDir Path folder;
  private SqliteLibrary library;
  private DoubleReading reading;
  private Analysis analysis;

  @BeforeEach
  void open() throws FoveaException {
    library = SqliteLibrary.open(folder.resolve("library.sqlite"));
    FolderBundleCatalog catalog =
        new FolderBundleCatalog(
            List.of(Path.of(System.getProperty("fovea.basedir", "."), "models")));
    reading = new DoubleReading(library.database(), library, () -> catalog);
    Study study = Made.study(STUDY, "P1", "Doe^Jane", null, 2);
    Analysis made = Made.analysis("1.2.3.5", STUDY, Analysis.Status.COMPLETED, 0.9);
    analysis =
        new Analysis(
            made.analysisUid(),
            STUDY,
            made.seriesInstanceUids(),
            "P1",
            "SM",
            new Provenance(
                "gut-neoplasia", "1.0.0", "x", "ab", "cpu", "0", OPENED, Duration.ofSeconds(1)),
            Analysis.Status.COMPLETED,
            null,
            false,
            Map.of("polyp", 0.2, "adenocarcinoma", 0.7, "normal", 0.1),
            Map.of(),
            made.findings(),
            List.of());
    library.saveAnalysis(study, analysis, null);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Reading of(ReaderRole role, Verdict.Reviewer who, String name) throws FoveaException {
    FindingClass diagnosis =
        reading.diagnoses(STUDY).stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new Reading(STUDY, role, who, diagnosis, null, OPENED, OPENED.plusSeconds(40));
  }

  @Test
  void classesComeInAnOrderThatDoesNotTellWhatTheAiSaid() throws Exception {
    assertThat(reading.diagnoses(STUDY))
        .extracting(FindingClass::name)
        .containsExactly("normal", "polyp", "adenocarcinoma");
    assertThat(reading.diagnoses(STUDY).getLast().code().scheme()).isIn("SCT", "ICDO3");
    assertThat(reading.diagnoses("9.9")).isEmpty();
  }

  @Test
  void secondReaderIsBlindUntilBothAreIn() throws Exception {
    assertThat(reading.blinded(STUDY, ReaderRole.SECOND)).isTrue();
    assertThat(reading.blinded(STUDY, ReaderRole.FIRST)).isFalse();
    reading.record(of(ReaderRole.SECOND, BEN, "polyp"));
    assertThat(reading.blinded(STUDY, ReaderRole.SECOND)).isTrue();
    assertThat(reading.complete()).isEmpty();
    reading.record(of(ReaderRole.FIRST, ADA, "adenocarcinoma"));
    assertThat(reading.blinded(STUDY, ReaderRole.SECOND)).isFalse();
    assertThat(reading.complete()).containsExactly(STUDY);
    ReadCase read = reading.cases().getFirst();
    assertThat(read.first().reader()).isEqualTo(ADA);
    assertThat(read.second().diagnosis().name()).isEqualTo("polyp");
    assertThat(read.ai().name()).isEqualTo("adenocarcinoma");
    assertThat(read.disagrees()).isTrue();
    assertThat(read.first().took()).isEqualTo(Duration.ofSeconds(40));
    assertThat(library.auditTrail(STUDY))
        .extracting(Library.AuditEntry::action)
        .containsExactly("read second, blinded", "read first");
  }

  @Test
  void readingIsCorrectedUntilBothAreInAndThenNoMore() throws Exception {
    reading.record(of(ReaderRole.FIRST, ADA, "polyp"));
    reading.record(of(ReaderRole.FIRST, ADA, "normal"));
    assertThat(reading.of(STUDY))
        .singleElement()
        .satisfies(r -> assertThat(r.diagnosis().name()).isEqualTo("normal"));
    reading.record(of(ReaderRole.SECOND, BEN, "normal"));
    assertThatThrownBy(() -> reading.record(of(ReaderRole.FIRST, ADA, "polyp")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("Both readings");
  }

  @Test
  void theTwoReadingsComeFromTwoReaders() throws Exception {
    reading.record(of(ReaderRole.FIRST, ADA, "polyp"));
    assertThatThrownBy(() -> reading.record(of(ReaderRole.SECOND, ADA, "polyp")))
        .isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> reading.record(of(ReaderRole.FIRST, BEN, "polyp")))
        .isInstanceOf(FoveaException.class);
    assertThat(reading.of(STUDY)).hasSize(1);
  }

  @Test
  void whoHasReviewedTheAiIsNoBlindReader() throws Exception {
    library.addVerdict(
        analysis.analysisUid(),
        new Verdict(
            analysis.findings().getFirst().trackingUid(),
            Verdict.Decision.ACCEPTED,
            null,
            null,
            null,
            CAI,
            Instant.now()));
    assertThatThrownBy(() -> reading.record(of(ReaderRole.SECOND, CAI, "polyp")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("blinded");
    reading.record(of(ReaderRole.FIRST, CAI, "polyp"));
    assertThat(reading.read(ReaderRole.FIRST)).containsExactly(STUDY);
  }

  @Test
  void readingsSurviveAndCannotBeRewritten() throws Exception {
    reading.record(of(ReaderRole.FIRST, ADA, "polyp"));
    assertThatThrownBy(
            () -> library.database().write(h -> h.execute("UPDATE readings SET reader = 'x'")))
        .isInstanceOf(FoveaException.class);
    assertThatThrownBy(() -> library.database().write(h -> h.execute("DELETE FROM readings")))
        .isInstanceOf(FoveaException.class);
    library.close();
    open();
    assertThat(reading.of(STUDY)).hasSize(1);
  }
}
