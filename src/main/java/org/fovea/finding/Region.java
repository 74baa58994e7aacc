package org.fovea.finding;

import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Outline;
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

  /**
   * A part of a slide.
   *
   * @param outline its border, in pixels of the slide's highest resolution
   * @param areaMm2 area, mm²; NaN where the slide has no scale
   * @param longAxisMm largest distance between two points of the border, mm; NaN where the slide
   *     has no scale
   * @param low corner of the bounding box with the smallest slide coordinates, mm
   * @param high the opposite corner, mm
   */
  record Area(
      Outline outline, double areaMm2, double longAxisMm, Vec3 centroid, Vec3 low, Vec3 high)
      implements Region {}
}
