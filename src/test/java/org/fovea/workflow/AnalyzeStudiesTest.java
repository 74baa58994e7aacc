package org.fovea.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.StackVolumeReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.result.DicomResultReader;
import org.fovea.dicom.result.DicomResultWriter;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.library.Library;
import org.fovea.library.SqliteLibrary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeStudiesTest {
  @TempDir Path folder;
  @TempDir Path samples;

  private final BrightVoxels bright = new BrightVoxels();
  private final PixelReader pixels = new FilePixelReader();
  private final StackVolumeReader volumes = new StackVolumeReader(pixels);
  private final OpenStudies openStudies = new OpenStudies(new FileStudyReader());

  /** The MR studies of the samples, which hold slides as well. */
  private Path sample() {
    Path all = Path.of(System.getProperty("fovea.basedir", "."), "sample-dicom");
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = all.relativize(file);
        Path copy = samples.resolve(name);
        if (!name.startsWith("biopsies") && !Files.exists(copy)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AnalyzeStudy analyzeStudy(Library library) {
    return new AnalyzeStudy(bright, bright, bright, volumes, new DicomResultWriter(), library);
  }

  private AnalyzeStudies.Summary run(Path output, Path... paths) throws FoveaException {
    return new AnalyzeStudies(openStudies, analyzeStudy(null))
        .run(
            new AnalyzeStudies.Request(List.of(paths), output, List.of(), "auto", false),
            done -> {},
            Progress.none());
  }

  private static JsonNode json(Path output) throws IOException {
    return new JsonMapper().readTree(output.resolve("findings.json").toFile());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void writesWhatTheContractSays() throws Exception {
    Path output = folder.resolve("out");
    AnalyzeStudies.Summary summary = run(output, sample());
    assertThat(summary.problems()).isEmpty();
    assertThat(summary.completed()).isEqualTo(2);
    JsonNode root = json(output);
    assertThat(root.get("schema").asText()).isEqualTo("fovea.findings/1");
    assertThat(root.get("analyses")).hasSize(2);
    List<String> expected = new ArrayList<>(List.of("findings.json"));
    for (JsonNode a : root.get("analyses")) {
      String uid = a.get("studyInstanceUID").asText();
      assertThat(a.properties().stream().map(e -> e.getKey()))
          .containsExactly(
              "studyInstanceUID",
              "seriesInstanceUIDs",
              "patientID",
              "modality",
              "bundle",
              "device",
              "startedAt",
              "durationMs",
              "status",
              "reason",
              "probabilities",
              "measurements",
              "findings",
              "outputs");
      assertThat(a.get("status").asText()).isEqualTo("completed");
      assertThat(a.get("reason").isNull()).isTrue();
      assertThat(a.get("bundle").get("sha256").asText()).isEqualTo(BrightVoxels.SHA);
      JsonNode outputs = a.get("outputs");
      assertThat(outputs.get("seg").asText()).isEqualTo(uid + "/seg.dcm");
      assertThat(outputs.get("pmap").asText()).isEqualTo(uid + "/pmap.dcm");
      assertThat(outputs.get("sr").asText()).isEqualTo(uid + "/sr.dcm");
      assertThat(outputs.get("ann").isNull()).isTrue();
      assertThat(outputs.get("overlays").get(0).asText()).isEqualTo(uid + "/overlay-1.png");
      for (String name : List.of("overlay-1.png", "pmap.dcm", "seg.dcm", "sr.dcm")) {
        expected.add(uid + "/" + name);
      }
      assertThat(ImageIO.read(output.resolve(uid).resolve("overlay-1.png").toFile()).getWidth())
          .isGreaterThan(600);
      Path picture = Path.of(System.getProperty("fovea.basedir", "."), "target", "pictures");
      Files.createDirectories(picture);
      Files.copy(
          output.resolve(uid).resolve("overlay-1.png"),
          picture.resolve("overlay.png"),
          StandardCopyOption.REPLACE_EXISTING);
      JsonNode finding = a.get("findings").get(0);
      assertThat(finding.get("verdict").asText()).isEqualTo("pending");
      JsonNode region = finding.get("region");
      assertThat(region.get("kind").asText()).isEqualTo("volume");
      assertThat(region.get("areaMm2").isNull()).isTrue();
      assertThat(region.get("boundingBox")).hasSize(6);
      assertThat(region.get("centroid")).hasSize(3);
    }
    assertThat(names(output)).containsExactlyElementsOf(expected.stream().sorted().toList());
  }

  @Test
  void whatWasWrittenOpensAgainWithTheStudy() throws Exception {
    Path output = folder.resolve("out");
    run(output, sample());
    List<Study> studies = openStudies.open(List.of(sample(), output), Progress.none()).studies();
    assertThat(studies).hasSize(2);
    OpenResults.Opened opened =
        new OpenResults(new DicomResultReader(pixels)).run(studies.getFirst(), Progress.none());
    assertThat(opened.problems()).isEmpty();
    assertThat(opened.results()).hasSize(3);
    assertThat(opened.results())
        .anySatisfy(r -> assertThat(r.result()).isInstanceOf(ResultReader.SegmentationResult.class))
        .anySatisfy(
            r -> assertThat(r.result()).isInstanceOf(ResultReader.ParametricMapResult.class))
        .anySatisfy(r -> assertThat(r.result()).isInstanceOf(ResultReader.ReportResult.class));
  }

  @Test
  void aSecondRunReplacesAndReadsNoResultsAsInput() throws Exception {
    Path input = folder.resolve("input");
    copy(sample().resolve("2026-03-09"), input);
    Path output = input.resolve("results");
    run(output, input);
    List<String> first = names(output);
    String uid = json(output).get("analyses").get(0).get("studyInstanceUID").asText();
    Files.writeString(output.resolve(uid).resolve("overlay-9.png"), "of an earlier run");
    Files.writeString(output.resolve(uid).resolve("review-sr.dcm"), "not ours to delete");
    String tracking = tracking(output);
    AnalyzeStudies.Summary summary = run(output, input);
    assertThat(summary.problems()).isEmpty();
    assertThat(summary.studies()).isEqualTo(1);
    List<String> expected = new ArrayList<>(first);
    expected.add(uid + "/review-sr.dcm");
    assertThat(names(output)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(tracking(output)).isNotEqualTo(tracking);
  }

  private static String tracking(Path output) throws IOException {
    return json(output).get("analyses").get(0).get("findings").get(0).get("trackingUID").asText();
  }

  @Test
  void oneBadFileNeverStopsTheOthers() throws Exception {
    Path input = folder.resolve("input");
    copy(sample().resolve("2026-03-09"), input);
    Path bad = input.resolve("bad.dcm");
    Files.writeString(bad, "this is text", StandardCharsets.UTF_8);
    AnalyzeStudies.Summary summary = run(folder.resolve("out"), input);
    assertThat(summary.completed()).isEqualTo(1);
    assertThat(summary.problems())
        .singleElement()
        .satisfies(
            (Problem p) -> {
              assertThat(p.code()).isEqualTo(ErrorCode.NOT_DICOM);
              assertThat(p.source()).isEqualTo(bad.toString());
            });
  }

  @Test
  void refusalIsAResult() throws Exception {
    Path input = folder.resolve("input");
    copy(sample().resolve("2026-03-09"), input);
    try (Stream<Path> files = Files.walk(input)) {
      for (Path f : files.filter(x -> x.toString().contains("flair")).toList()) {
        if (Files.isRegularFile(f)) {
          Files.delete(f);
        }
      }
    }
    Path output = folder.resolve("out");
    AnalyzeStudies.Summary summary = run(output, input);
    assertThat(summary.refused()).isEqualTo(1);
    JsonNode a = json(output).get("analyses").get(0);
    assertThat(a.get("status").asText()).isEqualTo("refused");
    assertThat(a.get("reason").asText()).isEqualTo("There is no FLAIR series.");
    assertThat(a.get("outputs").get("seg").isNull()).isTrue();
    assertThat(names(output)).containsExactly("findings.json");
  }

  @Test
  void cancellingLeavesOnlyWholeFiles() throws Exception {
    Path output = folder.resolve("out");
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicInteger studies = new AtomicInteger();
    bright.before =
        input -> {
          if (studies.incrementAndGet() == 2) {
            cancelled.set(true);
          }
        };
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return cancelled.get();
          }
        };
    assertThatThrownBy(
            () ->
                new AnalyzeStudies(openStudies, analyzeStudy(null))
                    .run(
                        new AnalyzeStudies.Request(
                            List.of(sample()), output, List.of(), "auto", false),
                        done -> {},
                        progress))
        .isInstanceOf(CancellationException.class);
    assertThat(json(output).get("analyses")).hasSize(1);
    assertThat(names(output)).hasSize(5).noneMatch(n -> n.contains(".part"));
  }

  @Test
  void aDiskThatFillsLeavesNothingHalfWritten() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
        "skipped: only root can make a small disk");
    try {
      Path output = disk.resolve("out");
      assertThatThrownBy(() -> run(output, sample()))
          .isInstanceOfSatisfying(
              FoveaException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.WRITE_FAILED);
                assertThat(e.getMessage()).isNotBlank();
              });
      assertThat(names(disk)).isEmpty();
    } finally {
      command("umount", disk.toString());
    }
  }

  private static int command(String... command) throws Exception {
    try {
      Process p =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return p.waitFor(20, TimeUnit.SECONDS) ? p.exitValue() : 1;
    } catch (IOException e) {
      return 1;
    }
  }

  @Test
  void reviewIsDurableAndSigningWritesTheReport() throws Exception {
    try (Library library = SqliteLibrary.open(folder.resolve("library.sqlite"))) {
      Study study =
          openStudies
              .open(List.of(sample().resolve("2026-03-09")), Progress.none())
              .studies()
              .getFirst();
      Path results =
          new ResultFolders(folder.resolve("library.sqlite"), sample())
              .choose(study, Instant.parse("2026-11-23T10:00:00Z"));
      assertThat(results).startsWithRaw(folder.resolve("results"));
      AnalyzeStudy.Done done =
          analyzeStudy(library)
              .run(
                  new AnalyzeStudy.Request(study, results, List.of(), "auto", false),
                  Progress.none())
              .getFirst();
      assertThat(done.analysis().status()).isEqualTo(Analysis.Status.COMPLETED);
      ReviewFindings reviewing = new ReviewFindings(library, new DicomResultWriter());
      Finding finding = done.analysis().findings().getFirst();
      Verdict.Reviewer reviewer = new Verdict.Reviewer("Lee^Ann", "");
      Review review =
          reviewing.record(
              new Review(done.analysis(), List.of()),
              new Verdict(
                  finding.trackingUid(),
                  Verdict.Decision.CHANGED,
                  null,
                  null,
                  ((Region.Solid) finding.region()).mask(),
                  reviewer,
                  Instant.now()));
      assertThat(library.analyses(study.studyInstanceUid()).getFirst().review().verdicts())
          .hasSize(1);
      var written = reviewing.sign(study, review, done.written(), reviewer);
      assertThat(written.report()).exists().hasParent(results);
      assertThat(written.segmentation()).exists();
      assertThat(done.written().files()).allSatisfy(f -> assertThat(f).exists());
      assertThat(library.analyses(study.studyInstanceUid()).getFirst().signed()).isTrue();
      assertThat(library.search(Library.Query.all()).getFirst().reviewState())
          .isEqualTo(Library.ReviewState.SIGNED);
      assertThat(library.auditTrail(done.analysis().analysisUid()))
          .extracting(Library.AuditEntry::action)
          .containsExactly("analysed", "signed");
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path f : files.toList()) {
        Path target = to.resolve(from.relativize(f).toString());
        if (Files.isDirectory(f)) {
          Files.createDirectories(target);
        } else {
          Files.copy(f, target);
        }
      }
    }
  }
}
