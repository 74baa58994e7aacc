package org.fovea.workflow;

import java.nio.file.Path;
import java.util.List;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.common.Problem;
import org.fovea.inference.Analyzer;
import org.fovea.inference.Device;
import org.fovea.inference.Gate;

/** The implementations behind the interfaces that {@link Services} puts together. */
final class Parts {
  private Parts() {}

  static Gate gate() {
    return null;
  }

  static BundleCatalog catalog(List<Path> folders) {
    return new BundleCatalog() {
      @Override
      public List<Bundle> bundles() {
        return List.of();
      }

      @Override
      public List<Problem> problems() {
        return List.of();
      }
    };
  }

  static Analyzer analyzer(Gate gate) {
    return null;
  }

  static List<Device> devices() {
    return List.of();
  }
}
