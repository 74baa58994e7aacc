package org.fovea.imaging.volume;

import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/**
 * Values of a volume at the pixels of any plane, through patient coordinates; allocates nothing.
 */
public final class PlaneSampler {
  private PlaneSampler() {}

  /**
   * Trilinear values at pixel centres. A voxel reaches half a spacing beyond its centre.
   *
   * @param target row by row, at least columns × rows of the plane long; NaN outside the volume
   */
  public static void sample(Volume volume, Plane plane, float[] target) {
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
}
