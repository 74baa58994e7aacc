package org.fovea.dicom.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader.ParametricMapResult;
import org.fovea.dicom.ResultReader.ReportItem;
import org.fovea.dicom.ResultReader.ReportResult;
import org.fovea.dicom.ResultReader.Segment;
import org.fovea.dicom.ResultReader.SegmentationResult;
import org.fovea.dicom.ResultWriter.Written;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.finding.SolidMeasurer;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomResultReaderTest {
  /** None of the objects here is compressed. */
  private static final PixelReader NONE =
      new PixelReader() {
        @Override
        public Frame frame(org.fovea.dicom.Instance instance, int frameIndex) {
          throw new AssertionError("not compressed");
        }

        @Override
        public Presentation presentation(org.fovea.dicom.Instance instance, int frameIndex) {
          throw new AssertionError("not shown");
        }
      };

  @TempDir Path temp;

  private final DicomResultReader reader = new DicomResultReader(NONE);
  private final Grid grid = ResultFixtures.axial(21, 17, 7);

  @Test
  void whatWasWrittenIsOpenedAgain() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Mask one = ResultFixtures.box(grid, 2, 6, 3, 5, 1, 3);
    Mask two = ResultFixtures.box(grid, 18, 20, 15, 16, 2, 6);
    Finding a = ResultFixtures.finding(1, one, 0.97);
    Finding b = ResultFixtures.finding(2, two, 0.6123456789012345);
    Heatmap map = ResultFixtures.heatmap(grid, 3);
    Analysis analysis = ResultFixtures.analysis(study, List.of(a, b), List.of(map));
    Written w = new DicomResultWriter().writeAnalysis(study, analysis, temp.resolve("out"), "");

    var seg = (SegmentationResult) reader.read(ResultFixtures.instance(w.segmentation()));
    assertEquals("Fovea", seg.origin().manufacturer());
    assertEquals("brain-mri-glioma 1.0.0", seg.origin().algorithm());
    assertEquals(analysis.seriesInstanceUids(), seg.referencedSeriesUids());
    assertEquals(2, seg.segments().size());
    Segment second = seg.segments().get(1);
    assertEquals(b.trackingUid(), second.trackingUid());
    assertEquals(ResultFixtures.GLIOMA, second.type());
    assertEquals("AUTOMATIC", second.algorithmType());
    assertSameVoxels(one, seg.segments().get(0).mask());
    assertSameVoxels(two, second.mask());

    var maps = (ParametricMapResult) reader.read(ResultFixtures.instance(w.parametricMap()));
    Heatmap read = maps.maps().getFirst();
    assertArrayEquals(map.values().values(), read.values().values());
    assertEquals(grid, read.values().grid());
    assertEquals(Heatmap.Quantity.PROBABILITY, read.quantity());
    assertEquals("glioma", read.name());
    assertEquals(map.operatingThreshold(), read.operatingThreshold());
    assertEquals("1", maps.unit());

    var report = (ReportResult) reader.read(ResultFixtures.instance(w.report()));
    assertEquals(2, report.items().size());
    ReportItem item = report.items().get(1);
    Region.Solid solid = (Region.Solid) b.region();
    assertEquals(b.trackingUid(), item.trackingUid());
    assertEquals("Glioma 2", item.trackingId());
    assertEquals(ResultFixtures.GLIOMA, item.finding());
    assertEquals(ResultFixtures.BRAIN, item.site());
    assertEquals(solid.volumeMl(), item.measurements().get(0).value());
    assertEquals("ml", item.measurements().get(0).unit().value());
    assertEquals(solid.longAxisMm(), item.measurements().get(1).value());
    assertEquals(61.23456789012345, item.measurements().get(2).value(), 1e-12);
    assertEquals(2, item.segmentNumber());
    assertEquals(
        ResultFixtures.instance(w.segmentation()).sopInstanceUid(),
        item.segmentationSopInstanceUid());
    assertTrue(!report.origin().verified());
  }

  @Test
  void verdictsAreOpenedAgain() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Finding a = ResultFixtures.finding(1, ResultFixtures.box(grid, 1, 3, 1, 3, 1, 2), 0.9);
    Finding b = ResultFixtures.finding(2, ResultFixtures.box(grid, 8, 9, 8, 9, 3, 4), 0.7);
    Finding c = ResultFixtures.finding(3, ResultFixtures.box(grid, 15, 16, 12, 13, 5, 6), 0.6);
    Analysis analysis = ResultFixtures.analysis(study, List.of(a, b, c), List.of());
    Path out = temp.resolve("out");
    DicomResultWriter writer = new DicomResultWriter();
    Written ai = writer.writeAnalysis(study, analysis, out, "");
    Mask changed = ResultFixtures.box(grid, 14, 18, 12, 14, 4, 6);
    Verdict.Reviewer reviewer = new Verdict.Reviewer("Roe^Ann", "");
    Instant at = Instant.parse("2026-11-24T08:00:00Z");
    Review review =
        new Review(
            analysis,
            List.of(
                new Verdict(
                    a.trackingUid(), Verdict.Decision.ACCEPTED, null, "Clear", null, reviewer, at),
                new Verdict(
                    b.trackingUid(), Verdict.Decision.REJECTED, "Vessel", null, null, reviewer, at),
                new Verdict(
                    c.trackingUid(), Verdict.Decision.CHANGED, null, null, changed, reviewer, at)));
    Written w = writer.writeReview(study, review, ai, reviewer, out);
    var report = (ReportResult) reader.read(ResultFixtures.instance(w.report()));
    assertTrue(report.origin().verified());
    assertEquals(
        List.of(ResultFixtures.instance(ai.report()).sopInstanceUid()),
        report.predecessorSopInstanceUids());
    assertEquals(
        List.of("ACCEPTED", "REJECTED", "CHANGED"),
        report.items().stream().map(ReportItem::decision).toList());
    assertEquals(
        List.of("Clear", "Vessel", ""), report.items().stream().map(ReportItem::comment).toList());
    assertEquals(
        List.of(a.trackingUid(), b.trackingUid(), c.trackingUid()),
        report.items().stream().map(ReportItem::trackingUid).toList());
    String aiSeg = ResultFixtures.instance(ai.segmentation()).sopInstanceUid();
    String newSeg = ResultFixtures.instance(w.segmentation()).sopInstanceUid();
    assertEquals(
        List.of(aiSeg, aiSeg, newSeg),
        report.items().stream().map(ReportItem::segmentationSopInstanceUid).toList());
    assertEquals(
        SolidMeasurer.measure(changed).volumeMl(),
        report.items().get(2).measurements().getFirst().value());
    assertEquals(List.of(), report.items().get(1).measurements());
    var seg = (SegmentationResult) reader.read(ResultFixtures.instance(w.segmentation()));
    assertEquals("SEMIAUTOMATIC", seg.segments().getFirst().algorithmType());
    assertSameVoxels(changed, seg.segments().getFirst().mask());
  }

  @Test
  void framesMayComeInAnyOrderAndLeaveSlicesOut() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    java.util.BitSet bits = new java.util.BitSet();
    Random random = new Random(5);
    for (int k : new int[] {0, 2, 6}) {
      for (int n = 0; n < 40; n++) {
        bits.set(grid.index(random.nextInt(21), random.nextInt(17), k));
      }
    }
    Mask mask = new Mask(grid, bits);
    Analysis analysis =
        ResultFixtures.analysis(study, List.of(ResultFixtures.finding(1, mask, 0.9)), List.of());
    Path file =
        new DicomResultWriter()
            .writeAnalysis(study, analysis, temp.resolve("out"), "")
            .segmentation();
    Attributes object = ObjectFile.whole(new SourceOpener(), Source.file(file)).dataset();
    // Turns the order of the three frames round: 357 pixels each, not aligned to bytes.
    byte[] packed = object.getBytes(Tag.PixelData);
    byte[] turned = new byte[packed.length];
    for (int f = 0; f < 3; f++) {
      for (int p = 0; p < 357; p++) {
        int from = f * 357 + p;
        int to = (2 - f) * 357 + p;
        if ((packed[from / 8] >> from % 8 & 1) != 0) {
          turned[to / 8] |= (byte) (1 << to % 8);
        }
      }
    }
    object.setBytes(Tag.PixelData, VR.OB, turned);
    Sequence frames = object.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    List<Attributes> groups = new ArrayList<>(frames);
    frames.clear();
    frames.addAll(groups.reversed());
    Path other = temp.resolve("turned.dcm");
    ResultFixtures.write(other, object);
    var seg = (SegmentationResult) reader.read(ResultFixtures.instance(other));
    Mask read = seg.segments().getFirst().mask();
    assertEquals(7, read.grid().slices());
    assertEquals(5, read.grid().sliceSpacingMm(), 1e-9);
    assertSameVoxels(mask, read);
  }

  @Test
  void claimsBeyondTheFileAreRefused() throws Exception {
    Study study = ResultFixtures.study(temp.resolve("in"), grid, "ISO_IR 100", "Doe^Jane");
    Mask mask = ResultFixtures.box(grid, 1, 3, 1, 3, 1, 2);
    Analysis analysis =
        ResultFixtures.analysis(study, List.of(ResultFixtures.finding(1, mask, 0.9)), List.of());
    Path file =
        new DicomResultWriter()
            .writeAnalysis(study, analysis, temp.resolve("out"), "")
            .segmentation();
    Attributes object = ObjectFile.whole(new SourceOpener(), Source.file(file)).dataset();
    object.setInt(Tag.Rows, VR.US, 65535);
    object.setInt(Tag.Columns, VR.US, 65535);
    Path lying = temp.resolve("lying.dcm");
    ResultFixtures.write(lying, object);
    FoveaException e =
        assertThrows(FoveaException.class, () -> reader.read(ResultFixtures.instance(lying)));
    assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
    object.setInt(Tag.Rows, VR.US, 4000);
    object.setInt(Tag.Columns, VR.US, 4000);
    ResultFixtures.write(lying, object);
    e = assertThrows(FoveaException.class, () -> reader.read(ResultFixtures.instance(lying)));
    assertEquals(ErrorCode.DAMAGED, e.code());
  }

  @Test
  void sequencesWithoutEndAreRefused() throws Exception {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    bytes.write(new byte[128]);
    bytes.write("DICM".getBytes(StandardCharsets.US_ASCII));
    byte[] syntax = "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII);
    bytes.write(new byte[] {2, 0, 0x10, 0, 'U', 'I', (byte) syntax.length, 0});
    bytes.write(syntax);
    byte[] nested = {
      0x40, 0, 0x30, (byte) 0xa7, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1
    };
    for (int n = 0; n < 50_000; n++) {
      bytes.write(nested);
    }
    Path file = temp.resolve("deep.dcm");
    java.nio.file.Files.write(file, bytes.toByteArray());
    var instance =
        new org.fovea.dicom.Instance(
            Source.file(file),
            "1.2",
            "1.2.840.10008.5.1.4.1.1.88.34",
            "1.2.840.10008.1.2.1",
            "1.3",
            "1.4",
            1,
            0,
            0,
            0,
            "");
    FoveaException e = assertThrows(FoveaException.class, () -> reader.read(instance));
    assertTrue(
        e.code() == ErrorCode.DAMAGED || e.code() == ErrorCode.LIMIT_EXCEEDED, e.getMessage());
  }

  @Test
  void segmentationsOfOtherProgramsAreWherePydicomFindsThem() throws Exception {
    Path corpus = SharedData.folder("dicom-corpus");
    int rows = 0;
    try (BufferedReader table =
        new BufferedReader(
            new InputStreamReader(
                getClass().getResourceAsStream("segmentations.csv"), StandardCharsets.UTF_8))) {
      table.readLine();
      for (String line = table.readLine(); line != null; line = table.readLine()) {
        String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        var seg =
            (SegmentationResult) reader.read(ResultFixtures.instance(corpus.resolve(cells[0])));
        int number = Integer.parseInt(cells[1]);
        Segment segment =
            seg.segments().stream().filter(s -> s.number() == number).findFirst().orElseThrow();
        assertEquals(cells[2].replace("\"", ""), segment.label(), line);
        if (cells[3].isEmpty()) {
          assertNull(segment.mask(), line);
        } else {
          assertNotNull(segment.mask(), line);
          assertEquals(Long.parseLong(cells[3]), segment.mask().count(), line);
          if (!cells[4].isEmpty()) {
            Vec3 c = SolidMeasurer.measure(segment.mask()).centroid();
            assertEquals(Double.parseDouble(cells[4]), c.x(), 2e-3, line);
            assertEquals(Double.parseDouble(cells[5]), c.y(), 2e-3, line);
            assertEquals(Double.parseDouble(cells[6]), c.z(), 2e-3, line);
          }
        }
        rows++;
      }
    }
    assertTrue(rows > 20, rows + " segments");
  }

  @Test
  void reportsOfOtherProgramsListTheirMeasurements() throws Exception {
    Path corpus = SharedData.folder("dicom-corpus");
    var groups =
        (ReportResult)
            reader.read(
                ResultFixtures.instance(
                    corpus.resolve("highdicom/sr_document_with_multiple_groups.dcm")));
    assertEquals("Imaging Measurement Report", groups.title());
    assertEquals(
        List.of("Image0001", "LungNodule0001", "Aorta0001", "Vertebra0001"),
        groups.items().stream().map(ReportItem::trackingId).toList());
    ReportItem nodule = groups.items().get(1);
    assertEquals("27925004", nodule.finding().value());
    assertEquals("39607008", nodule.site().value());
    assertEquals(10, nodule.measurements().getFirst().value());
    assertEquals("mm", nodule.measurements().getFirst().unit().value());
    var tumour =
        (ReportResult)
            reader.read(ResultFixtures.instance(corpus.resolve("dcmqi/sr-example/sr.dcm.zst")));
    ReportItem item = tumour.items().getFirst();
    assertEquals("primary tumor", item.trackingId());
    assertEquals("T-C5300", item.site().value());
    assertEquals(1, item.segmentNumber());
    assertEquals(33.5824, item.measurements().get(4).value());
    assertEquals("ml", item.measurements().get(4).unit().value());
    for (String plain : List.of("pydicom/reportsi.dcm", "pydicom/test-SR.dcm")) {
      var report = (ReportResult) reader.read(ResultFixtures.instance(corpus.resolve(plain)));
      assertEquals(List.of(), report.items(), plain);
    }
  }

  /** Every voxel of the one is one of the other, by patient coordinates. */
  static void assertSameVoxels(Mask expected, Mask actual) {
    assertEquals(expected.count(), actual.count());
    Grid from = actual.grid();
    for (int v = actual.voxels().nextSetBit(0); v >= 0; v = actual.voxels().nextSetBit(v + 1)) {
      int i = v % from.columns();
      int j = v / from.columns() % from.rows();
      int k = v / from.columns() / from.rows();
      Vec3 index = expected.grid().toIndex(from.toPatient(i, j, k));
      int x = (int) Math.rint(index.x());
      int y = (int) Math.rint(index.y());
      int z = (int) Math.rint(index.z());
      assertEquals(x, index.x(), 1e-6);
      assertEquals(y, index.y(), 1e-6);
      assertEquals(z, index.z(), 1e-6);
      assertTrue(expected.contains(x, y, z), x + " " + y + " " + z);
    }
  }
}
