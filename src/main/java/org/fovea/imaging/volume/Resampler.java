package org.fovea.imaging.volume;

import java.util.stream.IntStream;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;

/** Brings volumes onto other grids through patient coordinates. */
public final class Resampler {
  /** Grids whose corners lie closer than this, mm, are one grid. */
  private static final double SAME_GRID_MM = 1e-3;

  private Resampler() {}

  /** Whether voxels of the same index lie in the same place. */
  public static boolean sameGrid(Grid a, Grid b) {
    if (a.columns() != b.columns() || a.rows() != b.rows() || a.slices() != b.slices()) {
      return false;
    }
    for (int corner = 0; corner < 8; corner++) {
      int i = (corner & 1) * (a.columns() - 1);
      int j = (corner >> 1 & 1) * (a.rows() - 1);
      int k = (corner >> 2) * (a.slices() - 1);
      if (a.toPatient(i, j, k).minus(b.toPatient(i, j, k)).length() > SAME_GRID_MM) {
        return false;
      }
    }
    return true;
  }

  /**
   * Trilinear values of a volume at the voxel centres of a grid; 0 where the grid reaches beyond
   * the volume's voxels. A volume that is on the grid already is given back as it is.
   */
  public static Volume onto(Volume volume, Grid target) {
    if (sameGrid(volume.grid(), target)) {
      return volume;
    }
    float[] out = new float[target.size()];
    Grid from = volume.grid();
    int plane = target.columns() * target.rows();
    IntStream.range(0, target.slices())
        .parallel()
        .forEach(
            k -> {
              Vec3 start = from.toIndex(target.toPatient(0, 0, k));
              Vec3 across = from.toIndex(target.toPatient(1, 0, k)).minus(start);
              Vec3 down = from.toIndex(target.toPatient(0, 1, k)).minus(start);
              for (int j = 0; j < target.rows(); j++) {
                Vec3 row = start.plus(down.times(j));
                for (int i = 0; i < target.columns(); i++) {
                  out[k * plane + j * target.columns() + i] =
                      (float)
                          trilinear(
                              volume,
                              row.x() + i * across.x(),
                              row.y() + i * across.y(),
                              row.z() + i * across.z());
                }
              }
            });
    return new Volume(target, out);
  }

  /** Value at a fractional index; a volume reaches half a voxel beyond its outer centres. */
  private static double trilinear(Volume v, double x, double y, double z) {
    Grid g = v.grid();
    if (!(x >= -0.5 && y >= -0.5 && z >= -0.5)
        || x > g.columns() - 0.5
        || y > g.rows() - 0.5
        || z > g.slices() - 0.5) {
      return 0;
    }
    x = Math.clamp(x, 0, g.columns() - 1);
    y = Math.clamp(y, 0, g.rows() - 1);
    z = Math.clamp(z, 0, g.slices() - 1);
    int i = Math.min((int) x, Math.max(0, g.columns() - 2));
    int j = Math.min((int) y, Math.max(0, g.rows() - 2));
    int k = Math.min((int) z, Math.max(0, g.slices() - 2));
    int i1 = Math.min(i + 1, g.columns() - 1);
    int j1 = Math.min(j + 1, g.rows() - 1);
    int k1 = Math.min(k + 1, g.slices() - 1);
    double fx = x - i;
    double fy = y - j;
    double fz = z - k;
    float[] a = v.values();
    double c00 = mix(a[g.index(i, j, k)], a[g.index(i1, j, k)], fx);
    double c10 = mix(a[g.index(i, j1, k)], a[g.index(i1, j1, k)], fx);
    double c01 = mix(a[g.index(i, j, k1)], a[g.index(i1, j, k1)], fx);
    double c11 = mix(a[g.index(i, j1, k1)], a[g.index(i1, j1, k1)], fx);
    return mix(mix(c00, c10, fy), mix(c01, c11, fy), fz);
  }

  private static double mix(double a, double b, double f) {
    return a + (b - a) * f;
  }
}
