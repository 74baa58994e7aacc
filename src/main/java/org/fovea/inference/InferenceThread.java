package org.fovea.inference;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.inference.engine.TorchNetwork;
import org.fovea.inference.slide.NetworkFile;

/**
 * The one thread that runs networks, and the networks that were loaded: libtorch keeps memory for
 * each thread that ever ran one.
 */
public final class InferenceThread implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread t = new Thread(r, "inference");
            t.setDaemon(true);
            return t;
          });

  /** Touched by the inference thread only. */
  private final Map<String, TorchNetwork> loaded = new LinkedHashMap<>();

  private volatile boolean closing;

  /** Tells whether a network that was just loaded works here. */
  @FunctionalInterface
  interface Check {
    void check(TorchNetwork network) throws FoveaException;
  }

  /**
   * Runs work on the thread and waits for it.
   *
   * @param work is given a progress that is cancelled also where nobody waits any more
   * @throws CancellationException if cancelled, or interrupted while waiting
   */
  <T> T call(Function<Progress, T> work, Progress progress) {
    AtomicBoolean abandoned = new AtomicBoolean();
    Progress stoppable =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            progress.report(fraction, message);
          }

          @Override
          public boolean cancelled() {
            return progress.cancelled() || abandoned.get() || closing;
          }
        };
    Future<T> future = thread.submit(() -> work.apply(stoppable));
    try {
      return future.get();
    } catch (InterruptedException e) {
      // The inference thread itself is never interrupted: native code does not expect it.
      abandoned.set(true);
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException c) {
        throw c;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * The network of a bundle on a device, loaded and checked on first use. Called on the thread.
   *
   * @throws IOException if it cannot be loaded
   * @throws FoveaException if the check fails
   */
  TorchNetwork network(Bundle bundle, String device, Check check)
      throws IOException, FoveaException {
    Manifest.Network n = bundle.manifest().network();
    return network(
        bundle,
        new NetworkFile(Bundle.NETWORK, n.input(), n.output(), n.batch(), "network"),
        device,
        check);
  }

  /** The same for any network of a bundle. */
  TorchNetwork network(Bundle bundle, NetworkFile file, String device, Check check)
      throws IOException, FoveaException {
    String digest = bundle.manifest().files().getOrDefault(file.file(), "");
    String key = device + " " + bundle.folder() + " " + file.file() + " " + digest;
    TorchNetwork known = loaded.get(key);
    if (known != null) {
      return known;
    }
    TorchNetwork network =
        new TorchNetwork(
            bundle.folder().resolve(file.file()),
            device,
            file.batch(),
            file.input().stream().mapToInt(Integer::intValue).toArray(),
            file.output().stream().mapToInt(Integer::intValue).toArray());
    try {
      check.check(network);
    } catch (FoveaException e) {
      network.close();
      throw e;
    }
    loaded.put(key, network);
    return network;
  }

  @Override
  public void close() {
    closing = true;
    thread.submit(
        () -> {
          loaded.values().forEach(TorchNetwork::close);
          loaded.clear();
        });
    thread.close();
  }
}
