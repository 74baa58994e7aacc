package org.fovea.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.Progress;
import org.fovea.dicom.ResultReader.AnnotationsResult;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Study;
import org.fovea.dicom.annotation.BulkAnnotations;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.result.DicomResultReader;
import org.fovea.finding.AnnotationGroup;
import org.fovea.finding.Code;
import org.fovea.testing.SampleBiopsies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations that came with a slide. */
class OpenResultsTest {
  private static final Code CELL = new Code("SCT", "4421005", "Cell");
  @TempDir Path folder;

  private OpenResults.Opened opened(AnnotationGroup... groups) throws Exception {
    Study study = SampleBiopsies.study("adenoma");
    Series series = study.series().getFirst();
    SlideImage slide = series.slides().getFirst();
    Path file = folder.resolve("ann.dcm");
    new BulkAnnotations()
        .write(
            study,
            slide,
            List.of(groups),
            new BulkAnnotations.Origin(null, "Doe^Jane", "1", "Cells"),
            file);
    List<Path> all = new ArrayList<>(List.of(file));
    all.addAll(series.images().stream().map(i -> i.source().path()).toList());
    Study with = new FileStudyReader().read(all, Progress.none()).studies().getFirst();
    OpenResults.Opened opened =
        new OpenResults(new DicomResultReader(new FilePixelReader())).run(with, Progress.none());
    assertThat(opened.problems()).isEmpty();
    opened.results().stream()
        .map(OpenResults.One::result)
        .filter(AnnotationsResult.class::isInstance)
        .forEach(r -> assertThat(((AnnotationsResult) r).images()).contains(slide.instanceUid()));
    return opened;
  }

  @Test
  void marksOfAnAlgorithmAreAResultAndThoseOfPeopleAreNot() throws Exception {
    double[] points = {10.5, 20.5, 30.5, 40.5};
    AnnotationGroup drawn = AnnotationGroup.points("Mine", CELL, CELL, points, null);
    AnnotationGroup found =
        AnnotationGroup.points(
            "Lymphocytes", CELL, CELL, points, new AnnotationGroup.Algorithm("cells", "2.1", ""));
    OpenResults.Opened both = opened(drawn, found);
    assertThat(both.results()).hasSize(1);
    AnnotationsResult result = (AnnotationsResult) both.results().getFirst().result();
    assertThat(result.origin().algorithm()).isEqualTo("cells 2.1");
    assertThat(result.groups()).hasSize(1);
    assertThat(result.groups().getFirst().label()).isEqualTo("Lymphocytes");
    assertThat(result.groups().getFirst().coordinates()).containsExactly(points);
    assertThat(opened(drawn).results()).isEmpty();
  }
}
