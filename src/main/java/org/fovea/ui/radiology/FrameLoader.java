package org.fovea.ui.radiology;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Source;
import org.fovea.dicom.Stack;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes frames off the JavaFX thread: first the slices that are on screen, then their neighbours,
 * nearest first. Whoever looks at a stack says so by {@link #want}; a later wish of the same viewer
 * takes the place of the earlier one, so that slices scrolled past are not decoded. Frames stay in
 * one cache with a budget of bytes. Safe for use by several threads.
 */
public final class FrameLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrameLoader.class);
  private static final Text TEXT = Text.of(FrameLoader.class);

  /** Share of the budget that is filled ahead of the eye; the rest keeps what was seen. */
  private static final double AHEAD = 0.8;

  private final PixelReader reader;
  private final long budget;
  private final Cache<Key, Loaded> cache;
  private final Map<Object, Wish> wishes = new LinkedHashMap<>();
  private final Set<Key> working = new HashSet<>();
  private final List<Thread> workers = new ArrayList<>();
  private boolean closed;

  /** What came of decoding a frame. */
  public sealed interface Loaded {
    /** Decoded. */
    record Picture(Frame frame, Presentation presentation) implements Loaded {}

    /**
     * Not decoded.
     *
     * @param message why, in words for the user
     */
    record Broken(String message) implements Loaded {}
  }

  /** Where a viewer is told of the slices of its stack; called on a worker thread. */
  @FunctionalInterface
  public interface Listener {
    /** A slice has been decoded, or could not be. */
    void loaded(Slice slice, Loaded loaded);
  }

  private record Key(Source source, int frame) {
    static Key of(Slice slice) {
      return new Key(slice.instance().source(), slice.frameIndex());
    }
  }

  /** What one viewer looks at; {@code tried} keeps a full cache from being filled for ever. */
  private record Wish(Stack stack, int index, Listener listener, BitSet tried) {}

  private record Job(Wish wish, int index, Slice slice, Key key) {}

  /**
   * @param budgetBytes of decoded pixels that are kept
   * @param threads number of worker threads
   */
  public FrameLoader(PixelReader reader, long budgetBytes, int threads) {
    this.reader = reader;
    this.budget = budgetBytes;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(budgetBytes)
            .weigher((Key k, Loaded l) -> bytes(l))
            .executor(Runnable::run)
            .build();
    for (int i = 1; i <= threads; i++) {
      workers.add(Thread.ofPlatform().daemon().name("decode-" + i).start(this::work));
    }
  }

  /** A loader that keeps a quarter of the heap and leaves one core to the window. */
  public static FrameLoader create(PixelReader reader) {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4);
    return new FrameLoader(reader, Runtime.getRuntime().maxMemory() / 4, threads);
  }

  /**
   * Says what a viewer looks at now, and thereby no longer wants of what it wanted before.
   *
   * @param listener told of each slice of the stack decoded for this wish
   */
  public void want(Object viewer, Stack stack, int index, Listener listener) {
    synchronized (wishes) {
      wishes.remove(viewer);
      wishes.put(viewer, new Wish(stack, index, listener, new BitSet()));
      wishes.notifyAll();
    }
  }

  /** The viewer looks at nothing any more. */
  public void forget(Object viewer) {
    synchronized (wishes) {
      wishes.remove(viewer);
    }
  }

  /** The slice if it is there already. */
  public Optional<Loaded> get(Slice slice) {
    return Optional.ofNullable(cache.getIfPresent(Key.of(slice)));
  }

  /** Tells which slices of a stack are there. */
  public void present(Stack stack, IntConsumer each) {
    for (int i = 0; i < stack.slices().size(); i++) {
      if (cache.asMap().containsKey(Key.of(stack.slices().get(i)))) {
        each.accept(i);
      }
    }
  }

  /** Stops the workers after the frame they are at, and lets go of what was decoded. */
  @Override
  public void close() {
    synchronized (wishes) {
      closed = true;
      wishes.clear();
      wishes.notifyAll();
    }
    cache.invalidateAll();
  }

  private void work() {
    while (true) {
      Job job;
      synchronized (wishes) {
        job = next();
        while (job == null && !closed) {
          try {
            wishes.wait();
          } catch (InterruptedException e) {
            return;
          }
          job = next();
        }
        if (closed) {
          return;
        }
        working.add(job.key);
      }
      Loaded loaded = decode(job.slice);
      cache.put(job.key, loaded);
      synchronized (wishes) {
        working.remove(job.key);
        wishes.notifyAll();
      }
      tell(job, loaded);
    }
  }

  private void tell(Job job, Loaded loaded) {
    List<Wish> concerned = new ArrayList<>();
    synchronized (wishes) {
      for (Wish w : wishes.values()) {
        if (w.stack == job.wish.stack || w.stack.slices().contains(job.slice)) {
          concerned.add(w);
        }
      }
    }
    for (Wish w : concerned) {
      w.listener.loaded(job.slice, loaded);
    }
  }

  /** What to decode next: what is on screen, the latest wish first; then around it. */
  private Job next() {
    List<Wish> latestFirst = new ArrayList<>(wishes.values()).reversed();
    int reach = 0;
    for (Wish w : latestFirst) {
      Job job = job(w, w.index);
      if (job != null) {
        return job;
      }
      reach = Math.max(reach, w.stack.slices().size());
    }
    for (int distance = 1; distance < reach; distance++) {
      for (Wish w : latestFirst) {
        if (2L * distance > room(w)) {
          continue;
        }
        Job job = job(w, w.index + distance);
        if (job == null) {
          job = job(w, w.index - distance);
        }
        if (job != null) {
          return job;
        }
      }
    }
    return null;
  }

  /** How many slices of a wish the budget allows ahead. */
  private long room(Wish w) {
    var first = w.stack.slices().get(w.index).instance();
    long each = Math.max(1, 2L * first.columns() * first.rows());
    return (long) (AHEAD * budget / wishes.size() / each);
  }

  private Job job(Wish w, int index) {
    if (index < 0 || index >= w.stack.slices().size() || w.tried.get(index)) {
      return null;
    }
    Slice slice = w.stack.slices().get(index);
    Key key = Key.of(slice);
    if (working.contains(key)) {
      return null;
    }
    w.tried.set(index);
    return cache.getIfPresent(key) == null ? new Job(w, index, slice, key) : null;
  }

  private Loaded decode(Slice slice) {
    try {
      return new Loaded.Picture(
          reader.frame(slice.instance(), slice.frameIndex()),
          reader.presentation(slice.instance(), slice.frameIndex()));
    } catch (FoveaException e) {
      LOG.warn("a slice could not be decoded [{}]", e.code().code(), e);
      return new Loaded.Broken(e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("decoding failed", e);
      return new Loaded.Broken(TEXT.get("viewport.broken"));
    }
  }

  private static int bytes(Loaded loaded) {
    if (!(loaded instanceof Loaded.Picture p)) {
      return 1;
    }
    long each =
        switch (p.frame().samples()) {
          case Samples.Bytes b -> 1;
          case Samples.Shorts s -> 2;
          case Samples.Ints i -> 4;
          case Samples.Floats f -> 4;
          case Samples.Doubles d -> 8;
        };
    return (int) Math.min(Integer.MAX_VALUE, each * p.frame().samples().length() + 256);
  }
}
