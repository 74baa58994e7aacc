package org.fovea.dicom.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.result.ObjectFile;
import org.fovea.dicom.result.WholeFiles;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
import org.fovea.finding.Provenance;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks on slides, written and opened again. */
class BulkAnnotationsTest {
  private static final Code ABNORMAL =
      new Code("SCT", "49755003", "Morphologically Abnormal Structure");
  private static final Code CELL = new Code("SCT", "4421005", "Cell");
  private static final AnnotationGroup.Algorithm NETWORK =
      new AnnotationGroup.Algorithm("gut-cells", "1.0.0", "weights SHA-256 ab");

  /**
   * What dciodvfy of June 2022 says of every object with 2D coordinates: it holds the condition on
   * Common Z Coordinate Value, which must be absent there and is, against the absent element.
   */
  private static final String ALWAYS_SAID =
      "Only valid for AnnotationCoordinateType of 3D - attribute <CommonZCoordinateValue> = <>";

  @TempDir Path folder;
  private final BulkAnnotations annotations = new BulkAnnotations();

  private static SlideImage image(Path file) throws FoveaException {
    Attributes h = ObjectFile.header(new SourceOpener(), Source.file(file)).dataset();
    Acquisition none =
        new Acquisition("SM", "", "", "", List.of(), List.of(), List.of(), "", 0, 0, 0, 0, "", "");
    var instance =
        new org.fovea.dicom.Instance(
            Source.file(file),
            h.getString(Tag.SOPInstanceUID),
            h.getString(Tag.SOPClassUID),
            "1.2.840.10008.1.2.4.50",
            h.getString(Tag.SeriesInstanceUID),
            h.getString(Tag.StudyInstanceUID),
            1,
            1,
            256,
            256,
            "");
    Slide slide =
        new Slide(
            instance.seriesInstanceUid(),
            "",
            "",
            "",
            none,
            List.of(),
            new SlidePlacement(new Vec3(0, 0, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0)),
            List.of(new SlideLevel(9000, 7000, 256, 256, 0.0005, 0.0005)));
    return new SlideImage(slide, List.of(List.of(instance)), List.of(), List.of());
  }

  private static Study study(SlideImage image) {
    var instance = image.levels().getFirst().getFirst();
    Series series =
        new Series(
            instance.seriesInstanceUid(),
            1,
            "SM",
            "",
            "",
            image.slide().acquisition(),
            List.of(),
            List.of(image),
            List.of());
    return new Study(
        instance.studyInstanceUid(),
        new Patient("P1", "Doe^Jane", null, "F"),
        null,
        null,
        "",
        "",
        List.of(series));
  }

  /** A header of a slide, without pixels. */
  private SlideImage bare() throws FoveaException {
    Attributes h = new Attributes();
    h.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.77.1.6");
    h.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.1.1");
    h.setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3.1");
    h.setString(Tag.StudyInstanceUID, VR.UI, "1.2.3");
    h.setString(Tag.PatientName, VR.PN, "Doe^Jane");
    h.setString(Tag.ContainerIdentifier, VR.LO, "S26-104 A1");
    WholeFiles files = new WholeFiles(o -> o);
    files.write(folder.resolve("slide.dcm"), h);
    files.commit();
    return image(folder.resolve("slide.dcm"));
  }

  private static List<AnnotationGroup> groups() {
    return List.of(
        AnnotationGroup.points(
            "Plasma cells", ABNORMAL, CELL, new double[] {10.5, 20.25, 8999.5, 6999.75}, NETWORK),
        AnnotationGroup.polygons(
            "Lesion Ü",
            BulkAnnotations.SPATIAL,
            BulkAnnotations.REGION,
            List.of(
                new double[] {1, 2, 3, 4, 5, 1}, new double[] {100, 100, 200, 100, 200, 200, 1, 5}),
            null),
        AnnotationGroup.polylines(
            "Depth",
            BulkAnnotations.SPATIAL,
            BulkAnnotations.LENGTH,
            List.of(new double[] {0, 0, 30, 40}),
            null),
        AnnotationGroup.rectangles(
            "Hot spot",
            BulkAnnotations.SPATIAL,
            BulkAnnotations.REGION,
            new double[] {0, 0, 10, 0, 10, 5, 0, 5},
            null));
  }

