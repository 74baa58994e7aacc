package org.fovea.imaging.volume;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Grid;

/**
 * A series that can be analysed: what it is, where it lies, and its voxels when they are asked for.
 *
 * @param frameOfReferenceUid series with the same one share their patient coordinates; empty where
 *     absent
 * @param grid null where the slices do not form a regular volume
 * @param slices number of images, also where there is no grid
 */
public record ImageSeries(
    String seriesInstanceUid,
    String frameOfReferenceUid,
    Acquisition acquisition,
    Grid grid,
    int slices,
    Loader loader) {

  /** A series whose frame of reference is not known. */
  public ImageSeries(
      String seriesInstanceUid, Acquisition acquisition, Grid grid, int slices, Loader loader) {
    this(seriesInstanceUid, "", acquisition, grid, slices, loader);
  }

  /** Reads the voxels. */
  @FunctionalInterface
  public interface Loader {
    /** Values of the modality on {@link ImageSeries#grid()}. */
    Volume load(Progress progress) throws FoveaException;
  }
}
