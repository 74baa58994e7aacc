package org.fovea.inference;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Volume;
import org.fovea.inference.engine.TorchNetwork;
import org.fovea.inference.pipeline.Npy;
import org.fovea.inference.pipeline.Prepared;
import org.fovea.inference.pipeline.Steps;

/**
 * Compares what this computer makes of a bundle's golden inputs with the outputs that the bundle's
 * authors computed on theirs, for preprocessing and network apart.
 */
final class GoldenCheck {
  private static final Text TEXT = Text.of(GoldenCheck.class);

  private final Bundle bundle;
  private final Steps steps;
  private final GoldenFiles files;

  GoldenCheck(Bundle bundle, Steps steps) {
    this.bundle = bundle;
    this.steps = steps;
    this.files = new GoldenFiles(bundle);
  }

  /**
   * Runs the comparison.
   *
   * @throws FoveaException BUNDLE_INVALID if a result differs by more than the bundle's tolerance
   */
  void check(TorchNetwork network) throws FoveaException {
    try {
      preprocessing();
      files.network(network);
    } catch (IOException | RuntimeException e) {
      throw new FoveaException(
          ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get("goldenUnreadable"), e);
    }
  }

  private void preprocessing() throws IOException, FoveaException {
    for (Object each : (List<?>) bundle.manifest().golden().get("preprocessing")) {
      Map<?, ?> golden = (Map<?, ?>) each;
      Map<String, Volume> roles = new LinkedHashMap<>();
      for (Map.Entry<?, ?> role : ((Map<?, ?>) golden.get("roles")).entrySet()) {
        Npy volume = files.read(role.getValue());
        roles.put(role.getKey().toString(), new Volume(grid(volume.shape()), volume.values()));
      }
      Prepared prepared = Prepared.of(steps, roles, substitutes(bundle.manifest()));
      Npy expected = files.read(golden.get("input"));
      int stride = ((Number) golden.get("stride")).intValue();
      double tolerance = ((Number) golden.get("tolerance")).doubleValue();
      int size = steps.size();
      float[] input = new float[steps.inputChannels() * size * size];
      float[] actual = new float[expected.values().length];
      int at = 0;
      for (Object slice : (List<?>) golden.get("slices")) {
        prepared.input(((Number) slice).intValue(), input, 0);
        for (int c = 0; c < steps.inputChannels(); c++) {
          for (int r = 0; r < size; r += stride) {
            for (int s = 0; s < size; s += stride) {
              actual[at++] = input[(c * size + r) * size + s];
            }
          }
        }
      }
      files.compare(actual, expected.values(), tolerance, "goldenPreprocessing");
    }
  }

  /** Golden studies are in axial order; where they lie does not matter. */
  private static Grid grid(int[] shape) {
    return new Grid(
        new Vec3(0, 0, 0),
        new Vec3(1, 0, 0),
        new Vec3(0, 1, 0),
        new Vec3(0, 0, 1),
        1,
        1,
        1,
        shape[2],
        shape[1],
        shape[0]);
  }

  static Map<String, String> substitutes(Manifest manifest) {
    Map<String, String> substitutes = new LinkedHashMap<>();
    for (Manifest.Role role : manifest.appliesTo().roles()) {
      if (role.substitute() != null) {
        substitutes.put(role.name(), role.substitute());
      }
    }
    return substitutes;
  }
}
