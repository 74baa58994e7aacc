package org.fovea.dicom.synthetic.biopsy;

/**
 * A villus in the coordinates of its strip: everything within half of its width of a line from the
 * level of the crypt mouths to below its tip, µm.
 *
 * @param foot place along the strip
 * @param level height of the crypt mouths above the muscle
 * @param lean how far along the strip its tip stands from its foot
 * @param height from the level to the tip
 * @param half half of its width, epithelium included
 */
record Villus(double foot, double level, double lean, double height, double half) {
  /** Height of its epithelium, µm. */
  static final double EPITHELIUM = 26;

  /** Distance to its border, µm, negative inside. */
  double distance(double along, double up) {
    double dx = lean;
    double dy = Math.max(1, height - half);
    double t = Math.clamp(((along - foot) * dx + (up - level) * dy) / (dx * dx + dy * dy), 0, 1);
    double width = half * (1 - 0.18 * t); // a little narrower towards the tip
    return Math.hypot(along - foot - t * dx, up - level - t * dy) - width;
  }

  /** The place at a way along one side (-1 or 1) and a depth below the surface, and the angle. */
  double[] side(double up, int side, double depth) {
    double share = Math.clamp(up / Math.max(1, height - half), 0, 1);
    double width = half * (1 - 0.18 * share) - depth;
    return new double[] {foot + share * lean + side * width, level + up};
  }
}
