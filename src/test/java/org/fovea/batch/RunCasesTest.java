package org.fovea.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.fovea.batch.CaseEntry.State;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.StackVolumeReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.result.DicomResultWriter;
import org.fovea.library.SqliteLibrary;
import org.fovea.workflow.AnalyzeStudy;
import org.fovea.workflow.BrightVoxels;
import org.fovea.workflow.OpenStudies;
import org.fovea.workflow.ResultFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue on real studies of MR, in a real library; only the network is a stand-in. */
class RunCasesTest {
  @TempDir Path folder;

  private final BrightVoxels bright = new BrightVoxels();
  private final AtomicInteger asked = new AtomicInteger();
  private SqliteLibrary library;
  private CaseQueue queue;
  private AddCases addCases;
  private RunCases runCases;

  @BeforeEach
  void open() throws FoveaException {
    Path file = folder.resolve("library.sqlite");
    library = SqliteLibrary.open(file);
    queue = new CaseQueue(library.database());
    queue.recover();
    OpenStudies openStudies = new OpenStudies(new FileStudyReader());
    addCases = new AddCases(openStudies, library, queue);
    runCases =
        new RunCases(
            queue,
            new Answers(library.database()),
            library.database(),
            library,
            openStudies,
            new AnalyzeStudy(
                bright,
                bright,
                bright,
                new StackVolumeReader(new FilePixelReader()),
                new DicomResultWriter(),
                null),
            new ResultFolders(file, null),
            folder.resolve("unfinished"));
    bright.before = input -> asked.incrementAndGet();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private void reopen() throws FoveaException {
    library.close();
    open();
  }

  private static Path samples() {
    return Path.of(System.getProperty("fovea.basedir", "."), "sample-dicom");
  }

  private Path study(String date) throws IOException {
    Path copy = folder.resolve("input").resolve(date);
    try (Stream<Path> files = Files.walk(samples().resolve(date))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(samples().resolve(date).relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return copy;
  }

  private AddCases.Added add(Path output, boolean anew, Path... paths) throws FoveaException {
    runCases.open(output, !anew);
    return addCases.run(List.of(paths), List.of(), output, anew, Progress.none());
  }

  private List<RunCases.Ended> runAll(Path output) throws FoveaException {
    List<RunCases.Ended> all = new ArrayList<>();
    while (true) {
      Optional<RunCases.Ended> one =
          runCases.next(CaseOrder.ARRIVAL, output, "auto", e -> {}, Progress.none());
      if (one.isEmpty()) {
        runCases.write(output);
        return all;
      }
      all.add(one.get());
    }
  }

  private static JsonNode analyses(Path output) throws IOException {
    return new JsonMapper().readTree(output.resolve("findings.json").toFile()).get("analyses");
  }

  @Test
  void everyCaseIsAnalysedOnceAndItsResultsAreInTheLibrary() throws Exception {
    Path output = folder.resolve("out");
    AddCases.Added added = add(output, true, study("2025-03-10"), study("2026-03-09"));
    assertThat(added.cases()).isEqualTo(2);
    assertThat(queue.cases(output)).extracting(CaseEntry::state).containsOnly(State.WAITING);
    runAll(output);
    assertThat(queue.cases(output)).extracting(CaseEntry::state).containsOnly(State.DONE);
    assertThat(analyses(output)).hasSize(2);
    for (CaseEntry c : queue.cases(output)) {
      assertThat(library.analyses(c.studyInstanceUid())).hasSize(1);
      assertThat(c.urgency()).isEqualTo(0.97);
      assertThat(c.took()).isPositive();
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void imagesThatTheSameWeightsHaveSeenAreNotAnalysedAgain() throws Exception {
    Path input = study("2026-03-09");
    Path first = folder.resolve("first");
    add(first, true, input);
    runAll(first);
    Path second = folder.resolve("second");
    add(second, true, input);
    List<RunCases.Ended> ended = runAll(second);
    assertThat(asked).hasValue(1);
    assertThat(ended)
        .singleElement()
        .isInstanceOfSatisfying(RunCases.Answered.class, a -> assertThat(a.reused()).isTrue());
    assertThat(analyses(second)).isEqualTo(analyses(first));
    String uid = analyses(second).get(0).get("studyInstanceUID").asText();
    for (String name : List.of("seg.dcm", "pmap.dcm", "sr.dcm", "overlay-1.png")) {
      assertThat(second.resolve(uid).resolve(name))
          .hasSameBinaryContentAs(first.resolve(uid).resolve(name));
    }
    // where the files were taken away, what is known is no answer
    Files.delete(first.resolve(uid).resolve("sr.dcm"));
    add(folder.resolve("third"), true, input);
    runAll(folder.resolve("third"));
    assertThat(asked).hasValue(2);
  }

  @Test
  void oneBrokenCaseIsSetAsideAndTriedAgainWhenAsked() throws Exception {
    Path broken = study("2025-03-10");
    Path output = folder.resolve("out");
    add(output, true, broken, study("2026-03-09"));
    Path away = folder.resolve("away");
    Files.move(broken, away);
    List<RunCases.Ended> ended = runAll(output);
    assertThat(ended).hasSize(2);
    CaseEntry aside = queue.cases(output).getFirst();
    assertThat(aside.state()).isEqualTo(State.SET_ASIDE);
    assertThat(aside.reason()).isNotBlank();
    assertThat(analyses(output)).hasSize(1);
    Files.move(away, broken);
    queue.retry(aside.number());
    runAll(output);
    assertThat(queue.cases(output)).extracting(CaseEntry::state).containsOnly(State.DONE);
    assertThat(analyses(output)).hasSize(2);
  }

  @Test
  void fileWithoutImageStandsOnTheQueueWithItsReason() throws Exception {
    Path bad =
        Files.writeString(Files.createDirectories(folder.resolve("in")).resolve("a.dcm"), "x");
    Path output = folder.resolve("out");
    add(output, true, bad, study("2026-03-09"));
    runAll(output);
    CaseEntry file =
        queue.cases(output).stream().filter(c -> c.source() != null).findFirst().orElseThrow();
    assertThat(file.source()).isEqualTo(bad.toString());
    assertThat(file.state()).isEqualTo(State.SET_ASIDE);
    assertThat(file.reason()).isNotBlank();
    // mended, it becomes a case
    Path one;
    try (Stream<Path> files = Files.walk(samples().resolve("2025-03-10"))) {
      one = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.copy(one, bad, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    queue.retry(file.number());
    runAll(output);
    assertThat(queue.cases(output)).allSatisfy(c -> assertThat(c.source()).isNull()).hasSize(2);
  }

  @Test
  void cancelledCaseWaitsAgain() throws Exception {
    Path output = folder.resolve("out");
    add(output, true, study("2026-03-09"));
    bright.before =
        input -> {
          throw new CancellationException();
        };
    assertThatThrownBy(() -> runAll(output)).isInstanceOf(CancellationException.class);
    CaseEntry entry = queue.cases(output).getFirst();
    assertThat(entry.state()).isEqualTo(State.WAITING);
    assertThat(entry.begun()).isZero();
  }

  @Test
  void caseThatRanWhenTheProgramEndedWaitsAgainButNotForEver() throws Exception {
    Path output = folder.resolve("out");
    add(output, true, study("2026-03-09"));
    for (int i = 0; i < CaseQueue.MOST_BEGUN; i++) {
      assertThat(queue.begin(CaseOrder.ARRIVAL, null)).isPresent();
      reopen();
    }
    CaseEntry entry = queue.cases(output).getFirst();
    assertThat(entry.state()).isEqualTo(State.SET_ASIDE);
    assertThat(entry.reason()).contains("3 times");
    queue.retry(entry.number());
    runAll(output);
    assertThat(queue.find(entry.number()).state()).isEqualTo(State.DONE);
  }

  @Test
  void whatEndedButIsMissingInTheFileIsAddedWithoutAModel() throws Exception {
    Path output = folder.resolve("out");
    add(output, true, study("2026-03-09"));
    runAll(output);
    JsonNode before = analyses(output);
    Files.delete(output.resolve("findings.json")); // as if it had not been written any more
    reopen();
    add(output, false);
    runCases.complete(output);
    runAll(output);
    assertThat(asked).hasValue(1);
    assertThat(analyses(output)).isEqualTo(before);
  }

  @Test
  void skippedCaseIsLeftOutAndOneThatIsPutAheadComesFirst() throws Exception {
    Path output = folder.resolve("out");
    add(output, true, study("2025-03-10"), study("2026-03-09"));
    List<CaseEntry> cases = queue.cases(output);
    queue.ahead(cases.get(1).number());
    assertThat(queue.cases())
        .first()
        .extracting(CaseEntry::number)
        .isEqualTo(cases.get(1).number());
    queue.skip(cases.get(0).number());
    assertThat(runAll(output)).hasSize(1);
    assertThat(queue.cases(output))
        .extracting(CaseEntry::state)
        .containsExactly(State.SKIPPED, State.DONE);
  }

  @Test
  void caseOfASuspiciousPatientComesFirstWhereUrgencyOrders() throws Exception {
    Path early = study("2025-03-10");
    Path output = folder.resolve("out");
    Path other = folder.resolve("other");
    add(other, true, early);
    runAll(other); // the patient has a finding of 0.97 now
    addCases.run(List.of(calm()), List.of(), output, true, Progress.none());
    add(output, false, study("2026-03-09"));
    queue.order(CaseOrder.URGENCY);
    assertThat(queue.order()).isEqualTo(CaseOrder.URGENCY);
    List<CaseEntry> waiting =
        queue.cases().stream().filter(c -> c.state() == State.WAITING).toList();
    assertThat(waiting).hasSize(2);
    assertThat(waiting.getFirst().number()).isGreaterThan(waiting.getLast().number());
    assertThat(queue.begin(CaseOrder.URGENCY, output).orElseThrow().number())
        .isEqualTo(waiting.getFirst().number());
  }

  /** A slide of another patient, which nobody has looked at. */
  private Path calm() throws IOException {
    try (Stream<Path> slides = Files.list(samples().resolve("biopsies"))) {
      return slides.filter(Files::isDirectory).sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void resultsGoBesideTheStudyWhereNoFolderIsGiven() throws Exception {
    Path input = study("2026-03-09");
    addCases.run(List.of(input), List.of(), null, false, Progress.none());
    assertThat(runCases.next(CaseOrder.URGENCY, null, "auto", e -> {}, Progress.none()))
        .isPresent();
    String uid = queue.cases().getFirst().studyInstanceUid();
    assertThat(library.analyses(uid).getFirst().written().report()).startsWith(input).exists();
    assertThat(addCases.run(List.of(input), List.of(), null, false, Progress.none()).added())
        .isZero();
  }

  @Test
  void pausedQueueStaysPausedWhenTheProgramIsStartedAgain() throws Exception {
    queue.pause(true);
    reopen();
    assertThat(queue.paused()).isTrue();
  }
}
