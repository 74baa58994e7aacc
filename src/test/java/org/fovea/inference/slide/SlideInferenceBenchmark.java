package org.fovea.inference.slide;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.FolderBundleCatalog;
import org.fovea.common.Progress;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueFinder;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.fovea.inference.engine.TorchNetwork;

/**
 * Prints the patches a second of the whole pipeline on a slide, of the bare network before and
 * after it, since a shared machine drifts, and their ratio, and the milliseconds that reading one
 * tile of the highest resolution takes. Arguments: the folder of a slide and, if not {@code cpu}, a
 * device.
 */
public final class SlideInferenceBenchmark {
  private static final int ROUNDS = 5;
  private static final int BARE_BATCHES = 20;

  private SlideInferenceBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    String device = arguments.length > 1 ? arguments[1] : "cpu";
    Bundle bundle =
        new FolderBundleCatalog(List.of(Path.of("models"))).find("gut-neoplasia").orElseThrow();
    SlideSteps steps = SlideSteps.of(bundle);
    int batch = bundle.manifest().network().batch();
    SlideImage image =
        new FileStudyReader()
            .read(List.of(Path.of(arguments[0])), Progress.none()).studies().stream()
                .flatMap(s -> s.series().stream())
                .flatMap(s -> s.slides().stream())
                .findFirst()
                .orElseThrow();
    try (TorchNetwork network =
            new TorchNetwork(
                bundle.folder().resolve(Bundle.NETWORK),
                device,
                batch,
                new int[] {3, steps.size(), steps.size()},
                new int[] {1 + steps.classes().size(), steps.size() / 2, steps.size() / 2});
        TileSource source = new DicomSlideReader(new FilePixelReader()).open(image)) {
      float[] items = new float[batch * network.inputValues()];
      Random random = new Random(1);
      for (int i = 0; i < items.length; i++) {
        items[i] = random.nextFloat() - 0.5f;
      }
      for (int i = 0; i < 5; i++) {
        network.run(items, batch);
      }
      TissueMap tissue = TissueFinder.find(source, Progress.none());
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        double before = bare(network, items, batch);
        AtomicInteger tiles = new AtomicInteger();
        long start = System.nanoTime();
        new SlideRun(steps, bundle.manifest(), null)
            .run(source, tissue, network::run, (done, all) -> tiles.set(done), Progress.none());
        double pipeline = tiles.get() / seconds(start);
        double after = bare(network, items, batch);
        ratios[round] = 2 * pipeline / (before + after);
        System.out.printf(
            "bare network %.1f and %.1f patches/s, pipeline between %.1f on %d patches, ratio"
                + " %.2f%n",
            before, after, pipeline, tiles.get(), ratios[round]);
      }
      Arrays.sort(ratios);
      System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
      long from = System.nanoTime();
      int read = Math.min(200, image.slide().highest().tilesAcross() * 4);
      for (int i = 0; i < read; i++) {
        source.tile(
            0,
            i % image.slide().highest().tilesAcross(),
            i / image.slide().highest().tilesAcross());
      }
      System.out.printf("%.2f ms a tile%n", seconds(from) * 1000 / read);
    }
  }

  /** Patches a second of the network on values that are in memory. */
  private static double bare(TorchNetwork network, float[] items, int batch) throws Exception {
    long from = System.nanoTime();
    for (int i = 0; i < BARE_BATCHES; i++) {
      network.run(items, batch);
    }
    return BARE_BATCHES * batch / seconds(from);
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }
}
