package org.fovea.bundle;

import java.util.List;
import java.util.Optional;
import org.fovea.common.Problem;

/** The bundles on this computer. */
public interface BundleCatalog {

  List<Bundle> bundles();

  /** Folders that look like bundles but are not whole, named once each. */
  List<Problem> problems();

  default Optional<Bundle> find(String id) {
    return bundles().stream().filter(b -> b.manifest().id().equals(id)).findFirst();
  }
}
