package org.fovea.dicom.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader.ParametricMapResult;
import org.fovea.dicom.ResultReader.SegmentationResult;
import org.fovea.dicom.ResultWriter.Written;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

class ResultRoundTripTest {
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

  /** Any grid, oblique and sheared too, beside the source: seg.dcm and pmap.dcm bring it back. */
  @Property(tries = 25)
  void masksAndHeatmapsComeBack(
      @ForAll @IntRange(min = 1, max = 23) int columns,
      @ForAll @IntRange(min = 1, max = 19) int rows,
      @ForAll @IntRange(min = 2, max = 9) int slices,
      @ForAll @DoubleRange(min = 0.2, max = 3) double columnSpacing,
      @ForAll @DoubleRange(min = 0.2, max = 3) double rowSpacing,
      @ForAll @DoubleRange(min = 0.5, max = 8) double sliceSpacing,
      @ForAll @DoubleRange(min = -0.4, max = 0.4) double shear,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    Vec3 c = new Vec3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
    Vec3 other = new Vec3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    Vec3 n = c.cross(other).unit();
    Vec3 r = n.cross(c).unit();
    Grid grid =
        new Grid(
            new Vec3(
                200 * random.nextDouble() - 100,
                200 * random.nextDouble() - 100,
                200 * random.nextDouble() - 100),
            c,
            r,
            n.plus(r.times(shear)).unit(),
            columnSpacing,
            rowSpacing,
            sliceSpacing,
            columns,
            rows,
            slices);
    BitSet bits = new BitSet();
    for (int a = 0; a < grid.size(); a++) {
      bits.set(a, random.nextInt(4) == 0);
    }
    bits.set(0);
    bits.set(grid.size() - 1);
    Mask mask = new Mask(grid, bits);
    Heatmap map = ResultFixtures.heatmap(grid, seed);
    Path temp = Files.createTempDirectory("fovea-round-trip");
    try {
      Study study =
          ResultFixtures.study(
              temp.resolve("in"), ResultFixtures.axial(8, 8, 3), "ISO_IR 100", "Doe^Jane");
      Analysis analysis =
          ResultFixtures.analysis(
              study, List.of(ResultFixtures.finding(1, mask, 0.5)), List.of(map));
      Written w = new DicomResultWriter().writeAnalysis(study, analysis, temp.resolve("o"), "");
      DicomResultReader reader = new DicomResultReader(NONE);
      var seg = (SegmentationResult) reader.read(ResultFixtures.instance(w.segmentation()));
      Mask read = seg.segments().getFirst().mask();
      assertSameGrid(grid, read.grid());
      assertEquals(bits, read.voxels());
      var maps = (ParametricMapResult) reader.read(ResultFixtures.instance(w.parametricMap()));
      assertSameGrid(grid, maps.maps().getFirst().values().grid());
      assertArrayEquals(map.values().values(), maps.maps().getFirst().values().values());
    } finally {
      try (Stream<Path> files = Files.walk(temp)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void assertSameGrid(Grid expected, Grid actual) {
    assertEquals(expected.columns(), actual.columns());
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.slices(), actual.slices());
    for (int k : new int[] {0, expected.slices() - 1}) {
      for (int j : new int[] {0, expected.rows() - 1}) {
        for (int i : new int[] {0, expected.columns() - 1}) {
          Vec3 apart = expected.toPatient(i, j, k).minus(actual.toPatient(i, j, k));
          assertEquals(0, apart.length(), 1e-6);
        }
      }
    }
  }
}
