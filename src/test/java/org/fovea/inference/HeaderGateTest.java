package org.fovea.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fovea.bundle.Bundle;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.ImageSeriesFactory;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.imaging.volume.Volume;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Test;

class HeaderGateTest {
  private final Bundle brain = Bundles.brain();
  private final HeaderGate gate = new HeaderGate();

  private Gate.Decision check(ImageSeries... series) {
    return gate.check(brain, new AnalysisInput("1.2.3", "P", List.of(series)));
  }

  private Map<String, ImageSeries> applies(ImageSeries... series) {
    Gate.Decision decision = check(series);
    assertThat(decision).isInstanceOf(Gate.Decision.Applies.class);
    return ((Gate.Decision.Applies) decision).roles();
  }

  private Gate.Decision.Refused refused(ImageSeries... series) {
    Gate.Decision decision = check(series);
    assertThat(decision).isInstanceOf(Gate.Decision.Refused.class);
    Gate.Decision.Refused refused = (Gate.Decision.Refused) decision;
    assertThat(refused.reason()).isNotBlank().doesNotContain("{").doesNotContain("null");
    return refused;
  }

  @Test
  void threeSequencesAreFoundWhateverTheirOrder() {
    ImageSeries flair = Headers.FLAIR.series("f");
    ImageSeries t1 = Headers.T1.series("a");
    ImageSeries post = Headers.T1GD.series("b");
    assertThat(applies(post, flair, t1)).isEqualTo(Map.of("FLAIR", flair, "T1", t1, "T1GD", post));
  }

  @Test
  void aMissingT1IsLeftToTheSubstitute() {
    assertThat(applies(Headers.FLAIR.series("f"), Headers.T1GD.series("b")))
        .containsOnlyKeys("FLAIR", "T1GD");
  }

  @Test
  void aT1OfAnotherFrameOfReferenceIsLeftToTheSubstitute() {
    assertThat(
            applies(
                inFrame(Headers.FLAIR.series("f"), "1.1"), inFrame(Headers.T1.series("a"), "1.2")))
        .containsOnlyKeys("FLAIR");
    assertThat(
            applies(
                inFrame(Headers.FLAIR.series("f"), "1.1"), inFrame(Headers.T1.series("a"), "1.1")))
        .containsOnlyKeys("FLAIR", "T1");
    assertThat(applies(inFrame(Headers.FLAIR.series("f"), "1.1"), Headers.T1.series("a")))
        .containsOnlyKeys("FLAIR", "T1");
  }

  @Test
  void aT1ThatCoversLittleOfTheFlairIsLeftToTheSubstitute() {
    // The grids begin at the same place; 8 of 24 slices are less than half, 14 are more.
    assertThat(applies(Headers.FLAIR.series("f"), Headers.T1.series("a", Headers.axial(8, 5), 8)))
        .containsOnlyKeys("FLAIR");
    assertThat(applies(Headers.FLAIR.series("f"), Headers.T1.series("a", Headers.axial(14, 5), 14)))
        .containsOnlyKeys("FLAIR", "T1");
  }

  private static ImageSeries inFrame(ImageSeries s, String frameOfReferenceUid) {
    return new ImageSeries(
        s.seriesInstanceUid(),
        frameOfReferenceUid,
        s.acquisition(),
        s.grid(),
        s.slices(),
        s.loader());
  }

  @Test
  void aStudyWithoutFlairIsRefusedButCouldBeOverridden() {
    ImageSeries post = Headers.T1GD.series("b");
    Gate.Decision.Refused refused = refused(post);
    assertThat(refused.reason()).contains("FLAIR");
    assertThat(refused.best()).containsEntry("FLAIR", post);
  }

  @Test
  void aFlairOfTwoSlicesIsRefused() {
    assertThat(refused(Headers.FLAIR.series("f", Headers.axial(2, 5), 2)).reason())
        .contains("2 slices")
        .contains("8");
  }

  @Test
  void aCtIsRefused() {
    Gate.Decision.Refused refused = refused(Headers.FLAIR.modality("CT").series("f"));
    assertThat(refused.reason()).contains("MR").contains("CT");
  }

  @Test
  void aChestFilmIsRefusedAndCannotBeRunAtAll() {
    Gate.Decision.Refused refused =
        refused(Headers.T1.modality("DX").part("CHEST").described("PA").series("x", null, 1));
    assertThat(refused.best()).isEmpty();
  }

  @Test
  void aStudyWithoutImagesIsRefused() {
    assertThat(refused().best()).isEmpty();
  }

  @Test
  void aKneeIsRefusedByItsHeader() {
    assertThat(refused(Headers.FLAIR.part("KNEE").series("f")).reason()).contains("KNEE");
  }

