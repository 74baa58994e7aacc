package org.fovea.dicom.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.ResultWriter.Written;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomResultWriterTest {
  private static final Verdict.Reviewer REVIEWER = new Verdict.Reviewer("Weiß^Änne", "Klinik Süd");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T08:30:00Z"), ZoneOffset.ofHours(1));

  @TempDir Path temp;

  private final Grid grid = ResultFixtures.axial(21, 17, 7);

  private static DicomResultWriter writer() {
    return new DicomResultWriter(p -> "Validated on 22 adults of one collection.", CLOCK, s -> s);
  }

  private static Attributes read(Path file) throws FoveaException {
    return ObjectFile.whole(new SourceOpener(), Source.file(file)).dataset();
  }

  private Analysis three(Study study) {
    Finding a = ResultFixtures.finding(1, ResultFixtures.box(grid, 2, 6, 3, 5, 1, 3), 0.97);
    Finding b = ResultFixtures.finding(2, ResultFixtures.box(grid, 10, 12, 8, 12, 2, 5), 0.61);
    Finding c = ResultFixtures.finding(3, ResultFixtures.box(grid, 18, 18, 15, 15, 6, 6), 0.5);
    return ResultFixtures.analysis(
        study, List.of(a, b, c), List.of(ResultFixtures.heatmap(grid, 1)));
  }

  private static Verdict verdict(
      Finding finding, Verdict.Decision decision, org.fovea.imaging.volume.Mask changed) {
    boolean rejected = decision == Verdict.Decision.REJECTED;
    return new Verdict(
        finding.trackingUid(),
        decision,
        rejected ? "Not a lesion" : null,
        rejected ? "Flow artefact, größer als gedacht" : null,
        changed,
        REVIEWER,
        Instant.parse("2026-11-24T08:29:00Z"));
  }

  @Test
  void segmentationRefersToTheSliceEachFrameLiesOn() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Written written = writer().writeAnalysis(study, three(study), temp.resolve("out"), "");
    Attributes seg = read(written.segmentation());
    assertEquals(8, seg.getInt(Tag.NumberOfFrames, 0)); // 3 + 4 + 1 slices
    List<Attributes> frames = Elements.items(seg, Tag.PerFrameFunctionalGroupsSequence);
    assertEquals(8, frames.size());
    var slices = study.series().getFirst().stacks().getFirst().slices();
    int[] k = {1, 2, 3, 2, 3, 4, 5, 6};
    for (int f = 0; f < 8; f++) {
      Attributes source =
          frames
              .get(f)
              .getNestedDataset(Tag.DerivationImageSequence)
              .getNestedDataset(Tag.SourceImageSequence);
      String uid = source.getString(Tag.ReferencedSOPInstanceUID);
      int slice = k[f];
      var instance =
          slices.stream()
              .filter(s -> Math.abs(s.plane().origin().z() - (10 + 5 * slice)) < 1e-9)
              .findFirst()
              .orElseThrow()
              .instance();
      assertEquals(instance.sopInstanceUid(), uid);
      assertArrayEquals(
          read(instance.source().path()).getStrings(Tag.ImagePositionPatient),
          frames
              .get(f)
              .getNestedDataset(Tag.PlanePositionSequence)
              .getStrings(Tag.ImagePositionPatient));
    }
    Attributes measures =
        seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
            .getNestedDataset(Tag.PixelMeasuresSequence);
    assertEquals("4.5", measures.getString(Tag.SliceThickness));
    assertEquals("5", measures.getString(Tag.SpacingBetweenSlices));
    assertEquals(
        "AUTOMATIC",
        Elements.items(seg, Tag.SegmentSequence).getFirst().getString(Tag.SegmentAlgorithmType));
    assertEquals(study.studyInstanceUid(), seg.getString(Tag.StudyInstanceUID));
    assertNotEquals(
        study.series().getFirst().seriesInstanceUid(), seg.getString(Tag.SeriesInstanceUID));
    // Every source image is named, once.
    Set<String> named = new HashSet<>();
    for (Attributes series : Elements.items(seg, Tag.ReferencedSeriesSequence)) {
      for (Attributes i : Elements.items(series, Tag.ReferencedInstanceSequence)) {
        assertTrue(named.add(i.getString(Tag.ReferencedSOPInstanceUID)));
      }
    }
    assertEquals(7, named.size());
  }

  @Test
  void namesOutsideTheSourcesCharacterSetMakeItUtf8() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 101", "Dvořák^Božena");
    Analysis analysis = three(study);
    Written ai = writer().writeAnalysis(study, analysis, temp.resolve("out"), "");
    assertEquals("ISO_IR 101", read(ai.report()).getString(Tag.SpecificCharacterSet));
    assertEquals("Dvořák^Božena", read(ai.report()).getString(Tag.PatientName));
    Review review = new Review(analysis, List.of());
    Verdict.Reviewer reviewer = new Verdict.Reviewer("Иванова^Анна", "");
    Written w = writer().writeReview(study, review, ai, reviewer, temp.resolve("out"));
    Attributes sr = read(w.report());
    assertEquals("ISO_IR 192", sr.getString(Tag.SpecificCharacterSet));
    assertEquals("Dvořák^Božena", sr.getString(Tag.PatientName));
    assertTrue(sr.toString(500, 200).contains("Иванова^Анна"));
  }

  @Test
  void reviewFollowsTheAiReportAndIsVerifiedWhenAllIsDecided() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Analysis analysis = three(study);
    Path out = temp.resolve("out");
    Written ai = writer().writeAnalysis(study, analysis, out, "");
    Finding a = analysis.findings().get(0);
    Finding b = analysis.findings().get(1);
    Finding c = analysis.findings().get(2);
    Review review =
        new Review(
            analysis,
            List.of(
                verdict(a, Verdict.Decision.ACCEPTED, null),
                verdict(b, Verdict.Decision.REJECTED, null)));
    Written open = writer().writeReview(study, review, ai, REVIEWER, out);
    Attributes first = read(open.report());
    assertEquals("UNVERIFIED", first.getString(Tag.VerificationFlag));
    assertEquals("PARTIAL", first.getString(Tag.CompletionFlag));
    assertNull(open.segmentation());
    review =
        review.with(
            verdict(c, Verdict.Decision.CHANGED, ResultFixtures.box(grid, 17, 18, 14, 15, 5, 6)));
    Written done = writer().writeReview(study, review, ai, REVIEWER, out);
    assertNotEquals(open.report(), done.report());
    assertTrue(Files.exists(open.report()));
    Attributes sr = read(done.report());
    assertEquals("VERIFIED", sr.getString(Tag.VerificationFlag));
    assertEquals("COMPLETE", sr.getString(Tag.CompletionFlag));
    Attributes observer = sr.getNestedDataset(Tag.VerifyingObserverSequence);
    assertEquals("Weiß^Änne", observer.getString(Tag.VerifyingObserverName));
    assertEquals("Klinik Süd", observer.getString(Tag.VerifyingOrganization));
    assertEquals("20261124093000+0100", observer.getString(Tag.VerificationDateTime));
    assertEquals(
        read(ai.report()).getString(Tag.SOPInstanceUID),
        sr.getNestedDataset(Tag.PredecessorDocumentsSequence)
            .getNestedDataset(Tag.ReferencedSeriesSequence)
            .getNestedDataset(Tag.ReferencedSOPSequence)
            .getString(Tag.ReferencedSOPInstanceUID));
    Attributes seg = read(done.segmentation());
    Attributes segment = Elements.items(seg, Tag.SegmentSequence).getFirst();
    assertEquals("SEMIAUTOMATIC", segment.getString(Tag.SegmentAlgorithmType));
    assertEquals(c.trackingUid(), segment.getString(Tag.TrackingUID));
    assertEquals(2, seg.getInt(Tag.NumberOfFrames, 0));
  }

  @Test
  void studyWithoutFindingSaysSoAndNamesTheHighestValue() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    float[] values = new float[grid.size()];
    values[77] = 0.3126f;
    var map =
        new org.fovea.imaging.volume.Heatmap(
            "glioma",
            org.fovea.imaging.volume.Heatmap.Quantity.PROBABILITY,
            new org.fovea.imaging.volume.Volume(grid, values),
            0.5);
    Analysis analysis =
        ResultFixtures.analysis(study, List.of(), List.of(map), true, "The study is of a knee.");
    Written written = writer().writeAnalysis(study, analysis, temp.resolve("out"), "-x");
    assertNull(written.segmentation());
    assertEquals("pmap-x.dcm", written.parametricMap().getFileName().toString());
    String text = read(written.report()).toString(1000, 300);
    assertTrue(text.contains("No finding at or above the operating threshold of 0.500"), text);
    assertTrue(text.contains("glioma: 0.313"), text);
    for (Path file : written.files()) {
      String all = read(file).toString(1000, 300);
      assertTrue(all.contains("For research use only"), file.toString());
      assertTrue(all.contains("The study is of a knee."), file.toString());
      assertTrue(all.contains("Validated on 22 adults"), file.toString());
      assertTrue(all.contains("gate overridden"), file.toString());
    }
  }

  @Test
  void fullDiskLeavesNothingBehind() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Analysis analysis = three(study);
    Path out = Files.createDirectories(temp.resolve("out"));
    Files.write(out.resolve("seg.dcm"), "earlier".getBytes(StandardCharsets.UTF_8));
    int[] room = {14_000};
    DicomResultWriter writer = new DicomResultWriter(p -> "", CLOCK, s -> new FullDisk(s, room));
    FoveaException e =
        assertThrows(FoveaException.class, () -> writer.writeAnalysis(study, analysis, out, ""));
    assertEquals(ErrorCode.WRITE_FAILED, e.code());
    assertTrue(e.getMessage().contains("pmap.dcm"), e.getMessage());
    assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(out.resolve("seg.dcm")), left.toList());
    }
    assertEquals("earlier", Files.readString(out.resolve("seg.dcm")));
  }

  /** Takes so many bytes and then no more, as a disk does. */
  private static final class FullDisk extends FilterOutputStream {
    private final int[] room;

    FullDisk(OutputStream out, int[] room) {
      super(out);
      this.room = room;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      room[0] -= length;
      if (room[0] < 0) {
        throw new IOException("No space left on device");
      }
      out.write(bytes, offset, length);
    }
  }
}
