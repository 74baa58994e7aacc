package org.fovea.inference;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.inference.engine.TorchNetwork;
import org.fovea.inference.pipeline.Npy;
import org.fovea.inference.slide.NetworkFile;
import org.fovea.inference.slide.SlideSteps;

/** As {@link GoldenCheck}, for bundles that look at tiles of slides. */
final class SlideGoldenCheck {
  private static final Text TEXT = Text.of(SlideGoldenCheck.class);
  private final Bundle bundle;
  private final SlideSteps steps;
  private final GoldenFiles files;

  SlideGoldenCheck(Bundle bundle, SlideSteps steps) {
    this.bundle = bundle;
    this.steps = steps;
    this.files = new GoldenFiles(bundle);
  }

  /**
   * Runs the comparison.
   *
   * @throws FoveaException BUNDLE_INVALID if a result differs by more than the bundle's tolerance
   */
  void check(TorchNetwork network, NetworkFile file) throws FoveaException {
    try {
      preprocessing();
      files.network(network, file.golden());
    } catch (IOException | RuntimeException e) {
      throw new FoveaException(
          ErrorCode.BUNDLE_INVALID, bundle.folder().toString(), TEXT.get("goldenUnreadable"), e);
    }
  }

  private void preprocessing() throws IOException, FoveaException {
    for (Object each : (List<?>) bundle.manifest().golden().get("preprocessing")) {
      Map<?, ?> golden = (Map<?, ?>) each;
      Npy picture = files.read(golden.get("picture"));
      if (picture.values().length != 3 * steps.size() * steps.size()) {
        throw new IOException("golden picture of another size than a tile");
      }
      float[] input = new float[picture.values().length];
      steps.scale(picture.values(), input, 0);
      double tolerance = ((Number) golden.get("tolerance")).doubleValue();
      files.compare(
          input, files.read(golden.get("input")).values(), tolerance, "goldenPreprocessing");
    }
  }
}
