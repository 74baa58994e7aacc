package org.fovea.dicom.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.dicom.result.DicomResultReader;
import org.fovea.dicom.result.DicomResultWriter;
import org.fovea.dicom.result.SlideMapReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.AreaMeasurer;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.FindingClass;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heatmap of 300 × 10 cells of 4 pixels, and an area from pixel (1040, 8) to (1060, 20). */
class SlideResultsTest {
  private static final Code COLON = new Code("SCT", "71854001", "Colon");
  private static final Code CARCINOMA = new Code("ICDO3", "8140/3", "Adenocarcinoma");
  @TempDir Path folder;
  private ResultWriter.Written written;
  private Study study;
  private Analysis analysis;

  @BeforeEach
  void write() throws Exception {
    write(false);
  }

  private void write(boolean site) throws Exception {
    int[][] places = new int[75 * 3][];
    for (int i = 0; i < places.length; i++) {
      places[i] = new int[] {i % 75, i / 75};
    }
    MadeSlide slide = new MadeSlide("1.2.3.1", 1200, 40, 16, 0.0005).tiles(places);
    slide.data.setString(0x00480102, VR.DS, "0", "-1", "0", "-1", "0", "0");
    Attributes origin = new Attributes();
    origin.setString(Tag.XOffsetInSlideCoordinateSystem, VR.DS, "20");
    origin.setString(Tag.YOffsetInSlideCoordinateSystem, VR.DS, "40");
    slide.data.newSequence(0x00480008, 1).add(origin);
    if (site) {
      slide.data.setString(Tag.ContainerIdentifier, VR.LO, "G1");
      Attributes specimen = new Attributes();
      Attributes colon = new Attributes();
      colon.setString(Tag.CodeValue, VR.SH, COLON.value());
      colon.setString(Tag.CodingSchemeDesignator, VR.SH, COLON.scheme());
      colon.setString(Tag.CodeMeaning, VR.LO, COLON.meaning());
      specimen.setString(Tag.SpecimenIdentifier, VR.LO, "G1");
      specimen.setString(Tag.SpecimenUID, VR.UI, "2.25.78");
      specimen.newSequence(Tag.PrimaryAnatomicStructureSequence, 1).add(colon);
      slide.data.newSequence(Tag.SpecimenDescriptionSequence, 1).add(specimen);
    }
    Path source = Files.createDirectories(folder.resolve("source"));
    slide.write(source, "slide.dcm");
    study = new FileStudyReader().read(List.of(source), Progress.none()).studies().getFirst();
    float[] values = new float[300 * 10];
    Arrays.fill(values, 0, 256, Float.NaN);
    values[3 * 300 + 262] = 0.75f;
    Finding finding =
        new Finding(
            "2.25.77",
            "Adenocarcinoma 1",
            "Adenocarcinoma",
            CARCINOMA,
            COLON,
            null,
            0.75,
            new Region.Area(
                new Outline(List.of(new double[] {1040, 8, 1060, 8, 1060, 20, 1040, 20})),
                0.00006,
                0.0117,
                new Vec3(0, 0, 0),
                new Vec3(0, 0, 0),
                new Vec3(0, 0, 0)));
    analysis =
        new Analysis(
            "2.25.5",
            study.studyInstanceUid(),
            List.of(MadeSlide.SERIES),
            "P1",
            "SM",
            new Provenance(
                "gut", "1", "Gut", "abc", "cpu", "1", Instant.EPOCH, Duration.ofSeconds(1)),
            Analysis.Status.COMPLETED,
            null,
            false,
            Map.of("adenocarcinoma", 0.625),
            Map.of(),
            List.of(finding),
            List.of(),
            List.of(
                new SlideHeatmap(
                    "neoplasia", Heatmap.Quantity.PROBABILITY, 0.5, 300, 10, 4, values)));
    written = new DicomResultWriter().writeAnalysis(study, analysis, folder, "");
  }

  private static Attributes header(Path file) throws Exception {
    return new DicomParser(new SourceOpener()).parse(Source.file(file)).dataset();
  }