  @Test
  void whatIsWrittenIsOpenedAgain() throws Exception {
    SlideImage image = bare();
    Path file = folder.resolve("out").resolve("ann.dcm");
    annotations.write(
        study(image),
        image,
        groups(),
        new BulkAnnotations.Origin(null, "Okonkwo^Ada", "0.1.0", "Annotations"),
        file);
    BulkAnnotations.Opened opened = annotations.read(Source.file(file));
    assertThat(opened.creator()).isEqualTo("Okonkwo^Ada");
    assertThat(opened.referencedSopInstanceUids()).containsExactly("1.2.3.1.1");
    List<AnnotationGroup> expected = groups();
    assertThat(opened.groups()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      AnnotationGroup a = expected.get(i);
      AnnotationGroup b = opened.groups().get(i);
      assertThat(b.label()).isEqualTo(a.label());
      assertThat(b.kind()).isEqualTo(a.kind());
      assertThat(b.type()).isEqualTo(a.type());
      assertThat(b.category()).isEqualTo(a.category());
      assertThat(b.algorithm()).isEqualTo(a.algorithm());
      assertThat(b.coordinates()).containsExactly(a.coordinates());
      assertThat(b.starts()).containsExactly(a.starts());
      assertThat(b.size()).isEqualTo(a.size());
      assertThat(b.uid()).isNotEmpty();
    }
    assertThat(opened.groups().get(1).mark(1)).containsExactly(100, 100, 200, 100, 200, 200, 1, 5);
  }

  /** The elements as the standard words them, by number. */
  @Test
  void theElementsAreThoseOfTheStandard() throws Exception {
    SlideImage image = bare();
    Path file = folder.resolve("ann.dcm");
    annotations.write(
        study(image), image, groups(), new BulkAnnotations.Origin(null, "", "0.1.0", "A"), file);
    Attributes o = ObjectFile.header(new SourceOpener(), Source.file(file)).dataset();
    assertThat(o.getString(0x00080016)).isEqualTo("1.2.840.10008.5.1.4.1.1.91.1");
    assertThat(o.getString(0x00080060)).isEqualTo("ANN");
    assertThat(o.getString(0x006A0001)).isEqualTo("2D");
    assertThat(o.getString(0x00480301)).isEqualTo("VOLUME");
    assertThat(o.getString(0x00400512)).isEqualTo("S26-104 A1");
    Attributes cells = o.getSequence(0x006A0002).get(0);
    assertThat(cells.getString(0x006A0007)).isEqualTo("AUTOMATIC");
    assertThat(cells.getSequence(0x006A0008).get(0).getString(0x00660036)).isEqualTo("gut-cells");
    assertThat(cells.getInt(0x006A000C, 0)).isEqualTo(2);
    assertThat(cells.getString(0x00700023)).isEqualTo("POINT");
    assertThat(cells.getFloats(0x00660016)).containsExactly(10.5f, 20.25f, 8999.5f, 6999.75f);
    Attributes polygons = o.getSequence(0x006A0002).get(1);
    assertThat(polygons.getString(0x006A0007)).isEqualTo("MANUAL");
    assertThat(polygons.getInts(0x00660040)).containsExactly(1, 7);
    assertThat(polygons.getInt(0x0040A180, 0)).isEqualTo(2);
    assertThat(o.getSequence(0x00081115).get(0).getSequence(0x0008114A)).hasSize(1);
  }

  @Test
  void listsThatPointOutsideAreRefused() throws Exception {
    SlideImage image = bare();
    Path file = folder.resolve("ann.dcm");
    annotations.write(
        study(image), image, groups(), new BulkAnnotations.Origin(null, "", "0.1.0", "A"), file);
    Attributes o = ObjectFile.header(new SourceOpener(), Source.file(file)).dataset();
    o.getSequence(0x006A0002).get(1).setInt(0x00660040, VR.OL, 1, 4001);
    WholeFiles files = new WholeFiles(s -> s);
    files.write(folder.resolve("bad.dcm"), o);
    files.commit();
    assertThatThrownBy(() -> annotations.read(Source.file(folder.resolve("bad.dcm"))))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("contradict");
  }

  @Test
  void noCheckerFindsAnError() throws Exception {
    Path script = SharedData.tool("check-dicom");
    Path slide = SharedData.folder("slides").resolve("colon-adenoma").resolve("level-0.dcm");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/dciodvfy")),
        "skipped: dciodvfy is not installed (Debian: dicom3tools)");
    SlideImage image = image(slide);
    Path out = folder.resolve("out");
    annotations.write(
        study(image),
        image,
        groups(),
        new BulkAnnotations.Origin(null, "Okonkwo^Ada", "0.1.0", "Annotations"),
        out.resolve("manual.dcm"));
    Provenance by =
        new Provenance(
            "gut-cells",
            "1.0.0",
            "Cells",
            "ab",
            "cpu",
            "0.1.0",
            Instant.parse("2026-03-01T10:00:00Z"),
            Duration.ofSeconds(8));
    annotations.write(
        study(image),
        image,
        List.of(groups().getFirst()),
        new BulkAnnotations.Origin(by, "", "0.1.0", "Cells"),
        out.resolve("ann.dcm"));
    List<String> command = new ArrayList<>(List.of("bash", script.toString(), out.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines().filter(l -> l.contains("Error") || l.contains("cannot read")))
        .as(said)
        .allMatch(l -> l.contains(ALWAYS_SAID));
    assertThat(said).contains("2 objects checked");
  }
}
