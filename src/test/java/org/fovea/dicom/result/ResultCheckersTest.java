package org.fovea.dicom.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.fovea.dicom.ResultWriter.Written;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.finding.agreement.Reading;
import org.fovea.imaging.geometry.Grid;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dciodvfy, dcmtk and PixelMed say of everything that is written. */
@Tag("slow")
class ResultCheckersTest {
  @TempDir Path temp;

  @Test
  void noCheckerFindsAnError() throws Exception {
    final Path script = SharedData.tool("check-dicom");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/dciodvfy")),
        "skipped: dciodvfy is not installed (Debian: dicom3tools)");
    Grid grid = ResultFixtures.axial(21, 17, 7);
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Finding a = ResultFixtures.finding(1, ResultFixtures.box(grid, 2, 6, 3, 5, 1, 3), 0.97);
    Finding b = ResultFixtures.finding(2, ResultFixtures.box(grid, 10, 12, 8, 12, 2, 5), 0.61);
    Finding c = ResultFixtures.finding(3, ResultFixtures.box(grid, 18, 18, 15, 15, 6, 6), 0.5);
    Analysis analysis =
        ResultFixtures.analysis(
            study,
            List.of(a, b, c),
            List.of(ResultFixtures.heatmap(grid, 1)),
            true,
            "The study is of a knee.");
    Path out = temp.resolve("out");
    DicomResultWriter writer = new DicomResultWriter(p -> "Validated on 22 adults.");
    Written ai = writer.writeAnalysis(study, analysis, out, "");
    Analysis none =
        ResultFixtures.analysis(study, List.of(), List.of(ResultFixtures.heatmap(grid, 2)));
    writer.writeAnalysis(study, none, out, "-none");
    Verdict.Reviewer reviewer = new Verdict.Reviewer("Weiß^Änne", "Klinik Süd");
    Instant at = Instant.parse("2026-11-24T08:29:00Z");
    Review review =
        new Review(
            analysis,
            List.of(
                new Verdict(
                    a.trackingUid(), Verdict.Decision.ACCEPTED, null, null, null, reviewer, at),
                new Verdict(
                    b.trackingUid(),
                    Verdict.Decision.REJECTED,
                    "Vessel",
                    "Größer als gedacht",
                    null,
                    reviewer,
                    at)));
    writer.writeReview(study, review, ai, reviewer, out);
    review =
        review.with(
            new Verdict(
                c.trackingUid(),
                Verdict.Decision.CHANGED,
                null,
                null,
                ResultFixtures.box(grid, 17, 18, 14, 15, 5, 6),
                reviewer,
                at));
    writer.writeReview(study, review, ai, reviewer, out);
    FindingClass other = new FindingClass("metastasis", "Metastasis", Concepts.LESION);
    Verdict called =
        new Verdict(
            a.trackingUid(), Verdict.Decision.CHANGED, null, null, null, other, reviewer, at);
    writer.writeReview(study, new Review(analysis, List.of(called)), ai, reviewer, out);
    FindingClass uncoded = new FindingClass("indeterminate", "Indeterminate", null);
    ReadingWriter readings = new ReadingWriter("1.0.0");
    for (ReaderRole role : ReaderRole.values()) {
      FindingClass diagnosis = role == ReaderRole.FIRST ? other : uncoded;
      readings.write(
          study,
          new Reading(study.studyInstanceUid(), role, reviewer, diagnosis, "Wenig Gewebe", at, at),
          out);
    }
    Process process =
        new ProcessBuilder("bash", script.toString(), out.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("11 objects checked, no error\n", said);
  }
}
