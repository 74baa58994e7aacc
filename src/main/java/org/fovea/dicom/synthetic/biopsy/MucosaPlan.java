package org.fovea.dicom.synthetic.biopsy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.dicom.synthetic.Noise;

/**
 * What lies where in a made-up biopsy of the duodenum: strips of mucosa with villi, crypts, nuclei,
 * goblet cells and lymphocytes, over muscularis mucosae and submucosa. Lengths are those that are
 * asked for; the rest is histology in round figures: epithelium of 26 µm, crypts 50 µm wide, nuclei
 * of 6 to 9 µm. The same seed gives the same plan.
 */
final class MucosaPlan {
  static final double MUSCLE = 45; // thickness of the muscularis mucosae, µm
  static final double SUBMUCOSA = 170; // µm
  private static final double BELOW_CRYPTS = 16; // µm
  private static final double CRYPT = 25; // half of a crypt's width, µm
  private static final double LUMEN = 2; // half of the width of a crypt's lumen, µm
  private static final double ENTEROCYTE = 6.6; // width, µm
  static final double OVER_CRYPTS = 24; // epithelium of the surface above the crypts, µm

  final List<Strip> strips = new ArrayList<>();
  final Noise noise;
  private final Random random;
  private final Pattern pattern;

  /**
   * What a mucosa looks like.
   *
   * @param villus height of the villi above the crypt mouths, µm
   * @param crypt depth of the crypts, µm
   * @param lymphocytes among 100 enterocytes of the villi
   * @param crowding cells of the lamina propria, 1 for normal
   */
  record Pattern(double villus, double crypt, double lymphocytes, double crowding) {}

  /** A strip of mucosa on the glass: its middle at the muscle, its direction and what is on it. */
  static final class Strip {
    final double x;
    final double y;
    final double angle;
    final double halfLength;
    final double level;
    final List<Villus> villi = new ArrayList<>();
    final Bins<Gland> crypts = new Bins<>(64);
    final Bins<Spot> spots = new Bins<>(24);

    Strip(double x, double y, double angle, double halfLength, double level) {
      this.x = x;
      this.y = y;
      this.angle = angle;
      this.halfLength = halfLength;
      this.level = level;
    }

    /** Along the strip from its middle and above the muscle, µm. */
    double[] local(double px, double py) {
      double dx = px - x;
      double dy = py - y;
      return new double[] {
        dx * Math.cos(angle) + dy * Math.sin(angle), dx * Math.sin(angle) - dy * Math.cos(angle)
      };
    }

    /** The villus whose border is nearest, or that a place lies deepest in; null where none is. */
    Villus nearest(double along, double up) {
      Villus best = null;
      double least = Double.MAX_VALUE;
      for (Villus v : villi) {
        if (Math.abs(along - v.foot()) < v.half() + Math.abs(v.lean()) + 30) {
          double d = v.distance(along, up);
          if (d < least) {
            least = d;
            best = v;
          }
        }
      }
      return best;
    }
  }

  MucosaPlan(long seed, Pattern pattern) {
    this.noise = new Noise(seed);
    this.random = new Random(seed);
    this.pattern = pattern;
  }

  /** Adds a strip; the lumen is above it where the angle is 0. */
  void add(double x, double y, double angle, double halfLength) {
    Strip strip = new Strip(x, y, angle, halfLength, pattern.crypt() + BELOW_CRYPTS);
    villi(strip);
    crypts(strip);
    surface(strip);
    laminaPropria(strip);
    strips.add(strip);
  }

  private double about(double value, double spread) {
    return value * (1 + spread * Math.clamp(random.nextGaussian(), -2, 2));
  }

  private void villi(Strip strip) {
    if (pattern.villus() < 60) {
      return;
    }
    double s = -strip.halfLength + 70;
    while (s < strip.halfLength - 70) {
      double half = about(62, 0.1);
      double height = about(pattern.villus(), 0.09);
      double lean = 0.05 * height * Math.clamp(random.nextGaussian(), -1.5, 1.5);
      Villus v = new Villus(s + half, strip.level, lean, height, half);
      strip.villi.add(v);
      nucleiOf(strip, v);
      s += 2 * half + 3 + 15 * random.nextDouble();
    }
  }

  /** Enterocytes along both sides, goblet cells, and lymphocytes among them. */
  private void nucleiOf(Strip strip, Villus v) {
    for (int side = -1; side <= 1; side += 2) {
      for (double up = 4; up < v.height() - 0.6 * v.half(); up += about(ENTEROCYTE, 0.12)) {
        double[] at = v.side(up, side, Villus.EPITHELIUM - 9 + 1.4 * random.nextGaussian());
        column(strip, at, side, 0);
      }
    }
    for (double turn = 0.25; turn < Math.PI - 0.2; turn += ENTEROCYTE / (v.half() - 14)) {
      double r = v.half() * 0.82 - (Villus.EPITHELIUM - 9);
      double[] at = {
        v.foot() + v.lean() + r * Math.cos(turn),
        v.level() + Math.max(1, v.height() - v.half()) + r * Math.sin(turn)
      };
      column(strip, at, 0, turn);
    }
  }

