package org.fovea.inference;

import java.nio.file.Path;
import java.util.List;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.FolderBundleCatalog;

/** The bundle that comes with Fovea. */
final class Bundles {
  private Bundles() {}

  static Path models() {
    return Path.of(System.getProperty("fovea.basedir", "."), "models");
  }

  static Bundle brain() {
    return new FolderBundleCatalog(List.of(models())).find("brain-mri-glioma").orElseThrow();
  }
}
