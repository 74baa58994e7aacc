package org.fovea.inference.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.bundle.Manifest;
import org.fovea.common.Progress;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.imaging.slide.RegionReader;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.tissue.TissueFinder;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network that calls violet gland and dark violet neoplastic, on drawn slides. */
class SlideRunTest {
  private static final int GLASS = 0xfff4f2f4;
  private static final int STROMA = 0xffe0a0c8;
  private static final int GLAND = 0xffa060c0;
  private static final int DARK = 0xff502890;
  private static final Code CODE = new Code("SCT", "1", "x");
  private final SlideSteps steps =
      new SlideSteps(
          224,
          1.1,
          48,
          new double[] {127.5, 127.5, 127.5},
          new double[] {63.75, 63.75, 63.75},
          0,
          List.of(1, 2),
          1,
          0,
          0.001,
          RegionNaming.ALWAYS);
  private final Manifest manifest =
      manifest(
          List.of(
              new Manifest.Output(0, "gland", "Gland", CODE, CODE, CODE),
              new Manifest.Output(1, "normal", "Normal", CODE, CODE, CODE, false),
              new Manifest.Output(2, "bad", "Bad", CODE, CODE, CODE, true)));
  @TempDir Path folder;

  private static Manifest manifest(List<Manifest.Output> outputs) {
    return new Manifest(
        "fovea.bundle/1",
        "test",
        "1",
        "Test",
        "",
        "Not validated.",
        new Manifest.AppliesTo(List.of("SM"), List.of("COLON"), List.of(), 0, null, 0),
        List.of(),
        new Manifest.Network(List.of(3, 224, 224), List.of(outputs.size(), 112, 112), 4),
        List.of(),
        outputs,
        0.5,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        "badness");
  }

  /**
   * Gland where red is below 190, bad where it is below 120; the mean of each two by two pixels.
   */
  private static float[] answer(float[] items, int count) {
    float[] out = new float[count * 3 * 112 * 112];
    int plane = 224 * 224;
    for (int n = 0; n < count; n++) {
      for (int v = 0; v < 112; v++) {
        for (int u = 0; u < 112; u++) {
          int at = n * 3 * plane + 2 * v * 224 + 2 * u;
          float red = (items[at] + items[at + 1] + items[at + 224] + items[at + 225]) / 4;
          float byteRed = red * 63.75f + 127.5f;
          int o = n * 3 * 12544 + v * 112 + u;
          out[o] = byteRed < 190 ? 1 : 0;
          out[o + 12544] = byteRed < 120 ? -4 : 4;
          out[o + 2 * 12544] = byteRed < 120 ? 4 : -4;
        }
      }
    }
    return out;
  }

  /** Tissue from 200 to 1200 µm, a regular gland and, at 700 to 900, 500 to 800 µm, a bad one. */
  private static int drawn(double x, double y) {
    if (x < 200 || y < 200 || x > 1200 || y > 1200) {
      return GLASS;
    }
    if (x > 700 && x < 900 && y > 500 && y < 800) {
      return DARK;
    }
    return x > 300 && x < 500 && y > 300 && y < 500 ? GLAND : STROMA;
  }

  private SlideOutcome run(DrawnSlide slide, Path checkpoint) throws Exception {
    return new GlandPipeline(manifest, steps)
        .run(
            slide,
            TissueFinder.find(slide, Progress.none()),
            1,
            (network, items, count) -> answer(items, count),
            checkpoint,
            Progress.none());
  }

