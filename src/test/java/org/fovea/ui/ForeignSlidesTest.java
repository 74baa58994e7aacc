package org.fovea.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.result.DicomResultReader;
import org.fovea.finding.AnnotationGroup;
import org.fovea.imaging.slide.Outline;
import org.fovea.testing.SharedData;
import org.fovea.ui.review.KnownResult;
import org.fovea.workflow.OpenResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Segmentations of a slide of 50 x 50 pixels by highdicom. Where their segments lie was read from
 * the files with pydicom.
 */
class ForeignSlidesTest {

  private static KnownResult.Foreign opened(String name) throws Exception {
    Path folder = SharedData.folder("dicom-corpus/highdicom");
    List<Path> files = List.of(folder.resolve("sm_image_control.dcm"), folder.resolve(name));
    Study study = new FileStudyReader().read(files, Progress.none()).studies().getFirst();
    OpenResults.Opened results =
        new OpenResults(new DicomResultReader(new FilePixelReader())).run(study, Progress.none());
    assertThat(results.problems()).isEmpty();
    KnownResult.Foreign result =
        (KnownResult.Foreign) ForeignResults.of(study, results.results()).getFirst();
    assertThat(result.imageUid())
        .isEqualTo(study.series().getFirst().slides().getFirst().instanceUid());
    return result;
  }

  private static AnnotationGroup group(KnownResult.Foreign result, String label) {
    return result.marks().getFirst().groups().stream()
        .filter(g -> g.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static void at(AnnotationGroup group, int left, int top, int right, int bottom) {
    assertThat(Outline.box(List.of(group.coordinates())))
        .containsExactly(new double[] {left, top, right, bottom}, within(0.01));
  }

  @Test
  void segmentsByTheOrderOfFramesLieWhereTheyBelong() throws Exception {
    KnownResult.Foreign result = opened("seg_image_sm_dots_tiled_full.dcm");
    assertThat(result.parts()).hasSize(50);
    assertThat(result.marks().getFirst().groups()).hasSize(45); // five have no pixel
    at(group(result, "Segment #2"), 3, 45, 5, 47);
    at(group(result, "Segment #49"), 30, 18, 32, 20);
    assertThat(group(result, "Segment #2").size()).isEqualTo(1);
    AnnotationGroup two = group(result, "Segment #31");
    assertThat(two.size()).isEqualTo(2);
    at(two, 9, 18, 41, 41);
  }

  /** A number of 32 pixels, and the one that reaches over several tiles. */
  @ParameterizedTest
  @CsvSource({
    "seg_image_sm_control_labelmap.dcm",
    "seg_image_sm_control_labelmap_palette_color.dcm"
  })
  void labelMapsLieWhereTheyBelong(String name) throws Exception {
    KnownResult.Foreign result = opened(name);
    at(group(result, "Segment #9"), 0, 1, 9, 7);
    at(group(result, "Segment #19"), 21, 21, 48, 47);
    String area = String.format("%.2f mm²", 32 * 0.000499 * 0.000499);
    assertThat(result.parts().stream().filter(p -> p.label().equals("Segment #9")).findFirst())
        .hasValueSatisfying(p -> assertThat(p.detail()).endsWith(area));
  }

  /** These say that their matrix begins one pixel lower and further right than the slide. */
  @ParameterizedTest
  @CsvSource({
    "seg_image_sm_dots.dcm,Segment #2,4,46,6,48",
    "seg_image_sm_numbers.dcm,Segment #9,1,2,10,8"
  })
  void whatTheMatrixSaysHolds(String name, String label, int left, int top, int right, int bottom)
      throws Exception {
    at(group(opened(name), label), left, top, right, bottom);
  }
}
