package org.fovea.imaging.volume;

import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;

/**
 * The order of voxels in which columns run to the patient's left, rows to the back and slices to
 * the head, reached by swapping and flipping the axes of a grid, without resampling.
 *
 * @param size voxels along left, back and head
 * @param step change of linear index for one step to the left, the back and the head
 * @param start linear index of the first voxel in this order
 */
public record AxialOrder(int[] size, int[] step, int start) {

  /** The order for a grid; each of its axes goes to the patient axis it lies closest to. */
  public static AxialOrder of(Grid grid) {
    Vec3[] axes = {grid.columnAxis(), grid.rowAxis(), grid.sliceAxis()};
    int[] counts = {grid.columns(), grid.rows(), grid.slices()};
    int[] strides = {1, grid.columns(), grid.columns() * grid.rows()};
    int[][] permutations = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    int[] best = permutations[0];
    double most = -1;
    for (int[] p : permutations) {
      double sum = 0;
      for (int patient = 0; patient < 3; patient++) {
        sum += Math.abs(along(axes[p[patient]], patient));
      }
      if (sum > most + 1e-9) {
        most = sum;
        best = p;
      }
    }
    int[] size = new int[3];
    int[] step = new int[3];
    int start = 0;
    for (int patient = 0; patient < 3; patient++) {
      int axis = best[patient];
      size[patient] = counts[axis];
      step[patient] = strides[axis];
      if (along(axes[axis], patient) < 0) {
        start += (counts[axis] - 1) * strides[axis];
        step[patient] = -strides[axis];
      }
    }
    return new AxialOrder(size, step, start);
  }

  private static double along(Vec3 v, int axis) {
    return axis == 0 ? v.x() : axis == 1 ? v.y() : v.z();
  }

  /** Linear index in the grid of column i, row j and slice k of this order. */
  public int index(int i, int j, int k) {
    return start + i * step[0] + j * step[1] + k * step[2];
  }

  public int columns() {
    return size[0];
  }

  public int rows() {
    return size[1];
  }

  public int slices() {
    return size[2];
  }
}