  /** What is bad is of two grades, the first of which has this share of the probability. */
  private Finding graded(double share, double from) throws Exception {
    Code unsure = new Code("ICDO3", "8000/1", "Neoplasm");
    SlideSteps graded =
        new SlideSteps(
            224,
            1.1,
            48,
            steps.mean(),
            steps.deviation(),
            0,
            List.of(1, 2, 3),
            1,
            0,
            0.001,
            new RegionNaming(from, "Bad, grade uncertain", unsure));
    Code worse = new Code("SCT", "2", "y");
    Manifest two =
        manifest(
            List.of(
                new Manifest.Output(0, "gland", "Gland", CODE, CODE, CODE),
                new Manifest.Output(1, "normal", "Normal", CODE, CODE, CODE, false),
                new Manifest.Output(2, "bad", "Bad", CODE, CODE, CODE, true),
                new Manifest.Output(3, "worse", "Worse", worse, CODE, CODE, true)));
    int plane = 112 * 112;
    DrawnSlide slide = new DrawnSlide(1400, 1400, 256, 256, 1, 1, SlideRunTest::drawn);
    SlideOutcome result =
        new GlandPipeline(two, graded)
            .run(
                slide,
                TissueFinder.find(slide, Progress.none()),
                1,
                (network, items, count) -> {
                  float[] one = answer(items, count);
                  float[] out = new float[count * 4 * plane];
                  for (int n = 0; n < count; n++) {
                    System.arraycopy(one, 3 * n * plane, out, 4 * n * plane, 3 * plane);
                    for (int i = 0; i < plane; i++) {
                      float bad = one[(3 * n + 2) * plane + i];
                      out[(4 * n + 3) * plane + i] = bad + (float) Math.log(1 / share - 1);
                    }
                  }
                  return out;
                },
                null,
                Progress.none());
    assertThat(result.findings()).hasSize(1);
    return result.findings().getFirst();
  }

  @Test
  void aGradeThatIsLikelyEnoughIsNamedWithItsOwnProbability() throws Exception {
    Finding found = graded(0.2, 0.7);
    assertThat(found.label()).isEqualTo("Worse");
    assertThat(found.code().value()).isEqualTo("2");
    assertThat(found.probability()).isCloseTo(0.8, within(0.01));
  }

