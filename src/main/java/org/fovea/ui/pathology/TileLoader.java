package org.fovea.ui.pathology;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fovea.common.FoveaException;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.Tiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes tiles off the JavaFX thread and keeps them within one budget of bytes. Each request
 * replaces the one before, so that what has left the view is not decoded any more. Safe for several
 * threads.
 */
final class TileLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TileLoader.class);

  /** Bytes that tiles may take. */
  static final long BUDGET = 256L << 20;

  private final Cache<TileKey, TilePicture> cache;

  /**
   * What was asked for last and has come. The cache admits by how often something is used and may
   * turn away what has just come; what is on the screen must not be.
   */
  private final Map<TileKey, TilePicture> held = new ConcurrentHashMap<>();

  private final Set<TileKey> wanted = new LinkedHashSet<>();
  private Set<TileKey> current = new HashSet<>();
  private final Set<TileKey> underway = new HashSet<>();
  private final Map<TileSource, Integer> busy = new HashMap<>();
  private final Set<TileSource> leaving = new HashSet<>();
  private final List<Thread> workers = new ArrayList<>();
  private volatile Runnable arrived = () -> {};
  private boolean closed;

  /**
   * @param bytes that tiles may take in memory
   */
  TileLoader(long bytes, int threads) {
    cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((TileKey k, TilePicture p) -> p.bytes())
            .executor(Runnable::run)
            .build();
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().daemon().name("tiles-" + (i + 1)).start(this::work));
    }
  }

  /** A loader as large as this computer suggests. */
  static TileLoader create() {
    return new TileLoader(
        Math.min(BUDGET, Runtime.getRuntime().maxMemory() / 2),
        Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4));
  }

  /**
   * Who is told that a tile has come; called on a worker thread.
   *
   * @param told called for each tile; must return at once
   */
  void onArrival(Runnable told) {
    arrived = told;
  }

  /** A tile that is there. */
  Optional<TilePicture> get(TileKey key) {
    TilePicture picture = cache.getIfPresent(key);
    return Optional.ofNullable(picture != null ? picture : held.get(key));
  }

  /** Asks for tiles, the first first, in place of what was asked for before. */
  synchronized void want(List<TileKey> keys) {
    wanted.clear();
    current = new HashSet<>(keys);
    held.keySet().retainAll(current);
    for (TileKey key : keys) {
      if (!held.containsKey(key)) {
        TilePicture there = cache.getIfPresent(key);
        if (there != null) {
          held.put(key, there);
        } else if (!underway.contains(key) && !leaving.contains(key.source())) {
          wanted.add(key);
        }
      }
    }
    notifyAll();
  }

  /** How many tiles are still to come. */
  synchronized int waiting() {
    return wanted.size() + underway.size();
  }

  /** Bytes that the tiles take now, about. */
  long bytes() {
    cache.cleanUp();
    return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  /** Forgets the tiles of a slide and closes it, once none of them is being decoded. */
  void release(TileSource source) {
    boolean now;
    synchronized (this) {
      wanted.removeIf(k -> k.source() == source);
      current.removeIf(k -> k.source() == source);
      now = !busy.containsKey(source);
      if (!now) {
        leaving.add(source);
      }
    }
    forget(source);
    if (now) {
      source.close();
    }
  }

  private void forget(TileSource source) {
    cache.asMap().keySet().removeIf(k -> k.source() == source);
    held.keySet().removeIf(k -> k.source() == source);
  }

  private void work() {
    TileKey key;
    while ((key = take()) != null) {
      TilePicture picture;
      try {
        picture = load(key);
      } catch (RuntimeException e) {
        LOG.warn("tile not decoded", e);
        picture = new TilePicture.Broken(e.toString());
      }
      cache.put(key, picture);
      done(key, picture);
      arrived.run();
    }
  }

  private synchronized TileKey take() {
    while (true) {
      if (closed) {
        return null;
      }
      var it = wanted.iterator();
      if (it.hasNext()) {
        TileKey key = it.next();
        it.remove();
        underway.add(key);
        busy.merge(key.source(), 1, Integer::sum);
        return key;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        return null;
      }
    }
  }

  private void done(TileKey key, TilePicture picture) {
    boolean close;
    synchronized (this) {
      underway.remove(key);
      if (current.contains(key)) {
        held.put(key, picture);
      }
      busy.computeIfPresent(key.source(), (s, n) -> n == 1 ? null : n - 1);
      close = !busy.containsKey(key.source()) && leaving.remove(key.source());
    }
    if (close) {
      forget(key.source());
      key.source().close();
    }
  }

  private TilePicture load(TileKey key) {
    TileKey plain = key.with(SlideAppearance.AS_SCANNED);
    TilePicture scanned = cache.getIfPresent(plain);
    if (scanned == null) {
      scanned = scanned(plain);
      if (!plain.equals(key)) {
        cache.put(plain, scanned);
      }
    }
    return switch (scanned) {
      case TilePicture.Broken b -> b;
      case TilePicture.Pixels p when plain.equals(key) -> p;
      case TilePicture.Pixels p ->
          new TilePicture.Pixels(
              new Tile(p.tile().columns(), p.tile().rows(), key.look().apply(p.tile().argb())));
    };
  }

  private TilePicture scanned(TileKey key) {
    if (key.halvings() > 0 && cache.getIfPresent(key.with(0)) instanceof TilePicture.Pixels whole) {
      return new TilePicture.Pixels(Tiles.halved(whole.tile(), key.halvings()));
    }
    try {
      Tile tile =
          Tiles.halved(key.source().tile(key.level(), key.column(), key.row()), key.halvings());
      return new TilePicture.Pixels(
          new Tile(tile.columns(), tile.rows(), key.look().apply(tile.argb())));
    } catch (FoveaException e) {
      LOG.warn("tile not decoded: {}", e.problem().line());
      return new TilePicture.Broken(e.problem().line());
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      wanted.clear();
      notifyAll();
    }
  }
}
