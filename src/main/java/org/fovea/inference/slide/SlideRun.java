package org.fovea.inference.slide;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.WholeFile;
import org.fovea.imaging.slide.RegionReader;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a network over the tissue of one slide. Tiles are read, decoded and brought to scale by
 * threads of their own, a bounded number ahead of the network, which is asked on the caller's
 * thread.
 */
public final class SlideRun {
  private static final Logger LOG = LoggerFactory.getLogger(SlideRun.class);

  /** Batches that are prepared ahead of the network. */
  private static final int AHEAD = 3;

  /** Kept work is written when this much time has passed, ns: often enough, and cheap. */
  private static final long KEEP_EVERY = 5_000_000_000L;

  private final SlideSteps steps;
  private final int batch;
  private final int outputValues;
  private final Path kept;

  /** Runs a batch of a network. */
  @FunctionalInterface
  public interface Network {
    /**
     * @param items input values, item by item
     * @return output values, item by item
     */
    float[] run(float[] items, int count) throws IOException, FoveaException;
  }

  /** Hears how far the work is. */
  @FunctionalInterface
  public interface Watcher {
    void tiles(int done, int all);
  }

  /**
   * @param checkpoint folder in which work that is done is kept; null for none
   */
  public SlideRun(SlideSteps steps, Manifest manifest, Path checkpoint) {
    this.steps = steps;
    this.batch = manifest.network().batch();
    this.outputValues = manifest.network().output().stream().reduce(1, Math::multiplyExact);
    this.kept = checkpoint == null ? null : checkpoint.resolve("tiles.partial");
  }

  /**
   * Runs.
   *
   * @return what the network said of each cell
   * @throws FoveaException if a tile cannot be read
   * @throws IOException if the network fails, or work cannot be kept
   * @throws CancellationException if cancelled; what is kept stays
   */
  public CellMaps run(
      TileSource source, TissueMap tissue, Network network, Watcher watcher, Progress progress)
      throws FoveaException, IOException {
    Slide slide = source.slide();
    CellGrid grid = CellGrid.of(slide.highest(), steps.micrometresPerPixel());
    TilePlan plan = TilePlan.of(grid, steps, tissue);
    Kept before = resume(grid, plan);
    CellMaps maps = before.maps();
    int firstRow = before.nextRow();
    ExecutorService readers =
        Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("tiles-", 0).factory());
    try {
      tiles(source, grid, plan, maps, firstRow, network, watcher, progress, readers);
    } finally {
      readers.shutdownNow();
    }
    maps.finish();
    return maps;
  }

  /** Removes what was kept, once a result has been made of it. */
  public void forget() throws IOException {
    if (kept != null) {
      WholeFile.remove(kept);
      try {
        Files.deleteIfExists(kept.getParent());
      } catch (DirectoryNotEmptyException e) {
        LOG.debug("the folder of kept work holds something else", e);
      }
    }
  }

  private record Prepared(int row, int x, int y, float[] input) {}

  private void tiles(
      TileSource source,
      CellGrid grid,
      TilePlan plan,
      CellMaps maps,
      int firstRow,
      Network network,
      Watcher watcher,
      Progress progress,
      ExecutorService readers)
      throws FoveaException, IOException {
    RegionReader reader = new RegionReader(source, grid.scaleX(), grid.scaleY());
    int values = 3 * steps.size() * steps.size();
    float[] items = new float[batch * values];
    ArrayDeque<Future<Prepared>> waiting = new ArrayDeque<>();
    ArrayDeque<Prepared> ready = new ArrayDeque<>();
    int done = 0;
    for (int r = 0; r < firstRow; r++) {
      done += plan.rows().get(r).lefts().length;
    }
    int row = firstRow;
    int column = 0;
    int closedRow = firstRow;
    long lastKept = System.nanoTime();
    while (done < plan.tiles()) {
      progress.checkCancelled();
      while (row < plan.rows().size() && waiting.size() < AHEAD * batch) {
        TilePlan.Row tiles = plan.rows().get(row);
        if (column == tiles.lefts().length) {
          row++;
          column = 0;
          continue;
        }
        int x = tiles.lefts()[column++];
        int at = row;
        waiting.add(readers.submit(() -> prepare(reader, at, x, tiles.y())));
      }
      while (ready.size() < batch && !waiting.isEmpty()) {
        ready.add(get(waiting.remove()));
      }
      int n = ready.size();
      int i = 0;
      for (Prepared p : ready) {
        System.arraycopy(p.input(), 0, items, values * i++, values);
      }
      float[] output = network.run(items, n);
      for (int k = 0; k < n; k++) {
        Prepared p = ready.remove();
        if (kept != null && p.row() > closedRow && System.nanoTime() - lastKept > KEEP_EVERY) {
          // The tiles added so far are whole rows: here the work can be taken up again.
          keep(maps, p.row());
          lastKept = System.nanoTime();
        }
        closedRow = Math.max(closedRow, p.row());
        maps.add(p.x(), p.y(), output, k * outputValues);
        done++;
      }
      watcher.tiles(done, plan.tiles());
    }
  }

  private Prepared prepare(RegionReader reader, int row, int x, int y) throws FoveaException {
    float[] rgb = new float[3 * steps.size() * steps.size()];
    reader.read(x, y, steps.size(), rgb);
    float[] input = new float[rgb.length];
    steps.scale(rgb, input, 0);
    return new Prepared(row, x, y, input);
  }

  private static Prepared get(Future<Prepared> future) throws FoveaException, IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case FoveaException f -> throw f;
        case Error error -> throw error;
        default -> throw new IOException(e.getCause());
      }
    }
  }

  private void keep(CellMaps maps, int nextRow) throws IOException {
    Files.createDirectories(kept.getParent());
    WholeFile.write(
        kept,
        stream -> {
          DataOutputStream data = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16));
          data.writeInt(nextRow);
          maps.save(data);
          data.flush();
        });
  }

  /** What was done before, and the first row of tiles that is still to be done. */
  private record Kept(CellMaps maps, int nextRow) {}

  private Kept resume(CellGrid grid, TilePlan plan) {
    if (kept == null || !Files.isRegularFile(kept)) {
      return new Kept(new CellMaps(grid, steps), 0);
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(kept), 1 << 16))) {
      int row = in.readInt();
      if (row > 0 && row <= plan.rows().size()) {
        CellMaps maps = new CellMaps(grid, steps);
        maps.load(in);
        return new Kept(maps, row);
      }
    } catch (IOException e) {
      LOG.warn("work kept from before cannot be read and is done again", e);
    }
    return new Kept(new CellMaps(grid, steps), 0);
  }
}
