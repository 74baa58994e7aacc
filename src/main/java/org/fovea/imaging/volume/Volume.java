package org.fovea.imaging.volume;

import org.fovea.imaging.geometry.Grid;

/**
 * Values of the modality on a regular grid.
 *
 * @param grid where the voxels are
 * @param values one a voxel by {@link Grid#index}; not copied
 */
public record Volume(Grid grid, float[] values) {
  public Volume {
    if (values.length != grid.size()) {
      throw new IllegalArgumentException(values.length + " values for " + grid.size() + " voxels");
    }
  }
}