  @Test
  void belowThatARegionIsCalledByWhatItsGradesHaveInCommon() throws Exception {
    Finding found = graded(0.4, 0.7);
    assertThat(found.label()).isEqualTo("Bad, grade uncertain");
    assertThat(found.code().value()).isEqualTo("8000/1");
    assertThat(found.probability()).isCloseTo(1, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 5600, 512, 256, 3",
    "0.5, 2800, 240, 240, 3",
    "0.5, 2800, 100, 300, 1",
    "1.1, 1273, 512, 512, 1",
    "2.0, 700, 256, 256, 2"
  })
  void whatIsFoundLiesWhereItWasDrawn(
      double micrometres, int side, int tileColumns, int tileRows, int levels) throws Exception {
    DrawnSlide slide =
        new DrawnSlide(side, side, tileColumns, tileRows, micrometres, levels, SlideRunTest::drawn);
    SlideOutcome result = run(slide, null);
    assertThat(result.findings()).hasSize(1);
    Finding found = result.findings().getFirst();
    assertThat(found.label()).isEqualTo("Bad");
    Region.Area area = (Region.Area) found.region();
    double[] box = {1e9, 1e9, -1e9, -1e9};
    for (double[] ring : area.outline().rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        box[0] = Math.min(box[0], ring[i] * micrometres);
        box[1] = Math.min(box[1], ring[i + 1] * micrometres);
        box[2] = Math.max(box[2], ring[i] * micrometres);
        box[3] = Math.max(box[3], ring[i + 1] * micrometres);
      }
    }
    double cell = Math.max(2.2, micrometres);
    assertThat(box[0]).isCloseTo(700, within(cell));
    assertThat(box[1]).isCloseTo(500, within(cell));
    assertThat(box[2]).isCloseTo(900, within(cell));
    assertThat(box[3]).isCloseTo(800, within(cell));
    assertThat(area.areaMm2()).isCloseTo(0.2 * 0.3, within(0.003));
    assertThat(area.longAxisMm()).isCloseTo(Math.hypot(0.2, 0.3), within(0.006));
    // x runs along -y of the slide and y along -x, from (10, 20) mm.
    assertThat(area.centroid().x()).isCloseTo(10 - 0.65, within(0.004));
    assertThat(area.centroid().y()).isCloseTo(20 - 0.8, within(0.004));
    assertThat(result.measurements().get("glandArea").value())
        .isCloseTo(0.04 + 0.06, within(0.004));
    // Logits of -4 and 4 over 0.04 and 0.06 mm²: mean -0.8 and 0.8.
    assertThat(result.probabilities().get("bad")).isCloseTo(1 / (1 + Math.exp(-1.6)), within(0.02));
  }

  @Test
  void glassIsNotAskedAbout() throws Exception {
    DrawnSlide slide = new DrawnSlide(5600, 5600, 512, 512, 0.5, 4, SlideRunTest::drawn);
    SlideOutcome result = run(slide, null);
    SlideHeatmap map = result.heatmaps().getFirst();
    assertThat(map.values()[(map.rows() - 1) * map.columns() + map.columns() - 1]).isNaN();
    assertThat(result.findings()).hasSize(1);
  }

  @Test
  void workThatWasStoppedIsTakenUpAndEndsTheSame() throws Exception {
    DrawnSlide slide = new DrawnSlide(1273, 1273, 512, 512, 1.1, 1, SlideRunTest::drawn);
    SlideOutcome whole = run(slide, null);
    TissueMap tissue = TissueFinder.find(slide, Progress.none());
    CellGrid grid = CellGrid.of(slide.slide().highest(), 1.1);
    TilePlan plan = TilePlan.of(grid, steps, tissue);
    // The first rows of tiles, done and kept as a run does it.
    CellMaps maps = new CellMaps(grid, steps);
    RegionReader reader = new RegionReader(slide, grid.scaleX(), grid.scaleY());
    int rows = 3;
    int done = 0;
    for (int r = 0; r < rows; r++) {
      for (int x : plan.rows().get(r).lefts()) {
        maps.add(x, plan.rows().get(r).y(), answer(input(reader, x, plan.rows().get(r).y()), 1), 0);
        done++;
      }
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    java.io.DataOutputStream out = new java.io.DataOutputStream(bytes);
    out.writeInt(rows);
    maps.save(out);
    java.nio.file.Files.write(folder.resolve("tiles.partial"), bytes.toByteArray());
    // of a process that was killed while it wrote
    java.nio.file.Files.write(folder.resolve(".tiles.partial.4711.part"), new byte[9]);
    AtomicInteger asked = new AtomicInteger();
    SlideOutcome resumed =
        new GlandPipeline(manifest, steps)
            .run(
                slide,
                tissue,
                1,
                (network, items, count) -> {
                  asked.addAndGet(count);
                  return answer(items, count);
                },
                folder,
                Progress.none());
    assertThat(asked.get()).isEqualTo(plan.tiles() - done);
    assertThat(resumed.heatmaps().getFirst().values())
        .isEqualTo(whole.heatmaps().getFirst().values());
    assertThat(resumed.probabilities()).isEqualTo(whole.probabilities());
    assertThat(folder).doesNotExist();
  }

  @Test
  void keptWorkThatIsCutIsDoneAgain() throws Exception {
    DrawnSlide slide = new DrawnSlide(1273, 1273, 512, 512, 1.1, 1, SlideRunTest::drawn);
    java.nio.file.Files.write(folder.resolve("tiles.partial"), new byte[] {0, 0, 0, 2, 1, 2, 3});
    assertThat(run(slide, folder).heatmaps().getFirst().values())
        .isEqualTo(run(slide, null).heatmaps().getFirst().values());
  }

  @Test
  void itStopsWhenCancelled() {
    DrawnSlide slide = new DrawnSlide(5600, 5600, 512, 512, 0.5, 4, SlideRunTest::drawn);
    List<Integer> batches = new ArrayList<>();
    Progress stop =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return batches.size() >= 2;
          }
        };
    assertThatThrownBy(
            () ->
                new SlideRun(steps, manifest, null)
                    .run(
                        slide,
                        TissueFinder.find(slide, Progress.none()),
                        (items, count) -> {
                          batches.add(count);
                          return answer(items, count);
                        },
                        (done, all) -> {},
                        stop))
        .isInstanceOf(java.util.concurrent.CancellationException.class);
    assertThat(batches).hasSize(2);
  }

  @Test
  void aFailingNetworkEndsTheRun() {
    DrawnSlide slide = new DrawnSlide(1273, 1273, 512, 512, 1.1, 1, SlideRunTest::drawn);
    assertThatThrownBy(
            () ->
                new SlideRun(steps, manifest, null)
                    .run(
                        slide,
                        TissueFinder.find(slide, Progress.none()),
                        (items, count) -> {
                          throw new IOException("no");
                        },
                        (done, all) -> {},
                        Progress.none()))
        .isInstanceOf(IOException.class);
  }

  private float[] input(RegionReader reader, int x, int y) throws Exception {
    float[] rgb = new float[3 * 224 * 224];
    reader.read(x, y, 224, rgb);
    float[] input = new float[rgb.length];
    steps.scale(rgb, input, 0);
    return input;
  }
}