  @Test
  void theSegmentationHasTheCellsOfTheAreaWhereTheyLie() throws Exception {
    Attributes seg = header(written.segmentation());
    assertThat(seg.getInt(0x00480006, 0)).isEqualTo(300);
    assertThat(seg.getInt(0x00480007, 0)).isEqualTo(10);
    assertThat(seg.getInt(Tag.NumberOfFrames, 0)).isEqualTo(1);
    Attributes position =
        seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence)
            .getNestedDataset(Tag.PlanePositionSlideSequence);
    assertThat(position.getInt(0x0048021e, 0)).isEqualTo(257);
    assertThat(position.getInt(0x0048021f, 0)).isEqualTo(1);
    // Cell (256, 0) has its centre 1026 pixels along -y and 2 pixels along -x; less half a pixel.
    assertThat(position.getDouble(Tag.YOffsetInSlideCoordinateSystem, 0))
        .isCloseTo(40 - 1025.5 * 0.0005, within(1e-9));
    assertThat(position.getDouble(Tag.XOffsetInSlideCoordinateSystem, 0))
        .isCloseTo(20 - 1.5 * 0.0005, within(1e-9));
    Frame frame = new FilePixelReader().frame(Source.file(written.segmentation()), 0);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 256; x++) {
        boolean inside = x >= 4 && x < 9 && y >= 2 && y < 5;
        assertThat(frame.samples().get(y * 256 + x)).isEqualTo(inside ? 1 : 0);
      }
    }
  }

  @Test
  void theMapHasItsValuesAndNothingWhereNothingWasAnalysed() throws Exception {
    Attributes map = header(written.parametricMap());
    assertThat(map.getInt(Tag.NumberOfFrames, 0)).isEqualTo(2);
    double[] spacing =
        map.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
            .getNestedDataset(Tag.PixelMeasuresSequence)
            .getDoubles(Tag.PixelSpacing);
    assertThat(spacing).containsExactly(0.002, 0.002);
    FilePixelReader pixels = new FilePixelReader();
    Frame first = pixels.frame(Source.file(written.parametricMap()), 0);
    assertThat(first.samples().get(0)).isNaN();
    assertThat(first.samples().get(256)).isZero();
    Frame second = pixels.frame(Source.file(written.parametricMap()), 1);
    assertThat(second.samples().get(3 * 256 + 6)).isEqualTo(0.75);
    assertThat(second.samples().get(44)).isNaN();
    float[] all = new SlideMapReader(pixels).read(written.parametricMap(), 0, 300, 10);
    assertThat(all[0]).isNaN();
    assertThat(all[299]).isZero();
    assertThat(all[3 * 300 + 262]).isEqualTo(0.75f);
  }

  /** As on another computer, which knows the objects alone. */
  @Test
  void areaAndMapAreReadBackFromTheObjects() throws Exception {
    Study both = new FileStudyReader().read(List.of(folder), Progress.none()).studies().getFirst();
    DicomResultReader reader = new DicomResultReader(new FilePixelReader());
    for (Instance instance : both.series().stream().flatMap(s -> s.results().stream()).toList()) {
      switch (reader.read(instance)) {
        case ResultReader.SegmentationResult s -> {
          assertThat(s.images()).contains(slideUid(both));
          ResultReader.OnSlide on = s.segments().getFirst().onSlide();
          assertThat(on.areaMm2()).isCloseTo(15 * 0.002 * 0.002, within(1e-12));
          double[] ring = on.rings().getFirst();
          assertThat(on.rings()).hasSize(1);
          double left = Arrays.stream(ring).filter(v -> v > 30).max().orElseThrow();
          double top = Arrays.stream(ring).filter(v -> v < 30).max().orElseThrow();
          assertThat(left).isCloseTo(40 - 1039.5 * 0.0005, within(1e-9)); // pixel 1040
          assertThat(top).isCloseTo(20 - 7.5 * 0.0005, within(1e-9)); // pixel 8
        }
        case ResultReader.SlideMapsResult m -> {
          ResultReader.SlideMap map = m.maps().getFirst();
          assertThat(map.name()).isEqualTo("neoplasia");
          assertThat(map.operatingThreshold()).isEqualTo(0.5);
          assertThat(map.matrix().columns()).isEqualTo(300);
          assertThat(map.values()[3 * 300 + 262]).isEqualTo(0.75f);
          assertThat(map.values()[0]).isNaN();
          assertThat(map.values()[299]).isZero();
        }
        case ResultReader.Result other -> assertThat(other.origin().manufacturer()).isNotBlank();
      }
    }
  }

  private static String slideUid(Study study) {
    return study.series().stream()
        .flatMap(s -> s.slides().stream())
        .findFirst()
        .orElseThrow()
        .instanceUid();
  }

  @Test
  void twoMapsOfOneSlideHaveFramesOfTheirOwn() throws Exception {
    float[] lymphocytes = new float[300 * 10];
    Arrays.fill(lymphocytes, Float.NaN);
    lymphocytes[2 * 300 + 7] = 0.25f;
    SlideHeatmap first = analysis.slideHeatmaps().getFirst();
    ResultWriter.Written both = twoMaps(first, lymphocytes);
    Attributes map = header(both.parametricMap());
    assertThat(map.getInt(Tag.NumberOfFrames, 0)).isEqualTo(3); // two tiles of the one, one more
    assertThat(
            map.getSequence(Tag.PerFrameFunctionalGroupsSequence)
                .get(2)
                .getNestedDataset(Tag.RealWorldValueMappingSequence)
                .getString(Tag.LUTExplanation))
        .isEqualTo("lymphocytes");
    SlideMapReader reader = new SlideMapReader(new FilePixelReader());
    assertThat(reader.read(both.parametricMap(), 0, 300, 10))
        .isEqualTo(
            new SlideMapReader(new FilePixelReader()).read(written.parametricMap(), 0, 300, 10));
    float[] second = reader.read(both.parametricMap(), 1, 300, 10);
    assertThat(second[2 * 300 + 7]).isEqualTo(0.25f);
    assertThat(second[2 * 300 + 8]).isNaN();
    assertThat(second[3 * 300 + 262]).isNaN(); // a value of the first
  }

  private ResultWriter.Written twoMaps(SlideHeatmap first, float[] values) throws Exception {
    SlideHeatmap second =
        new SlideHeatmap("lymphocytes", Heatmap.Quantity.DEGREE, 0.25, 300, 10, 4, values);
    Analysis of =
        new Analysis(
            analysis.analysisUid(),
            analysis.studyInstanceUid(),
            analysis.seriesInstanceUids(),
            analysis.patientId(),
            analysis.modality(),
            analysis.provenance(),
            analysis.status(),
            null,
            false,
            analysis.probabilities(),
            Map.of(),
            analysis.findings(),
            List.of(),
            List.of(first, second));
    return new DicomResultWriter().writeAnalysis(study, of, folder.resolve("two"), "");
  }

  /** General Series (PS3.3 C.7.3.1): type 2C, for paired organs and where it is not known. */
  @Test
  void lateralityIsEmptyWhereTheSiteIsNotStatedAndAbsentWhereItIs() throws Exception {
    Attributes map = header(written.parametricMap());
    assertThat(map.contains(Tag.Laterality)).isTrue();
    assertThat(map.containsValue(Tag.Laterality)).isFalse();
    write(true);
    assertThat(header(written.parametricMap()).contains(Tag.Laterality)).isFalse();
  }

  @Test
  void theReportDrawsTheAreaInTheSlidesCoordinates() throws Exception {
    String all = header(written.report()).toString(5000, 200);
    assertThat(all).contains("SCOORD3D").contains("POLYGON").contains("8140/3").contains("1410");
    Attributes polygon = find(header(written.report()), "SCOORD3D");
    float[] points = polygon.getFloats(Tag.GraphicData);
    assertThat(points).hasSize(15);
    // The corner at pixel (1040, 8).
    assertThat(points[0]).isCloseTo((float) (20 - 7.5 * 0.0005), within(1e-5f));
    assertThat(points[1]).isCloseTo((float) (40 - 1039.5 * 0.0005), within(1e-5f));
    assertThat(points[12]).isEqualTo(points[0]);
    assertThat(polygon.getString(Tag.ReferencedFrameOfReferenceUID))
        .isEqualTo("1.2.826.0.1.3680043.8.498.3");
  }

  private Path review(Verdict.Decision decision, FindingClass other) throws Exception {
    return review(decision, null, other).report();
  }

  private ResultWriter.Written review(
      Verdict.Decision decision, Region.Area area, FindingClass other) throws Exception {
    Verdict.Reviewer reviewer = new Verdict.Reviewer("Lee^Ann", "Clinic");
    Verdict verdict =
        new Verdict(
            "2.25.77",
            decision,
            decision == Verdict.Decision.REJECTED ? "artefact" : null,
            null,
            null,
            area,
            other,
            reviewer,
            Instant.EPOCH);
    Path reviews = Files.createDirectories(folder.resolve("reviews"));
    return new DicomResultWriter()
        .writeReview(study, new Review(analysis, List.of(verdict)), written, reviewer, reviews);
  }

  private Region.Area wider() {
    return AreaMeasurer.measure(
        new Outline(List.of(new double[] {1040, 8, 1080, 8, 1080, 20, 1040, 20})),
        study.series().getFirst().slides().getFirst().slide());
  }

  @Test
  void aCorrectedBorderIsASegmentAndDrawnAndMeasuredInTheReport() throws Exception {
    FindingClass polyp = new FindingClass("polyp", "Polyp", new Code("SCT", "41329004", "Polyp"));
    ResultWriter.Written review = review(Verdict.Decision.CHANGED, wider(), polyp);
    Attributes seg = header(review.segmentation());
    assertThat(seg.getString(Tag.ContentCreatorName)).isEqualTo("Lee^Ann");
    Attributes segment = seg.getSequence(Tag.SegmentSequence).getFirst();
    assertThat(segment.getString(Tag.SegmentAlgorithmType)).isEqualTo("SEMIAUTOMATIC");
    assertThat(segment.getString(Tag.TrackingUID)).isEqualTo("2.25.77");
    assertThat(
            segment
                .getNestedDataset(Tag.SegmentedPropertyTypeCodeSequence)
                .getString(Tag.CodeValue))
        .isEqualTo("41329004");
    assertThat(seg.getInt(Tag.NumberOfFrames, 0)).isEqualTo(1);
    Frame frame = new FilePixelReader().frame(Source.file(review.segmentation()), 0);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 44; x++) {
        boolean inside = x >= 4 && x < 14 && y >= 2 && y < 5;
        assertThat(frame.samples().get(y * 256 + x)).isEqualTo(inside ? 1 : 0);
      }
    }
    Attributes report = header(review.report());
    assertThat(find(report, "SCOORD3D").getFloats(Tag.GraphicData)[4])
        .isCloseTo((float) (40 - 1079.5 * 0.0005), within(1e-5f));
    String all = report.toString(5000, 200);
    assertThat(all)
        .contains("1.2E-4") // mm², of 40 x 12 pixels of 0.0005 mm
        .contains(seg.getString(Tag.SOPInstanceUID));
  }

  /** TID 1410: the region is drawn, and no segment stands for it; also of what was rejected. */
  @Test
  void aReviewDrawsTheAreaWhateverWasDecided() throws Exception {
    FindingClass polyp = new FindingClass("polyp", "Polyp", new Code("SCT", "41329004", "Polyp"));
    Path accepted = review(Verdict.Decision.ACCEPTED, null);
    Path rejected = review(Verdict.Decision.REJECTED, null);
    Path changed = review(Verdict.Decision.CHANGED, polyp);
    for (Path report : List.of(accepted, rejected, changed)) {
      Attributes object = header(report);
      assertThat(find(object, "SCOORD3D").getFloats(Tag.GraphicData)).hasSize(15);
      String all = object.toString(5000, 200);
      assertThat(all).contains("1410").doesNotContain("Referenced Segment");
      assertThat(object.getSequence(Tag.PertinentOtherEvidenceSequence)).isNotEmpty();
    }
    assertThat(header(changed).toString(5000, 200)).contains("41329004");
  }

  /** What dciodvfy, dcmtk and PixelMed say of them. */
  @Test
  @org.junit.jupiter.api.Tag("slow")
  void noCheckerFindsAnError() throws Exception {
    Path script = SharedData.tool("check-dicom");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/dciodvfy")),
        "skipped: dciodvfy is not installed (Debian: dicom3tools)");
    review(Verdict.Decision.ACCEPTED, null);
    review(Verdict.Decision.REJECTED, null);
    review(
        Verdict.Decision.CHANGED,
        new FindingClass("polyp", "Polyp", new Code("SCT", "41329004", "Polyp")));
    write(true); // a segmentation has the specimen of its slide
    review(Verdict.Decision.CHANGED, wider(), null);
    assertThat(said(script, "reviews")).isEqualTo("5 objects checked, no error\n");
    twoMaps(analysis.slideHeatmaps().getFirst(), new float[300 * 10]);
    assertThat(said(script, "two")).isEqualTo("3 objects checked, no error\n");
  }

  private String said(Path script, String name) throws Exception {
    Process process =
        new ProcessBuilder("bash", script.toString(), folder.resolve(name).toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Attributes find(Attributes item, String type) {
    if (type.equals(item.getString(Tag.ValueType))) {
      return item;
    }
    if (item.getSequence(Tag.ContentSequence) != null) {
      for (Attributes child : item.getSequence(Tag.ContentSequence)) {
        Attributes found = find(child, type);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