  /** One column of the epithelium: its nucleus, and by chance mucin or a lymphocyte. */
  private void column(Strip strip, double[] at, int side, double turn) {
    double outwards = side == 0 ? turn : side > 0 ? 0 : Math.PI;
    add(
        strip,
        new Spot(
            at[0],
            at[1],
            about(4.4, 0.12),
            about(2.6, 0.1),
            outwards + 0.15 * random.nextGaussian(),
            about(0.85, 0.12),
            false));
    if (random.nextDouble() < 0.14) {
      add(
          strip,
          new Spot(
              at[0] + 9 * Math.cos(outwards),
              at[1] + 9 * Math.sin(outwards),
              about(5.5, 0.1),
              about(3.6, 0.1),
              outwards,
              0.1,
              true));
    }
    if (random.nextDouble() * 100 < pattern.lymphocytes()) {
      double deep = random.nextDouble() < 0.7 ? -7 : 7;
      add(
          strip,
          new Spot(
              at[0] + deep * Math.cos(outwards) + 2 * random.nextGaussian(),
              at[1] + deep * Math.sin(outwards) + 2 * random.nextGaussian(),
              about(2.9, 0.08),
              about(2.7, 0.08),
              Math.PI * random.nextDouble(),
              about(1.35, 0.08),
              false));
    }
  }

  private void crypts(Strip strip) {
    for (double s = -strip.halfLength + 60;
        s < strip.halfLength - 60;
        s += 72 + 16 * random.nextDouble()) {
      double radius = about(CRYPT, 0.07);
      double bottom = BELOW_CRYPTS + radius + 6 * random.nextDouble();
      double tilt = 16 * random.nextGaussian();
      if (random.nextDouble() < 0.18) { // leaves the plane of the section
        double cut = bottom + (0.3 + 0.4 * random.nextDouble()) * pattern.crypt();
        crypt(
            strip,
            new Gland(
                s, strip.level - 2, s + tilt / 2, cut + radius, radius, radius - LUMEN, false));
        crypt(
            strip,
            new Gland(s + tilt / 2, cut - radius, s + tilt, bottom, radius, radius - LUMEN, false));
      } else {
        crypt(
            strip, new Gland(s, strip.level - 2, s + tilt, bottom, radius, radius - LUMEN, false));
      }
    }
  }

  private void crypt(Strip strip, Gland g) {
    if (g.y0() <= g.y1()) {
      return; // too short to be seen
    }
    double margin = g.radius() + 30;
    strip.crypts.add(
        g,
        Math.min(g.x0(), g.x1()) - margin,
        g.y1() - margin,
        Math.max(g.x0(), g.x1()) + margin,
        g.y0() + margin);
    // crowded and higher than those of villi, as where cells divide
    double perimeter = g.perimeter(6.5);
    for (double way = 0; way < perimeter - 3; way += about(4.4, 0.12)) {
      double[] at = g.outline(way, 6.5 + 1.8 * random.nextGaussian());
      if (at[1] < strip.level - OVER_CRYPTS - 3) {
        add(
            strip,
            new Spot(at[0], at[1], about(5, 0.1), about(2.5, 0.1), at[2], about(1.1, 0.12), false));
      }
    }
  }

  /** Enterocytes of the surface between villi, or of all of it where there are none. */
  private void surface(Strip strip) {
    for (double s = -strip.halfLength + 20;
        s < strip.halfLength - 20;
        s += about(ENTEROCYTE, 0.1)) {
      double[] at = {s, strip.level - Villus.EPITHELIUM + 9 + 1.3 * random.nextGaussian()};
      if (crypt(strip, at) <= 0) {
        at[1] = strip.level - OVER_CRYPTS + 8;
      }
      Villus v = strip.nearest(at[0], at[1]);
      if (v == null || v.distance(at[0], at[1]) > -6) {
        column(strip, at, 0, Math.PI / 2);
      }
    }
  }

  private static double crypt(Strip strip, double[] at) {
    double least = 100;
    for (Gland g : strip.crypts.at(at[0], at[1])) {
      least = Math.min(least, g.distance(at[0], at[1]));
    }
    return least;
  }

  private void laminaPropria(Strip strip) {
    double top = strip.level + pattern.villus();
    int cells = (int) (2 * strip.halfLength * top / 125 * pattern.crowding());
    for (int i = 0; i < cells; i++) {
      double[] at = {
        (2 * random.nextDouble() - 1) * strip.halfLength, 3 + random.nextDouble() * (top - 3)
      };
      Villus v = strip.nearest(at[0], at[1]);
      boolean core = v != null && v.distance(at[0], at[1]) < -Villus.EPITHELIUM - 4;
      boolean between = at[1] < strip.level - Villus.EPITHELIUM - 4;
      if (!core && !between || crypt(strip, at) < 5) {
        continue;
      }
      boolean spindle = random.nextDouble() < 0.2;
      add(
          strip,
          new Spot(
              at[0],
              at[1],
              spindle ? 6 : about(3.2, 0.1),
              spindle ? 1.5 : about(2.9, 0.1),
              Math.PI * random.nextDouble(),
              about(spindle ? 0.9 : 1.25, 0.1),
              false));
    }
    int deep = (int) (2 * strip.halfLength * (MUSCLE + SUBMUCOSA) / 420);
    for (int i = 0; i < deep; i++) {
      add(
          strip,
          new Spot(
              (2 * random.nextDouble() - 1) * strip.halfLength,
              -random.nextDouble() * (MUSCLE + SUBMUCOSA),
              about(6.5, 0.1),
              1.4,
              0.3 * random.nextGaussian(),
              0.9,
              false));
    }
  }

  private static void add(Strip strip, Spot spot) {
    double r = spot.a() + 1;
    strip.spots.add(spot, spot.x() - r, spot.y() - r, spot.x() + r, spot.y() + r);
  }
}
