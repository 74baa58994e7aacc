package org.fovea.dicom.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.ResultReader.SegmentationResult;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.deidentify.DateRule;
import org.fovea.dicom.deidentify.Deidentifier;
import org.fovea.dicom.deidentify.Pseudonyms;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results and images that were copied without names still belong together. */
class DeidentifiedResultsTest {
  @TempDir Path temp;

  @Test
  void referencesHoldAndReportsSayNoNames() throws Exception {
    Grid grid = ResultFixtures.axial(12, 10, 5);
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Quxley^Zebedee");
    Finding finding = ResultFixtures.finding(1, ResultFixtures.box(grid, 2, 6, 3, 5, 1, 3), 0.97);
    Analysis analysis =
        ResultFixtures.analysis(study, List.of(finding), List.of(ResultFixtures.heatmap(grid, 1)));
    DicomResultWriter writer = new DicomResultWriter(p -> "Validated on 22 adults.");
    var ai = writer.writeAnalysis(study, analysis, temp.resolve("in"), "");
    Verdict.Reviewer reviewer = new Verdict.Reviewer("Knorkator^Trude", "Klinik Süd");
    Verdict verdict =
        new Verdict(
            finding.trackingUid(),
            Verdict.Decision.REJECTED,
            "Vessel",
            "Frau Quxley, Telefon 4711",
            null,
            reviewer,
            java.time.Instant.parse("2026-11-24T08:29:00Z"));
    writer.writeReview(
        study, new Review(analysis, List.of(verdict)), ai, reviewer, temp.resolve("in"));

    Deidentifier deidentifier =
        new Deidentifier(
            new SourceOpener(), Pseudonyms.random(), DateRule.REMOVE, false, "Fovea test");
    List<Path> copies = new ArrayList<>();
    try (Stream<Path> files = Files.walk(temp.resolve("in"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        copies.add(
            ((Deidentifier.Outcome.Written)
                    deidentifier.write(Source.file(file), temp.resolve("out")))
                .file());
      }
    }
    Set<String> own = new HashSet<>();
    Set<String> referenced = new HashSet<>();
    Set<String> frames = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (Path copy : copies) {
      try (ImageInputStream in = new ImageInputStream(copy.toFile())) {
        Attributes a = in.readDataset(-1, -1);
        own.add(a.getString(Tag.SOPInstanceUID));
        frames.add(a.getString(Tag.StudyInstanceUID));
        collect(a, referenced, texts);
      }
    }
    assertThat(copies).hasSize(5 + 4);
    assertThat(frames).hasSize(1);
    assertThat(referenced).hasSizeGreaterThan(5).isSubsetOf(own);
    assertThat(texts)
        .noneMatch(t -> t.matches("(?i).*(quxley|zebedee|knorkator|trude|klinik|4711|vessel).*"));
    assertThat(texts).contains("REMOVED");

    // and Fovea itself finds the segmentation again, over the copied images
    Study copied =
        new FileStudyReader()
            .read(List.of(temp.resolve("out")), Progress.none())
            .studies()
            .getFirst();
    DicomResultReader reader = new DicomResultReader(new FilePixelReader());
    List<SegmentationResult> segmentations = new ArrayList<>();
    Set<String> series = new HashSet<>();
    for (var s : copied.series()) {
      series.add(s.seriesInstanceUid());
      for (Instance result : s.results()) {
        if (reader.read(result) instanceof SegmentationResult found) {
          segmentations.add(found);
        }
      }
    }
    assertThat(segmentations).hasSize(1);
    var before = (SegmentationResult) reader.read(ResultFixtures.instance(ai.segmentation()));
    var mask = segmentations.getFirst().segments().getFirst().mask();
    assertThat(mask.voxels()).isEqualTo(before.segments().getFirst().mask().voxels());
    assertThat(mask.grid()).isEqualTo(before.segments().getFirst().mask().grid());
    assertThat(series).containsAll(segmentations.getFirst().referencedSeriesUids());
  }

  private static void collect(Attributes a, Set<String> referenced, List<String> texts) {
    for (int tag : a.tags()) {
      VR vr = a.getVR(tag);
      if (vr == VR.SQ) {
        if (a.getSequence(tag) != null) {
          a.getSequence(tag).forEach(item -> collect(item, referenced, texts));
        }
      } else if (tag == Tag.ReferencedSOPInstanceUID) {
        referenced.add(a.getString(tag));
      } else if (vr == VR.PN
          || vr == VR.LO
          || vr == VR.UT
          || vr == VR.ST
          || vr == VR.LT
          || vr == VR.SH) {
        String[] values = a.getStrings(tag);
        if (values != null) {
          texts.addAll(java.util.Arrays.stream(values).filter(java.util.Objects::nonNull).toList());
        }
      }
    }
  }
}
