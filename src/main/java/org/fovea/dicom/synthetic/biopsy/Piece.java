package org.fovea.dicom.synthetic.biopsy;

import org.fovea.dicom.synthetic.Noise;

/**
 * One piece of mucosa on the glass: a strip along a line, its surface on one side and the
 * muscularis mucosae on the other, µm.
 *
 * @param x place of its middle
 * @param y place of its middle
 * @param angle of its length, radians
 * @param halfLength half of its length, µm
 * @param halfDepth half of the way from surface to muscle, µm
 */
record Piece(double x, double y, double angle, double halfLength, double halfDepth, long seed) {

  /** Coordinates along the strip and from its middle towards the muscle, µm. */
  double[] local(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    return new double[] {
      dx * Math.cos(angle) + dy * Math.sin(angle), dy * Math.cos(angle) - dx * Math.sin(angle)
    };
  }

  /** The place of local coordinates on the glass, µm. */
  double[] place(double along, double deep) {
    return new double[] {
      x + along * Math.cos(angle) - deep * Math.sin(angle),
      y + along * Math.sin(angle) + deep * Math.cos(angle)
    };
  }

  /** Distance to the border of the tissue, µm, negative inside; the border is wavy. */
  double distance(double along, double deep, Noise noise) {
    double wave =
        26 * noise.at(along / 210, deep / 260, seed)
            + 7 * noise.at(along / 47, deep / 47, seed + 9);
    double corner = Math.min(halfDepth, 180);
    double dx = Math.abs(along) - halfLength + corner;
    double dy = Math.abs(deep) - halfDepth + corner;
    double outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
    return outside + Math.min(Math.max(dx, dy), 0) - corner + wave;
  }

  /** Distance from the middle to the furthest place, µm. */
  double reach() {
    return Math.hypot(halfLength, halfDepth) + 40;
  }
}
