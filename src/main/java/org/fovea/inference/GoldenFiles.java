package org.fovea.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.inference.engine.TorchNetwork;
import org.fovea.inference.pipeline.Npy;

/** The golden pairs of a bundle, and the comparison of its network with them. */
final class GoldenFiles {
  private static final Text TEXT = Text.of(GoldenFiles.class);
  private final Bundle bundle;

  GoldenFiles(Bundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Runs the network on its golden input.
   *
   * @throws FoveaException BUNDLE_INVALID if it answers otherwise than the bundle's authors allow
   */
  void network(TorchNetwork network) throws IOException, FoveaException {
    network(network, "network");
  }

  /**
   * Runs a network on the golden input of a name.
   *
   * @throws FoveaException as {@link #network(TorchNetwork)}
   */
  void network(TorchNetwork network, String name) throws IOException, FoveaException {
    if (!(bundle.manifest().golden().get(name) instanceof Map<?, ?> golden)) {
      throw new IOException("no golden pair called " + name);
    }
    Npy input = read(golden.get("input"));
    Npy output = read(golden.get("output"));
    double tolerance = ((Number) golden.get("tolerance")).doubleValue();
    int n = input.shape()[0];
    if (n > network.batch() || input.values().length != n * network.inputValues()) {
      throw new IOException("golden input of another shape than the network's");
    }
    compare(network.run(input.values(), n), output.values(), tolerance, "goldenNetwork");
  }

  /** One array, which has to be among the files whose checksums were verified. */
  Npy read(Object name) throws IOException {
    Path root = bundle.folder().toAbsolutePath().normalize();
    Path file = root.resolve(name.toString()).normalize();
    if (!file.startsWith(root) || !bundle.manifest().files().containsKey(name.toString())) {
      throw new IOException("golden file not among the files of the bundle: " + name);
    }
    return Npy.read(file);
  }

  /**
   * Compares.
   *
   * @param key of the message that names the worst difference and the tolerance
   */
  void compare(float[] actual, float[] expected, double tolerance, String key)
      throws FoveaException, IOException {
    if (actual.length != expected.length) {
      throw new IOException("golden output of another length");
    }
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - (double) expected[i]);
      worst = Math.max(worst, difference); // keeps a value that is not a number
    }
    if (!(worst <= tolerance)) {
      throw new FoveaException(
          ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get(key, worst, tolerance));
    }
  }
}
