package org.fovea.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;

/**
 * Measures the voxels of a mask: volume, longest axis, centroid and bounding box. The one
 * definition for what a model found and for what a physician corrected.
 */
public final class SolidMeasurer {
  private SolidMeasurer() {}

  /**
   * Measures a mask.
   *
   * <p>The volume is the number of voxels times the volume of one. The long axis is the exact
   * largest distance between the centres of two voxels, 0 for a single one. The bounding box holds
   * the voxels whole, to their outer corners.
   *
   * @throws IllegalArgumentException if no voxel is set
   */
  public static Region.Solid measure(Mask mask) {
    Grid grid = mask.grid();
    BitSet voxels = mask.voxels();
    if (voxels.isEmpty()) {
      throw new IllegalArgumentException("a region has at least one voxel");
    }
    double sumI = 0;
    double sumJ = 0;
    double sumK = 0;
    long count = 0;
    double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    List<int[]> ends = new ArrayList<>();
    int columns = grid.columns();
    int from = voxels.nextSetBit(0);
    while (from >= 0) {
      // A run of set bits within one row.
      int line = from / columns;
      int to = Math.min(voxels.nextClearBit(from), (line + 1) * columns) - 1;
      int j = line % grid.rows();
      int k = line / grid.rows();
      int first = from - line * columns;
      int last = to - line * columns;
      long run = last - first + 1L;
      count += run;
      sumI += run * (first + last) / 2.0;
      sumJ += (double) run * j;
      sumK += (double) run * k;
      for (int i : first == last ? new int[] {first} : new int[] {first, last}) {
        ends.add(new int[] {i, j, k});
        Vec3 p = grid.toPatient(i, j, k);
        double[] c = {p.x(), p.y(), p.z()};
        for (int a = 0; a < 3; a++) {
          low[a] = Math.min(low[a], c[a]);
          high[a] = Math.max(high[a], c[a]);
        }
      }
      from = voxels.nextSetBit(to + 1);
    }
    Vec3 half = halfVoxel(grid);
    return new Region.Solid(
        mask,
        count * grid.voxelMl(),
        longAxis(grid, ends),
        grid.toPatient(sumI / count, sumJ / count, sumK / count),
        new Vec3(low[0], low[1], low[2]).minus(half),
        new Vec3(high[0], high[1], high[2]).plus(half));
  }

  /** Half the extent of one voxel along x, y and z. */
  private static Vec3 halfVoxel(Grid grid) {
    Vec3 i = grid.columnAxis().times(grid.columnSpacingMm() / 2);
    Vec3 j = grid.rowAxis().times(grid.rowSpacingMm() / 2);
    Vec3 k = grid.sliceAxis().times(grid.sliceSpacingMm() / 2);
    return new Vec3(
        Math.abs(i.x()) + Math.abs(j.x()) + Math.abs(k.x()),
        Math.abs(i.y()) + Math.abs(j.y()) + Math.abs(k.y()),
        Math.abs(i.z()) + Math.abs(j.z()) + Math.abs(k.z()));
  }

  /**
   * The largest distance. Its two ends are corners of the convex hull, and a corner of the hull is
   * a corner of the hull of any plane of the grid that it lies in, whatever the grid's spacing and
   * shear: what is left after thinning each plane of all three directions to its hull holds them.
   */
  private static double longAxis(Grid grid, List<int[]> ends) {
    List<int[]> candidates = ends;
    for (int axis : new int[] {2, 0, 1}) {
      candidates = hulls(candidates, axis);
    }
    int n = candidates.size();
    Vec3[] points = new Vec3[n];
    Vec3 middle = new Vec3(0, 0, 0);
    for (int a = 0; a < n; a++) {
      int[] c = candidates.get(a);
      points[a] = grid.toPatient(c[0], c[1], c[2]);
      middle = middle.plus(points[a].times(1.0 / n));
    }
    Vec3 centre = middle;
    Arrays.sort(
        points, Comparator.comparingDouble((Vec3 p) -> p.minus(centre).length()).reversed());
    double[] away = new double[n];
    for (int a = 0; a < n; a++) {
      away[a] = points[a].minus(centre).length();
    }
    double best = 0;
    for (int a = 0; a < n && 2 * away[a] > best; a++) {
      for (int b = a + 1; b < n && away[a] + away[b] > best; b++) {
        best = Math.max(best, points[a].minus(points[b]).length());
      }
    }
    return best;
  }

  /** The corners of the convex hull of each plane of constant index along an axis. */
  private static List<int[]> hulls(List<int[]> points, int axis) {
    Map<Integer, List<int[]>> planes = new HashMap<>();
    for (int[] p : points) {
      planes.computeIfAbsent(p[axis], key -> new ArrayList<>()).add(p);
    }
    List<int[]> corners = new ArrayList<>();
    int u = (axis + 1) % 3;
    int v = (axis + 2) % 3;
    for (List<int[]> plane : planes.values()) {
      plane.sort(Comparator.comparingInt((int[] p) -> p[u]).thenComparingInt(p -> p[v]));
      corners.addAll(hull(plane, u, v));
    }
    return corners;
  }

  /** Andrew's monotone chain over points sorted by u, then v. */
  private static List<int[]> hull(List<int[]> sorted, int u, int v) {
    if (sorted.size() < 3) {
      return sorted;
    }
    List<int[]> chain = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int base = chain.size();
      for (int[] p : pass == 0 ? sorted : sorted.reversed()) {
        while (chain.size() >= base + 2 && !turnsLeft(chain, p, u, v)) {
          chain.removeLast();
        }
        chain.add(p);
      }
      chain.removeLast();
    }
    return chain;
  }

  private static boolean turnsLeft(List<int[]> chain, int[] p, int u, int v) {
    int[] a = chain.get(chain.size() - 2);
    int[] b = chain.getLast();
    return (long) (b[u] - a[u]) * (p[v] - a[v]) - (long) (b[v] - a[v]) * (p[u] - a[u]) > 0;
  }
}
