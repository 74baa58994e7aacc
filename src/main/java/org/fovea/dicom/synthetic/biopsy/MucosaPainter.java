package org.fovea.dicom.synthetic.biopsy;

import org.fovea.dicom.synthetic.Noise;

/** Draws a plan of duodenal mucosa as it would look under the microscope, any part at any scale. */
final class MucosaPainter implements Painter {
  private static final double BRUSH_BORDER = 2; // µm
  private final MucosaPlan plan;
  private final Stain stain;
  private final Noise noise;

  MucosaPainter(MucosaPlan plan, Stain stain) {
    this.plan = plan;
    this.stain = stain;
    this.noise = plan.noise;
  }

  @Override
  public int at(double x, double y) {
    // what is cut is never quite straight
    double bx = x + 7 * noise.at(x / 110, y / 110, 1) + 2.5 * noise.at(x / 33, y / 33, 2);
    double by = y + 7 * noise.at(x / 110, y / 110, 3) + 2.5 * noise.at(x / 33, y / 33, 4);
    for (MucosaPlan.Strip strip : plan.strips) {
      double[] at = strip.local(bx, by);
      int colour = tissue(strip, at[0], at[1], x, y);
      if (colour != 0) {
        return colour;
      }
    }
    return stain.colour(0.004, 0.012);
  }

  /** The colour of a place of a strip; 0 where it is not there. */
  private int tissue(MucosaPlan.Strip strip, double s, double up, double x, double y) {
    double ends = Math.abs(s) - strip.halfLength + 14 * noise.at(up / 60, 0, 5);
    double torn = -MucosaPlan.MUSCLE - MucosaPlan.SUBMUCOSA + 22 * noise.at(s / 130, 0, 6);
    if (ends > 0 || up < torn) {
      return 0;
    }
    Villus v = strip.nearest(s, up);
    double villus = v == null ? Double.MAX_VALUE : v.distance(s, up);
    double below = up - strip.level; // negative in the layer of the crypts
    if (villus > 0 && below > 0) {
      return 0;
    }
    double grain = noise.at(x / 3.1, y / 3.1, 11);
    double cloud = noise.at(x / 60, y / 60, 12);
    Gland crypt = null;
    double toCrypt = Double.MAX_VALUE;
    for (Gland g : strip.crypts.at(s, up)) {
      double d = g.distance(s, up);
      if (d < toCrypt) {
        toCrypt = d;
        crypt = g;
      }
    }
    Spot spot = spotAt(strip, s, up);
    if (crypt != null && toCrypt < 0 && below < -MucosaPlan.OVER_CRYPTS) {
      return crypt(crypt, -toCrypt, spot, s, up, grain, cloud);
    }
    double depth = Math.max(-villus, below < 0 ? -below : 0); // below the nearest surface
    if (depth < Villus.EPITHELIUM) {
      return epithelium(depth, spot, s, up, grain, cloud);
    }
    if (spot != null && !spot.mucin()) {
      return nucleus(spot, s, up, grain);
    }
    if (up < 0) {
      return deep(up, s, grain, cloud);
    }
    double fibre = noise.at(x / 13 + 2 * cloud, y / 4.2, 14);
    double gap = fibre < -0.42 ? 0.35 : 1;
    return stain.colour(0.09, gap * (0.28 + 0.10 * cloud + 0.11 * fibre + 0.05 * grain));
  }

  private int deep(double up, double s, double grain, double cloud) {
    if (up > -MucosaPlan.MUSCLE + 8 * cloud) {
      double fibre = noise.at(s / 38, up / 2.6, 13);
      return stain.colour(0.14, 0.62 + 0.13 * fibre + 0.05 * grain);
    }
    double fibre = noise.at(s / 26 + 2 * cloud, up / 5, 15);
    return stain.colour(0.04, fibre < -0.25 ? 0.03 : 0.30 + 0.16 * fibre + 0.04 * grain);
  }

  private int epithelium(double depth, Spot spot, double s, double up, double grain, double cloud) {
    if (spot != null && !spot.mucin()) {
      return nucleus(spot, s, up, grain);
    }
    if (spot != null) {
      return stain.colour(0.13 + 0.05 * grain, 0.06 + 0.02 * grain);
    }
    double apical = depth < BRUSH_BORDER ? 0.22 : 0;
    return stain.colour(0.19 + 0.05 * grain, 0.36 + apical + 0.05 * cloud + 0.05 * grain);
  }

  private int crypt(
      Gland crypt, double depth, Spot spot, double s, double up, double grain, double cloud) {
    if (depth > crypt.wall()) {
      return stain.colour(0.2, 0.22 + 0.03 * grain); // mucus
    }
    if (spot != null && !spot.mucin()) {
      return nucleus(spot, s, up, grain);
    }
    return stain.colour(0.52 + 0.06 * grain, 0.30 + 0.05 * cloud + 0.05 * grain);
  }

  private static Spot spotAt(MucosaPlan.Strip strip, double s, double up) {
    Spot best = null;
    for (Spot spot : strip.spots.at(s, up)) {
      boolean darker =
          best == null
              || best.mucin() && !spot.mucin()
              || best.mucin() == spot.mucin() && spot.haematoxylin() > best.haematoxylin();
      if (spot.reach(s, up) <= 1 && darker) {
        best = spot;
      }
    }
    return best;
  }

  private int nucleus(Spot spot, double s, double up, double grain) {
    double reach = spot.reach(s, up);
    double chromatin = noise.at(s / 1.3, up / 1.3, 16);
    double edge = reach > 0.75 ? 0.12 : 0;
    double fade = reach > 0.9 ? 0.6 : 1;
    return stain.colour(
        fade * (spot.haematoxylin() + 0.22 * chromatin + edge), 0.16 + 0.05 * grain);
  }
}
