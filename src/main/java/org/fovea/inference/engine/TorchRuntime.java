package org.fovea.inference.engine;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts libtorch from the folder {@code fovea.native}/pytorch, in place. Where that folder is not
 * there DJL's own way of finding it is left alone.
 */
public final class TorchRuntime {

  private TorchRuntime() {}

  /**
   * The engine, started on first use. DJL holds it for the whole process.
   *
   * @throws RuntimeException if libtorch cannot be loaded
   */
  public static Engine engine() {
    String folder = System.getProperty("fovea.native");
    if (folder != null) {
      Path torch = Path.of(folder, "pytorch").toAbsolutePath();
      if (Files.isDirectory(torch)) {
        setUnlessSet("PYTORCH_LIBRARY_PATH", torch.toString());
        setUnlessSet("ENGINE_CACHE_DIR", torch.toString());
        setUnlessSet("DJL_CACHE_DIR", torch.toString());
        setUnlessSet("ai.djl.offline", "true");
      }
      Path jna = Path.of(folder, "lib").toAbsolutePath();
      if (Files.isRegularFile(jna.resolve(System.mapLibraryName("jnidispatch")))) {
        setUnlessSet("jna.boot.library.path", jna.toString());
        setUnlessSet("jna.nounpack", "true");
      }
    }
    // Where JNA has no library beside libtorch it unpacks its own, by default in the home folder.
    setUnlessSet("jna.tmpdir", System.getProperty("java.io.tmpdir"));
    setUnlessSet("OPT_OUT_TRACKING", "true");
    // Profiling runs cost seconds at the start and gain little for a plain convolutional network.
    setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
    return Engine.getEngine("PyTorch");
  }

  private static void setUnlessSet(String key, String value) {
    if (System.getProperty(key) == null && System.getenv(key) == null) {
      System.setProperty(key, value);
    }
  }
}
