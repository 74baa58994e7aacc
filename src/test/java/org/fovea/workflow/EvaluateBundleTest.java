package org.fovea.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.common.Progress;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.ImageSeriesFactory;
import org.fovea.dicom.assembly.StackVolumeReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.result.DicomResultWriter;
import org.fovea.finding.evaluation.Figure;
import org.fovea.imaging.geometry.Grid;
import org.fovea.report.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateBundleTest {
  @TempDir Path folder;

  private final StackVolumeReader volumes = new StackVolumeReader(new FilePixelReader());
  private final OpenStudies openStudies = new OpenStudies(new FileStudyReader());
  private final BrightVoxels bright = new BrightVoxels();

  private EvaluateBundle.Evaluation evaluate(Path input) throws Exception {
    AnalyzeStudy analyzeStudy =
        new AnalyzeStudy(bright, bright, bright, volumes, new DicomResultWriter(), null);
    return new EvaluateBundle(openStudies, analyzeStudy, bright, volumes)
        .run(BrightVoxels.ID, Path.of("mask.npz"), List.of(input), "auto", Progress.none());
  }

  /** The box of {@link BrightVoxels}, of which the upper slice (towards the head) is left out. */
  private void truth(Path input, boolean wrongShape) throws Exception {
    Study study = openStudies.open(List.of(input), Progress.none()).studies().getFirst();
    Grid g =
        study.series().stream()
            .filter(s -> s.acquisition().seriesDescription().contains("FLAIR"))
            .findFirst()
            .flatMap(ImageSeriesFactory::mainStack)
            .orElseThrow()
            .grid();
    boolean upwards = g.sliceAxis().z() > 0;
    byte[] values = new byte[g.size()];
    int half = g.slices() / 2;
    int lower = upwards ? half - 1 : half;
    int z = upwards ? lower : g.slices() - 1 - lower;
    for (int j = 0; j < g.rows(); j++) {
      for (int i = 0; i < g.columns(); i++) {
        if (BrightVoxels.inside(i, j, lower, g.columns(), g.rows(), g.slices())) {
          values[(z * g.rows() + j) * g.columns() + i] = 1;
        }
      }
    }
    try (OutputStream out = Files.newOutputStream(input.resolve("mask.npz"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("mask.npy"));
      NpyFile.writeHeader(
          zip, NpyFile.Type.UINT8, g.slices() + (wrongShape ? 1 : 0), g.rows(), g.columns());
      zip.write(values);
      zip.write(new byte[wrongShape ? g.rows() * g.columns() : 0]);
    }
  }

  private Path input() throws Exception {
    Path input = folder.resolve("input");
    AnalyzeStudiesTest.copy(
        Path.of(System.getProperty("fovea.basedir", "."), "sample-dicom", "2026-03-09"), input);
    return input;
  }

  @Test
  void scoresAgainstAMaskBesideTheStudyWhicheverWaySlicesRun() throws Exception {
    Path input = input();
    truth(input, false);
    EvaluateBundle.Evaluation e = evaluate(input);
    assertThat(e.problems()).isEmpty();
    // one of two slices is common: 2 · n / (2 n + n)
    assertThat(e.scores()).singleElement().satisfies(s -> assertThat(s.dice()).isEqualTo(2 / 3.0));
    assertThat(e.patients()).isEqualTo(1);
    assertThat(e.mean()).isEqualTo(new Figure(2 / 3.0, 2 / 3.0, 2 / 3.0));
  }

  @Test
  void aMissingOrMisshapenReferenceIsSaid() throws Exception {
    Path input = input();
    EvaluateBundle.Evaluation without = evaluate(input);
    assertThat(without.scores()).isEmpty();
    assertThat(without.mean().value()).isNaN();
    assertThat(without.problems()).singleElement().asString().contains("mask.npz");
    truth(input, true);
    assertThat(evaluate(input).problems()).singleElement().asString().contains("shape");
  }

  @Test
  void diceOfSets() {
    BitSet a = BitSet.valueOf(new long[] {0b1111});
    BitSet b = BitSet.valueOf(new long[] {0b1100});
    assertThat(EvaluateBundle.dice(a, b)).isEqualTo(2 * 2 / 6.0);
    assertThat(EvaluateBundle.dice(a, new BitSet())).isZero();
    assertThat(EvaluateBundle.dice(new BitSet(), new BitSet())).isEqualTo(1);
    assertThat(a.cardinality()).isEqualTo(4);
  }

  @Test
  void intervalsHoldTheFigureAndAreAlwaysTheSame() {
    double[] values = {0.9, 0.8, 0.95, 0.7, 0.85, 0.6};
    Figure mean = EvaluateBundle.figure(values, EvaluateBundle::mean);
    assertThat(mean.value()).isCloseTo(0.8, within(1e-12));
    assertThat(mean.low()).isBetween(0.6, 0.8);
    assertThat(mean.high()).isBetween(0.8, 0.95);
    assertThat(EvaluateBundle.figure(values, EvaluateBundle::mean)).isEqualTo(mean);
    assertThat(EvaluateBundle.median(values)).isEqualTo(0.825);
  }
}
