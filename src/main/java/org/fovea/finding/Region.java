package org.fovea.finding;

import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;

/** Where a finding is. */
public sealed interface Region {

  /** Centre of mass, mm, patient (or slide) coordinates. */
  Vec3 centroid();

  /**
   * A part of a volume.
   *
   * @param mask its voxels
   * @param volumeMl voxel count times voxel volume, ml
   * @param longAxisMm largest distance between two voxel centres of the region, mm
   * @param low corner, with the smallest patient coordinates, of the box that holds the voxels
   *     whole, mm
   * @param high the opposite corner, mm
   */
  record Solid(Mask mask, double volumeMl, double longAxisMm, Vec3 centroid, Vec3 low, Vec3 high)
      implements Region {}
}
