package org.fovea.inference;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.Text;
import org.fovea.inference.engine.TorchRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out where networks can run, by multiplying two small matrices there. */
public final class Devices {
  private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
  private static final Text TEXT = Text.of(Devices.class);
  private static final int N = 64;

  /**
   * The processor and every graphics card that libtorch sees, each with the outcome of its test.
   */
  public List<Device> list() {
    List<Device> all = new ArrayList<>();
    Engine engine;
    try {
      engine = TorchRuntime.engine();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("libtorch cannot be loaded", e);
      return List.of(new Device("cpu", processor(), false, TEXT.get("noLibtorch")));
    }
    all.add(
        test("cpu", processor(), ai.djl.Device.cpu(), TEXT.get("cpuUsed", engine.getVersion())));
    int cards = cards(engine);
    for (int i = 0; i < cards; i++) {
      all.add(
          test(
              "cuda:" + i,
              TEXT.get("card", i),
              ai.djl.Device.gpu(i),
              TEXT.get("cardUsed", engine.getVersion())));
    }
    if (cards == 0) {
      all.add(new Device("cuda:0", TEXT.get("noCardName"), false, TEXT.get("noCard")));
    }
    return List.copyOf(all);
  }

  /** The device that {@code auto} stands for: the first usable card, else the processor. */
  public String automatic() {
    return automatic(list());
  }

  /** The same among devices that were listed before. */
  public static String automatic(List<Device> devices) {
    return devices.stream()
        .filter(d -> d.usable() && d.id().startsWith("cuda"))
        .map(Device::id)
        .findFirst()
        .orElse("cpu");
  }

  private static int cards(Engine engine) {
    try {
      return engine.getGpuCount();
    } catch (RuntimeException e) {
      LOG.info("counting graphics cards failed", e);
      return 0;
    }
  }

  private static String processor() {
    return TEXT.get(
        "processor", System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors());
  }

  private static Device test(String id, String name, ai.djl.Device device, String good) {
    float[] a = new float[N * N];
    float[] b = new float[N * N];
    for (int i = 0; i < a.length; i++) {
      a[i] = i * 37 % 101 - 50;
      b[i] = i * 53 % 97 - 48;
    }
    try (NDManager manager = NDManager.newBaseManager(device, "PyTorch")) {
      NDArray product =
          manager.create(a, new Shape(N, N)).matMul(manager.create(b, new Shape(N, N)));
      float[] c = product.toFloatArray();
      for (int r = 0; r < N; r++) {
        for (int s = 0; s < N; s++) {
          double expected = 0;
          for (int k = 0; k < N; k++) {
            expected += a[r * N + k] * (double) b[k * N + s];
          }
          if (Math.abs(c[r * N + s] - expected) > 1e-3 * Math.max(1, Math.abs(expected))) {
            return new Device(id, name, false, TEXT.get("wrongResult"));
          }
        }
      }
      return new Device(id, name, true, good);
    } catch (RuntimeException e) {
      LOG.warn("self-test of {} failed", id, e);
      return new Device(id, name, false, TEXT.get("testFailed"));
    }
  }
}
