package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Stack;
import org.fovea.dicom.VolumeReader;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.volume.Volume;

/** Decodes the slices of a stack side by side and puts them together as one volume. */
public final class StackVolumeReader implements VolumeReader {
  private static final Text TEXT = Text.of(StackVolumeReader.class);

  private final PixelReader pixels;

  public StackVolumeReader(PixelReader pixels) {
    this.pixels = pixels;
  }

  @Override
  public Volume read(Stack stack, Progress progress) throws FoveaException {
    Grid grid = stack.grid();
    String source = stack.slices().getFirst().instance().source().path().toString();
    if (grid == null) {
      throw new FoveaException(ErrorCode.UNSUPPORTED, source, TEXT.get("volume.none"));
    }
    long voxels = (long) grid.columns() * grid.rows() * grid.slices();
    long free = Runtime.getRuntime().maxMemory();
    if (voxels > Integer.MAX_VALUE - 8 || voxels * Float.BYTES > free / 2) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, source, TEXT.get("volume.memory", voxels * 4 / (1 << 20)));
    }
    float[] values = new float[(int) voxels];
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("volume-", 0).factory());
    AtomicInteger done = new AtomicInteger();
    List<Future<?>> futures = new ArrayList<>();
    try {
      for (int k = 0; k < grid.slices(); k++) {
        int slice = k;
        futures.add(
            pool.submit(
                () -> {
                  progress.checkCancelled();
                  fill(stack.slices().get(slice), grid, values, slice);
                  int n = done.incrementAndGet();
                  progress.report(
                      (double) n / grid.slices(), TEXT.get("progress.slices", n, grid.slices()));
                  return null;
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
      return new Volume(grid, values);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static FoveaException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case FoveaException worded -> worded;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    };
  }

  private void fill(Slice slice, Grid grid, float[] values, int k) throws FoveaException {
    Frame frame = pixels.frame(slice.instance(), slice.frameIndex());
    String source = slice.instance().source().toString();
    if (frame.samplesPerPixel() != 1) {
      throw new FoveaException(ErrorCode.UNSUPPORTED, source, TEXT.get("volume.colour"));
    }
    if (frame.columns() != grid.columns() || frame.rows() != grid.rows()) {
      throw new FoveaException(ErrorCode.DAMAGED, source, TEXT.get("volume.size"));
    }
    ModalityLut lut = pixels.presentation(slice.instance(), slice.frameIndex()).modalityLut();
    Samples samples = frame.samples();
    int at = grid.index(0, 0, k);
    int n = samples.length();
    for (int i = 0; i < n; i++) {
      values[at + i] = (float) lut.apply(samples.get(i));
    }
  }
}
