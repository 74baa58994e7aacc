package org.fovea.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the process was killed, at whatever moment. */
class KillTest {
  @TempDir Path folder;

  /** The process that is killed: adds studies and verdicts and says each one that is durable. */
  public static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      try (Library library = SqliteLibrary.open(Path.of(arguments[0]))) {
        String round = arguments[1];
        for (int i = 0; ; i++) {
          String uid = "1.2." + round + "." + i;
          Study study = Made.study(uid, "P" + i, "Doe^Jane", null, 40);
          library.add(new StudyReader.Outcome(List.of(study), List.of()));
          System.out.println("study " + uid);
          Analysis analysis = Made.analysis(uid + ".5", uid, Analysis.Status.COMPLETED, 0.9, 0.5);
          library.saveAnalysis(study, analysis, null);
          for (int n = 0; n < 6; n++) {
            String comment = uid + "/" + n;
            library.addVerdict(
                analysis.analysisUid(),
                new Verdict(
                    analysis.findings().get(n % 2).trackingUid(),
                    Verdict.Decision.CHANGED,
                    null,
                    comment,
                    Made.mask(n, 100, 7000),
                    new Verdict.Reviewer("Lee^Ann", ""),
                    Instant.now()));
            System.out.println("verdict " + comment);
          }
        }
      }
    }
  }

  @Test
  void survivesThreeKills() throws Exception {
    kill(3, new Random(17));
  }

  @Test
  @Tag("slow")
  void survivesThirtyKills() throws Exception {
    kill(30, new Random());
  }

  private void kill(int times, Random random) throws Exception {
    Path file = folder.resolve("library.sqlite");
    Set<String> studies = new HashSet<>();
    Set<String> verdicts = new HashSet<>();
    for (int round = 0; round < times; round++) {
      int before = verdicts.size();
      run(file, round, random, studies, verdicts);
      assertThat(verdicts.size()).as("verdicts said in round %d", round).isGreaterThan(before);
      check(file, studies, verdicts);
    }
  }

  private void run(Path file, int round, Random random, Set<String> studies, Set<String> verdicts)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors-" + round);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    String sqlite = System.getProperty("org.sqlite.lib.path");
    if (sqlite != null) {
      command.add("-Dorg.sqlite.lib.path=" + sqlite);
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            file.toString(),
            Integer.toString(round)));
    Process child = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    int lines = 10 + random.nextInt(120);
    int wait = random.nextInt(15);
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = out.readLine()) != null) {
        String[] words = line.split(" ", 2);
        (words[0].equals("study") ? studies : verdicts).add(words[1]);
        if (--lines == 0) {
          // a moment later, so that it falls somewhere inside a transaction
          Thread.sleep(wait);
          child.toHandle().destroyForcibly(); // SIGKILL; what it said before is still read
        }
      }
    }
    child.waitFor();
    assertThat(lines).as(Files.readString(errors)).isLessThanOrEqualTo(0);
  }

  private static void check(Path file, Set<String> studies, Set<String> verdicts) throws Exception {
    try (Library library = SqliteLibrary.open(file)) {
      assertThat(
              library.search(Library.Query.all()).stream()
                  .map(Library.StudyRow::studyInstanceUid)
                  .toList())
          .containsAll(studies);
      String last = verdicts.iterator().next().split("/")[0];
      assertThat(library.analyses(last).getFirst().review().verdicts())
          .allSatisfy(v -> assertThat(v.changed().count()).isEqualTo(3));
    }
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      try (ResultSet r = s.executeQuery("PRAGMA integrity_check")) {
        assertThat(r.next()).isTrue();
        assertThat(r.getString(1)).isEqualTo("ok");
      }
      try (ResultSet r = s.executeQuery("PRAGMA foreign_key_check")) {
        assertThat(r.next()).isFalse();
      }
      Set<String> kept = new HashSet<>();
      try (ResultSet r = s.executeQuery("SELECT comment FROM verdicts")) {
        while (r.next()) {
          kept.add(r.getString(1));
        }
      }
      assertThat(kept).containsAll(verdicts);
      // a verdict and its audit entry are there together
      try (ResultSet r =
          s.executeQuery(
              "SELECT (SELECT count(*) FROM verdicts),"
                  + " (SELECT count(*) FROM audit WHERE action = 'changed')")) {
        r.next();
        assertThat(r.getInt(1)).isEqualTo(r.getInt(2));
      }
    }
  }
}
