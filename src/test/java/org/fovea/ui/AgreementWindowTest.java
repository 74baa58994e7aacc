package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.fovea.batch.CaseQueue;
import org.fovea.batch.reading.DoubleReading;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Provenance;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;
import org.fovea.library.Made;
import org.fovea.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The page of agreement, on readings that stand in a real library. */
class AgreementWindowTest {
  private static final List<String> CLASSES =
      List.of(
          "normal", "polyp", "low-grade-in", "high-grade-in", "serrated-adenoma", "adenocarcinoma");

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private RealWindow real;

  @BeforeEach
  void open() {
    real = new RealWindow(folder);
  }

  @AfterEach
  void close() {
    real.close();
  }

  @Test
  void saysThatNothingWasReadTwiceYet() {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    Fx.await("page", () -> real.window().scene().lookup("#agreement") != null);
    real.picture("agreement-empty-1366");
  }

  /** Made-up readings, the same at every run; no reader and no case behind them exists. */
  private void read(int cases) throws Exception {
    DoubleReading readings =
        new DoubleReading(
            real.services().database(), real.services().library(), real.services()::catalog);
    CaseQueue queue = new CaseQueue(real.services().database());
    queue.pause(true); // there are no images behind these cases
    Random random = new Random(7);
    for (int i = 0; i < cases; i++) {
      String uid = "1.2.9." + i;
      Study study = Made.study(uid, "P-" + (100 + i), "Synthetic^" + i, null, 1);
      int truth = i % CLASSES.size();
      real.services()
          .library()
          .saveAnalysis(study, analysis(uid, nearby(truth, 0.2, random)), null);
      queue.add(study, List.of(), List.of(), null);
      for (ReaderRole role : ReaderRole.values()) {
        int call = nearby(truth, role == ReaderRole.FIRST ? 0.12 : 0.25, random);
        FindingClass diagnosis =
            readings.diagnoses(uid).stream()
                .filter(c -> c.name().equals(CLASSES.get(call)))
                .findFirst()
                .orElseThrow();
        Instant opened = Instant.now().plusSeconds(3600L * random.nextInt(60));
        readings.record(
            new Reading(
                uid,
                role,
                new Verdict.Reviewer(role == ReaderRole.FIRST ? "Okonkwo^Ada" : "Lee^Ben", ""),
                diagnosis,
                null,
                opened,
                opened.plusSeconds(10 + (long) (80 * random.nextDouble() / 0.6))));
      }
    }
  }

  private static int nearby(int truth, double error, Random random) {
    return random.nextDouble() < error
        ? Math.clamp(truth + (random.nextBoolean() ? 1 : -1), 0, CLASSES.size() - 1)
        : truth;
  }

  private static Analysis analysis(String study, int first) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    CLASSES.forEach(c -> probabilities.put(c, 0.05));
    probabilities.put(CLASSES.get(first), 0.75);
    return new Analysis(
        study + ".5",
        study,
        List.of(study + ".1"),
        "P",
        "SM",
        new Provenance(
            "gut-neoplasia", "1.0.0", "x", "ab", "cpu", "0", Instant.now(), Duration.ofSeconds(1)),
        Analysis.Status.COMPLETED,
        null,
        false,
        probabilities,
        Map.of(),
        List.of(),
        List.of());
  }

  @Test
  void showsKappaTableTimesAndDisagreementsAndExportsThem() throws Exception {
    read(48);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    Fx.await("table", () -> real.window().scene().lookup("#confusion") != null);
    real.picture("agreement-1366");
    List<String> kappas = new ArrayList<>();
    for (Node n :
        Fx.call(() -> List.copyOf(real.window().scene().lookup("#kappas").lookupAll(".label")))) {
      kappas.add(((Label) n).getText());
    }
    assertThat(kappas).contains("Cohen, first – second", "Fleiss, both readers and AI", "48");
    assertThat(real.window().scene().lookup("#disagreements")).isNotNull();
    Fx.run(() -> real.shell().changeTheme());
    real.picture("agreement-light-1366");

    Path out = folder.resolve("export");
    Fx.run(() -> real.shell().agreement().export(out));
    Fx.await(
        "exported", () -> real.shell().activities().noticeProperty().get().contains("files in"));
    List<String> lines = Files.readAllLines(out.resolve("readings.csv"));
    assertThat(lines).hasSize(49);
    assertThat(lines.get(1)).startsWith("1.2.9.0,P-100,Head MRI,Okonkwo^Ada,");
    assertThat(Files.readString(out.resolve("agreement.csv")))
        .contains("Cohen,\"first, second\",48,");
  }
}
