package org.fovea.inference.mucosa;

/**
 * The layer of crypts in a column of mucosa that is cut upright. Levels are heights above the base.
 *
 * @param bottomUm where crypts end below with their round ends, µm; below 0 where these would reach
 *     into the base
 * @param mouthUm level at which crypts open and villi begin, µm
 * @param cutEdge whether the column stands on a cut edge
 * @param surfacePerBase length of the surface by length of the base; NaN where no base is seen
 */
record CryptLayer(double bottomUm, double mouthUm, boolean cutEdge, double surfacePerBase) {
  /** Level from which depth is measured, µm. */
  double beginUm() {
    return Math.max(0, bottomUm);
  }

  /** Depth of the crypts, µm. */
  double depthUm() {
    return mouthUm - beginUm();
  }

  /** The step of a {@link MucosalColumn} at which crypts open. */
  int mouthStep() {
    return (int) Math.min(MucosalColumn.STEPS - 1.0, mouthUm / MucosalColumn.STEP_UM);
  }
}
