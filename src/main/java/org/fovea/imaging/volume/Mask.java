package org.fovea.imaging.volume;

import java.util.BitSet;
import org.fovea.imaging.geometry.Grid;

/**
 * A set of voxels of a grid.
 *
 * @param voxels set bits by {@link Grid#index}; not copied, and not written to by readers
 */
public record Mask(Grid grid, BitSet voxels) {

  public long count() {
    return voxels.cardinality();
  }

  public boolean contains(int i, int j, int k) {
    return voxels.get(grid.index(i, j, k));
  }
}