  @Test
  void aKneeIsRefusedByItsDescription() {
    assertThat(refused(Headers.FLAIR.part("").described("FLAIR Knee left").series("f")).reason())
        .contains("KNEE");
  }

  @Test
  void aSpineOfTheSameStudyDoesNotStandInTheWay() {
    ImageSeries flair = Headers.FLAIR.series("f");
    assertThat(applies(Headers.T1.part("CSPINE").series("s"), flair))
        .isEqualTo(Map.of("FLAIR", flair));
  }

  @Test
  void aHeadByAnotherNameIsAHead() {
    assertThat(applies(Headers.FLAIR.part("SKULL").series("f"))).containsKey("FLAIR");
    assertThat(applies(Headers.FLAIR.part("HEAD AND NECK").series("f"))).containsKey("FLAIR");
    assertThat(applies(Headers.FLAIR.part("").series("f"))).containsKey("FLAIR");
  }

  @Test
  void aFieldTooWideForAHeadIsRefusedWhereTheHeaderIsSilent() {
    var g = Headers.axial(24, 5);
    var wide =
        new org.fovea.imaging.geometry.Grid(
            g.origin(), g.columnAxis(), g.rowAxis(), g.sliceAxis(), 1.8, 1.8, 5, 256, 256, 24);
    assertThat(refused(Headers.FLAIR.part("").series("f", wide, 24)).reason()).contains("461");
  }

  @Test
  void coronalSlicesAreRefusedAndTiltedOnesAreNot() {
    assertThat(refused(Headers.FLAIR.series("f", Headers.tilted(24, 5, 90), 24)).reason())
        .contains("axial");
    assertThat(applies(Headers.FLAIR.series("f", Headers.tilted(24, 5, 25), 24)))
        .containsKey("FLAIR");
  }

  @Test
  void aThinSlabIsRefused() {
    assertThat(refused(Headers.FLAIR.series("f", Headers.axial(10, 3), 10)).reason())
        .contains("30")
        .contains("80");
  }

  @Test
  void slicesThatFormNoVolumeAreRefused() {
    assertThat(refused(Headers.FLAIR.series("f", null, 24)).best()).isEmpty();
  }

  @Test
  void ofSeveralFlairsTheAxialOriginalWithMostSlicesIsTaken() {
    ImageSeries sagittal = Headers.FLAIR.series("s", Headers.tilted(160, 1, 90), 160);
    ImageSeries derived =
        Headers.FLAIR.type("DERIVED", "SECONDARY").series("d", Headers.axial(60, 3), 60);
    ImageSeries few = Headers.FLAIR.series("few", Headers.axial(20, 5), 20);
    ImageSeries many = Headers.FLAIR.series("many", Headers.axial(40, 4), 40);
    assertThat(applies(sagittal, derived, few, many)).containsEntry("FLAIR", many);
  }

  @Test
  void realStudiesOfTheTrainingCollectionAreRecognised() {
    List<Study> studies = read(SharedData.folder("brain-lgg-dicom"));
    assertThat(studies).hasSize(6);
    for (Study study : studies) {
      Map<String, ImageSeries> roles = applies(images(study));
      assertThat(roles.keySet()).isEqualTo(Set.of("FLAIR", "T1", "T1GD"));
      assertThat(roles.get("FLAIR").acquisition().seriesDescription()).isEqualTo("AX FLAIR");
      assertThat(roles.get("T1").acquisition().seriesDescription()).isEqualTo("AX T1");
      assertThat(roles.get("T1GD").acquisition().seriesDescription()).isEqualTo("AX T1 POST GD");
    }
  }

  @Test
  void realStudiesWithoutFlairAreRefusedForThatReason() {
    List<Study> studies = read(SharedData.folder("brain-progression-dicom"));
    assertThat(studies).hasSize(8);
    for (Study study : studies) {
      assertThat(refused(images(study)).reason()).contains("FLAIR");
    }
  }

  @Test
  void nothingInTheCorpusIsTakenForABrainStudy() {
    List<Study> studies = read(SharedData.folder("dicom-corpus"));
    assertThat(studies).hasSizeGreaterThan(20);
    for (Study study : studies) {
      refused(images(study));
    }
  }

  private static List<Study> read(Path folder) {
    return new FileStudyReader().read(List.of(folder), Progress.none()).studies();
  }

  private static ImageSeries[] images(Study study) {
    return new ImageSeriesFactory(HeaderGateTest::unread).of(study).toArray(ImageSeries[]::new);
  }

  private static Volume unread(org.fovea.dicom.Stack stack, Progress progress)
      throws FoveaException {
    throw new AssertionError("the gate looks at headers only");
  }
}
