package org.fovea.imaging.display;

import java.util.List;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.PlaneSampler;
import org.fovea.imaging.volume.Volume;

/** Outlines of a mask on any plane, through patient coordinates. */
public final class MaskOutlines {
  private final Volume part;

  /** Outlines of a mask as it is now. */
  public MaskOutlines(Mask mask) {
    part = occupied(mask);
  }

  /**
   * Closed lines round the mask on a plane.
   *
   * @return as {@link Contours#of} gives them, in pixel coordinates of the plane; empty where the
   *     plane does not meet the mask
   */
  public List<double[]> on(Plane plane) {
    return on(plane, new float[plane.columns() * plane.rows()]);
  }

  /**
   * As {@link #on(Plane)}.
   *
   * @param scratch written to; at least columns × rows of the plane long
   */
  public List<double[]> on(Plane plane, float[] scratch) {
    if (part == null || !reaches(plane)) {
      return List.of();
    }
    PlaneSampler.sample(part, plane, scratch);
    return Contours.of(scratch, plane.columns(), plane.rows(), 0.5);
  }

  /** Whether a plane passes through the box of what is occupied. */
  private boolean reaches(Plane plane) {
    Grid g = part.grid();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 8; corner++) {
      double d =
          plane.distance(
              g.toPatient(
                  (corner & 1) == 0 ? 0 : g.columns() - 1,
                  (corner & 2) == 0 ? 0 : g.rows() - 1,
                  (corner & 4) == 0 ? 0 : g.slices() - 1));
      low = Math.min(low, d);
      high = Math.max(high, d);
    }
    return low <= 0 && high >= 0;
  }

  /**
   * A mask as values 0 and 1 on the part of its grid that it occupies and one voxel round it; null
   * for an empty mask.
   */
  private static Volume occupied(Mask mask) {
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
