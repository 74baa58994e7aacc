package org.fovea.dicom.synthetic.biopsy;

import org.fovea.dicom.synthetic.Noise;

/** Draws a plan as it would look under the microscope, any part at any scale. */
final class BiopsyPainter implements Painter {
  private static final double SURFACE_EPITHELIUM = 24; // µm
  private static final double MUSCLE = 48; // µm
  private final BiopsyPlan plan;
  private final Stain stain;
  private final Noise noise;

  BiopsyPainter(BiopsyPlan plan, Stain stain) {
    this.plan = plan;
    this.stain = stain;
    this.noise = plan.noise;
  }

  @Override
  public int at(double x, double y) {
    for (Piece piece : plan.pieces) {
      if (Math.abs(x - piece.x()) < piece.reach() && Math.abs(y - piece.y()) < piece.reach()) {
        double[] local = piece.local(x, y);
        if (Math.abs(local[0]) < piece.halfLength() + 45
            && Math.abs(local[1]) < piece.halfDepth() + 45) {
          double border = piece.distance(local[0], local[1], noise);
          if (border < 0) {
            return tissue(piece, local, border, x, y);
          }
        }
      }
    }
    return stain.colour(0.004, 0.012);
  }

  private int tissue(Piece piece, double[] local, double border, double x, double y) {
    double grain = noise.at(x / 3.1, y / 3.1, 11);
    double cloud = noise.at(x / 60, y / 60, 12);
    boolean upper = local[1] < -piece.halfDepth() * 0.55;
    if (upper && border > -SURFACE_EPITHELIUM) {
      return surface(local[0], -border, grain);
    }
    double[] at = plan.bent(x, y);
    Gland gland = null;
    double distance = Double.MAX_VALUE;
    for (Gland g : plan.glands.at(at[0], at[1])) {
      double d = g.distance(at[0], at[1]);
      if (d < distance) {
        distance = d;
        gland = g;
      }
    }
    Spot spot = spotAt(at[0], at[1]);
    if (gland != null && distance < 0) {
      return epithelium(gland, -distance, spot, at, grain, cloud);
    }
    if (spot != null && !spot.mucin()) {
      return nucleus(spot, at, grain);
    }
    if (local[1] > piece.halfDepth() - MUSCLE + 10 * cloud) {
      double fibre = noise.at(local[0] / 38, local[1] / 2.6, 13);
      return stain.colour(0.12, 0.50 + 0.13 * fibre + 0.05 * grain);
    }
    double fibre = noise.at(x / 13 + 2 * cloud, y / 4.2, 14);
    double gap = fibre < -0.42 ? 0.35 : 1;
    double membrane = gland != null && distance < 1.8 ? 0.16 : 0;
    return stain.colour(0.09, gap * (0.30 + 0.10 * cloud + 0.11 * fibre + 0.05 * grain) + membrane);
  }

  private Spot spotAt(double x, double y) {
    Spot best = null;
    for (Spot spot : plan.spots.at(x, y)) {
      if (spot.reach(x, y) <= 1 && (best == null || best.mucin() && !spot.mucin())) {
        best = spot;
      }
    }
    return best;
  }

  private int epithelium(
      Gland gland, double depth, Spot spot, double[] at, double grain, double cloud) {
    if (depth > gland.wall()) {
      double mucus = Math.max(0, noise.at(at[0] / 9, at[1] / 9, 15));
      return stain.colour(0.05 + 0.16 * mucus, 0.03 + 0.05 * mucus);
    }
    if (spot != null && !spot.mucin()) {
      return nucleus(spot, at, grain);
    }
    if (spot != null) {
      return stain.colour(0.13 + 0.05 * grain, 0.06 + 0.02 * grain);
    }
    double apical = depth > gland.wall() - 2 ? 0.12 : 0;
    double h = gland.dysplastic() ? 0.34 : 0.2;
    return stain.colour(h + 0.05 * grain, 0.30 + apical + 0.05 * cloud + 0.06 * grain);
  }

  private int nucleus(Spot spot, double[] at, double grain) {
    double reach = spot.reach(at[0], at[1]);
    double chromatin = noise.at(at[0] / 1.3, at[1] / 1.3, 16);
    double edge = reach > 0.75 ? 0.12 : 0;
    double fade = reach > 0.9 ? 0.6 : 1;
    return stain.colour(
        fade * (spot.haematoxylin() + 0.22 * chromatin + edge), 0.16 + 0.05 * grain);
  }

  /** The cells of the surface: columnar, nuclei at their base. */
  private int surface(double along, double depth, double grain) {
    double cell = along / 6.4;
    long number = (long) Math.floor(cell);
    double level = SURFACE_EPITHELIUM - 7 + 1.4 * noise.normal(number);
    double u = (cell - number - 0.5) * 6.4 / 2.5;
    double v = (depth - level) / 4;
    if (u * u + v * v < 1) {
      return stain.colour(0.95 + 0.2 * grain, 0.15);
    }
    boolean goblet = Math.floorMod(Noise.mix(number), 5) == 0;
    if (goblet && depth > 3 && depth < 13 && Math.abs(u) < 1.2) {
      return stain.colour(0.12, 0.06);
    }
    return stain.colour(0.18 + 0.05 * grain, 0.32 + (depth < 2 ? 0.15 : 0) + 0.05 * grain);
  }
}
