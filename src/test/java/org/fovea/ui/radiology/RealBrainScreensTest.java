package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import org.fovea.common.Progress;
import org.fovea.dicom.Series;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;
import org.fovea.testing.Fx;
import org.fovea.testing.SharedData;
import org.fovea.ui.action.ActionRegistry;
import org.junit.jupiter.api.Test;

/** Real studies in the reading place, with the experts' outline of the tumour over them. */
class RealBrainScreensTest {

  @Test
  void tumoursLieWhereTheExpertsDrewThem() throws Exception {
    Path patient = SharedData.folder("brain-lgg-dicom").resolve("TCGA_DU_7309_19960831");
    Study study =
        new FileStudyReader().read(List.of(patient), Progress.none()).studies().getFirst();
    Series flair =
        study.series().stream()
            .filter(s -> s.description().toUpperCase().contains("FLAIR"))
            .findFirst()
            .orElseThrow();
    Grid grid = flair.stacks().getFirst().grid();
    assertThat(grid.sliceAxis().z()).as("towards the head").isPositive();
    Mask mask = new Mask(grid, bits(patient.resolve("mask.npz"), grid.size()));
    Vec3 middle = middle(mask);
    Fx.start();
    FrameLoader loader = new FrameLoader(new FilePixelReader(), 256 << 20, 1);
    ReadView view =
        Fx.call(
            () -> {
              Application.setUserAgentStylesheet("/atlantafx/base/theme/primer-dark.bss");
              ReadView v = new ReadView(loader, s -> {});
              v.contribute(new ActionRegistry());
              ReadViewTest.dress(new Scene(new BorderPane(v), 1366, 708));
              v.open(study);
              v.showSeries(flair.seriesInstanceUid());
              return v;
            });
    Scene scene = Fx.call(view::getScene);
    settled(view);
    Fx.picture(scene, "read-real-flair-1366", 1);
    Fx.run(
        () -> {
          view.showOverlays(
              List.of(
                  new OverlayLayer.Heat("h", "Glioma", flair.seriesInstanceUid(), softened(mask)),
                  new OverlayLayer.Outline(
                      "f", "Glioma", flair.seriesInstanceUid(), mask, Decision.PENDING)));
          view.jumpTo(middle);
        });
    settled(view);
    Fx.picture(scene, "read-real-heatmap-1366", 1);
    Fx.run(() -> view.state().layoutProperty().set(4));
    settled(view);
    Fx.run(() -> view.jumpTo(middle));
    settled(view);
    Fx.picture(scene, "read-real-four-1366", 1);
    Fx.run(
        () -> {
          view.state().layoutProperty().set(1);
          view.edit("f", "Glioma", mask, softened(mask), m -> {});
          view.editing().cut(0.3);
        });
    settled(view);
    Fx.picture(scene, "read-real-editing-1366", 1);
    assertThat(Fx.call(() -> view.editing().mask().count())).isGreaterThan(mask.count());
    // on FLAIR the outlined tissue is brighter than what lies round it
    assertThat(Fx.call(() -> brightness(view.active(), mask))).isGreaterThan(1.2);
    Fx.run(view::close);
  }

  private static void settled(ReadView view) {
    for (Viewport v : Fx.call(() -> List.copyOf(view.grid().visible()))) {
      Fx.await(
          "pictures",
          () -> v.model().shown() == null || v.model().picturedIndex() == v.model().index());
    }
    for (int i = 0; i < 2; i++) {
      Fx.run(() -> view.getScene().getRoot().layout());
    }
  }

  /** Mean inside the outline over the mean of the tissue up to eight pixels round it. */
  private static double brightness(ViewportModel m, Mask mask) {
    var p = m.decoded().orElseThrow();
    Grid g = mask.grid();
    int k = (int) Math.round(g.toIndex(m.plane().origin()).z());
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int j = 8; j < g.rows() - 8; j++) {
      for (int i = 8; i < g.columns() - 8; i++) {
        boolean in = mask.contains(i, j, k);
        boolean near = in;
        for (int step = 1; step <= 8 && !near; step++) {
          near =
              mask.contains(i + step, j, k)
                  || mask.contains(i - step, j, k)
                  || mask.contains(i, j + step, k)
                  || mask.contains(i, j - step, k);
        }
        if (near) {
          sum[in ? 1 : 0] += p.frame().samples().get(j * g.columns() + i);
          count[in ? 1 : 0]++;
        }
      }
    }
    return sum[1] / count[1] / (sum[0] / count[0]);
  }

  private static Vec3 middle(Mask mask) {
    Grid g = mask.grid();
    int best = 0;
    int most = -1;
    for (int k = 0; k < g.slices(); k++) {
      int n =
          mask.voxels()
              .get(g.index(0, 0, k), g.index(0, 0, k) + g.columns() * g.rows())
              .cardinality();
      if (n > most) {
        most = n;
        best = k;
      }
    }
    return g.toPatient(g.columns() / 2.0, g.rows() / 2.0, best);
  }

  /** A map that falls off from the mask's inside: the mean of its neighbourhood. */
  private static Heatmap softened(Mask mask) {
    Grid g = mask.grid();
    float[] v = new float[g.size()];
    int reach = 6;
    for (int k = 0; k < g.slices(); k++) {
      for (int j = reach; j < g.rows() - reach; j++) {
        for (int i = reach; i < g.columns() - reach; i++) {
          int n = 0;
          for (int y = -reach; y <= reach; y += 2) {
            for (int x = -reach; x <= reach; x += 2) {
              n += mask.contains(i + x, j + y, k) ? 1 : 0;
            }
          }
          v[g.index(i, j, k)] = n / 49f;
        }
      }
    }
    return new Heatmap("glioma", Heatmap.Quantity.PROBABILITY, new Volume(g, v), 0.5);
  }

  /** The one array of bytes or truth values of a numpy archive. */
  private static BitSet bits(Path npz, int size) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(npz))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        byte[] all = zip.readAllBytes();
        int header = 10 + (all[8] & 0xff | (all[9] & 0xff) << 8);
        String said = new String(all, 10, header - 10, StandardCharsets.US_ASCII);
        if (all.length - header == size && said.contains("'fortran_order': False")) {
          BitSet bits = new BitSet(size);
          for (int i = 0; i < size; i++) {
            bits.set(i, all[header + i] != 0);
          }
          return bits;
        }
      }
    }
    throw new IOException("no array of " + size + " values in " + npz);
  }
}
