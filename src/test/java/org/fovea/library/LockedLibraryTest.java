package org.fovea.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Verdict;
import org.fovea.testing.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that another process holds, and one on a disk that is full. */
class LockedLibraryTest {
  @TempDir Path folder;

  /** Holds a library open until it is killed. */
  public static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (Library library = SqliteLibrary.open(Path.of(arguments[0]))) {
        System.out.println("open");
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void anotherProcessHoldsItUntilItDies() throws Exception {
    Path file = folder.resolve("library.sqlite");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    String sqlite = System.getProperty("org.sqlite.lib.path");
    if (sqlite != null) {
      command.add("-Dorg.sqlite.lib.path=" + sqlite);
    }
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), Holder.class.getName(), file.toString()));
    Process holder =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    try (BufferedReader out = holder.inputReader()) {
      assertThat(out.readLine()).isEqualTo("open");
      assertThatThrownBy(() -> SqliteLibrary.open(file))
          .isInstanceOfSatisfying(
              FoveaException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.LIBRARY);
                assertThat(e.source()).isEqualTo(file.toString());
              })
          .hasMessage(
              "The library is open in another Fovea. Close that one first, or choose another"
                  + " library with --library.");
    } finally {
      holder.destroyForcibly();
      holder.waitFor();
    }
    SqliteLibrary.open(file).close(); // the lock went with the process
  }

  /** A verdict that cannot be written is not acknowledged, and what was there before stays. */
  @Test
  void fullDiskIsSaidAndLeavesTheLibraryWhole() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 700)) {
      Path file = disk.folder().resolve("library.sqlite");
      List<String> kept = new ArrayList<>();
      Study study = Made.study("1.2.3", "P1", "Doe^Jane", null, 4);
      Analysis analysis = Made.analysis("1.2.3.5", "1.2.3", Analysis.Status.COMPLETED, 0.9, 0.5);
      try (Library library = SqliteLibrary.open(file)) {
        library.add(new StudyReader.Outcome(List.of(study), List.of()));
        library.saveAnalysis(study, analysis, null);
        FoveaException failed = null;
        for (int n = 0; failed == null && n < 2000; n++) {
          String comment = n + " " + "long ".repeat(800);
          try {
            library.addVerdict(analysis.analysisUid(), verdict(analysis, comment));
            kept.add(comment);
          } catch (FoveaException e) {
            failed = e;
          }
        }
        assertThat(failed).isNotNull();
        assertThat(failed.code()).isEqualTo(ErrorCode.LIBRARY);
        assertThat(failed.getMessage()).contains("full").doesNotContain("Exception");
      }
      assertThat(kept).isNotEmpty();
      Path copy = folder.resolve("copy.sqlite");
      for (String end : List.of("", "-wal")) {
        Path part = file.resolveSibling(file.getFileName() + end);
        if (Files.exists(part)) {
          Files.copy(part, folder.resolve("copy.sqlite" + end));
        }
      }
      try (Library library = SqliteLibrary.open(copy)) {
        assertThat(library.analyses("1.2.3").getFirst().review().verdicts())
            .extracting(Verdict::comment)
            .containsExactlyElementsOf(kept);
      }
    }
  }

  private static Verdict verdict(Analysis analysis, String comment) {
    return new Verdict(
        analysis.findings().getFirst().trackingUid(),
        Verdict.Decision.ACCEPTED,
        null,
        comment,
        null,
        new Verdict.Reviewer("Lee^Ann", ""),
        Instant.now());
  }
}
