package org.fovea.report;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of one analysis; null for a kind that was not written.
 *
 * @param overlays pictures for the eye
 */
public record ResultFiles(
    Path segmentation, Path parametricMap, Path report, Path annotations, List<Path> overlays) {

  /** Of an analysis that wrote nothing. */
  public static ResultFiles none() {
    return new ResultFiles(null, null, null, null, List.of());
  }
}
