package org.fovea.imaging.volume;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Grid;

/**
 * A series that can be analysed: what it is, where it lies, and its voxels when they are asked for.
 *
 * @param grid null where the slices do not form a regular volume
 * @param slices number of images, also where there is no grid
 */
public record ImageSeries(
    String seriesInstanceUid, Acquisition acquisition, Grid grid, int slices, Loader loader) {

  /** Reads the voxels. */
  @FunctionalInterface
  public interface Loader {
    /** Values of the modality on {@link ImageSeries#grid()}. */
    Volume load(Progress progress) throws FoveaException;
  }
}
