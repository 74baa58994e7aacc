package org.fovea.ui.radiology;

import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;

/**
 * Values of a volume at the pixels of any plane, through patient coordinates; allocates nothing.
 */
final class PlaneValues {
  private PlaneValues() {}

  /**
   * Trilinear values at pixel centres. A voxel reaches half a spacing beyond its centre.
   *
   * @param target row by row; NaN outside the volume
   */
  static void sample(Volume volume, Plane plane, float[] target) {
    Grid g = volume.grid();
    Vec3 start = g.toIndex(plane.origin());
    Vec3 across = g.toIndex(plane.toPatient(1, 0)).minus(start);
    Vec3 down = g.toIndex(plane.toPatient(0, 1)).minus(start);
    for (int r = 0; r < plane.rows(); r++) {
      double x = start.x() + r * down.x();
      double y = start.y() + r * down.y();
      double z = start.z() + r * down.z();
      int at = r * plane.columns();
      for (int c = 0; c < plane.columns(); c++) {
        target[at + c] = value(volume.values(), g, x, y, z);
        x += across.x();
        y += across.y();
        z += across.z();
      }
    }
  }

  private static float value(float[] v, Grid g, double x, double y, double z) {
    double eps = 1e-6;
    if (!(x >= -0.5 - eps
        && y >= -0.5 - eps
        && z >= -0.5 - eps
        && x <= g.columns() - 0.5 + eps
        && y <= g.rows() - 0.5 + eps
        && z <= g.slices() - 0.5 + eps)) {
      return Float.NaN;
    }
    double xc = Math.clamp(x, 0, g.columns() - 1);
    double yc = Math.clamp(y, 0, g.rows() - 1);
    double zc = Math.clamp(z, 0, g.slices() - 1);
    int i = Math.min((int) xc, Math.max(0, g.columns() - 2));
    int j = Math.min((int) yc, Math.max(0, g.rows() - 2));
    int k = Math.min((int) zc, Math.max(0, g.slices() - 2));
    float fx = (float) (xc - i);
    float fy = (float) (yc - j);
    float fz = (float) (zc - k);
    int dx = g.columns() > 1 ? 1 : 0;
    int dy = g.rows() > 1 ? g.columns() : 0;
    int dz = g.slices() > 1 ? g.columns() * g.rows() : 0;
    int o = g.index(i, j, k);
    float low = square(v, o, dx, dy, fx, fy);
    return fz < 1e-6f ? low : low + fz * (square(v, o + dz, dx, dy, fx, fy) - low);
  }

  private static float square(float[] v, int o, int dx, int dy, float fx, float fy) {
    float top = v[o] + fx * (v[o + dx] - v[o]);
    float bottom = v[o + dy] + fx * (v[o + dy + dx] - v[o + dy]);
    return top + fy * (bottom - top);
  }

  /**
   * A mask as values 0 and 1 on the part of its grid that it occupies and one voxel round it; null
   * for an empty mask.
   */
  static Volume occupied(Mask mask) {
    Grid g = mask.grid();
    int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] high = {-1, -1, -1};
    for (int b = mask.voxels().nextSetBit(0); b >= 0; b = mask.voxels().nextSetBit(b + 1)) {
      int[] at = {b % g.columns(), b / g.columns() % g.rows(), b / g.columns() / g.rows()};
      for (int d = 0; d < 3; d++) {
        low[d] = Math.min(low[d], at[d]);
        high[d] = Math.max(high[d], at[d]);
      }
    }
    if (high[0] < 0) {
      return null;
    }
    Grid part =
        new Grid(
            g.toPatient(low[0] - 1, low[1] - 1, low[2] - 1),
            g.columnAxis(),
            g.rowAxis(),
            g.sliceAxis(),
            g.columnSpacingMm(),
            g.rowSpacingMm(),
            g.sliceSpacingMm(),
            high[0] - low[0] + 3,
            high[1] - low[1] + 3,
            high[2] - low[2] + 3);
    float[] values = new float[part.size()];
    for (int k = low[2]; k <= high[2]; k++) {
      for (int j = low[1]; j <= high[1]; j++) {
        int row = part.index(0, j - low[1] + 1, k - low[2] + 1);
        int from = g.index(low[0], j, k);
        int to = g.index(high[0], j, k);
        for (int b = mask.voxels().nextSetBit(from);
            b >= 0 && b <= to;
            b = mask.voxels().nextSetBit(b + 1)) {
          values[row + b - from + 1] = 1;
        }
      }
    }
    return new Volume(part, values);
  }
}
