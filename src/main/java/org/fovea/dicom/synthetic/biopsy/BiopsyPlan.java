package org.fovea.dicom.synthetic.biopsy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.dicom.synthetic.Noise;

/**
 * What lies where in made-up biopsies of the large bowel: pieces of mucosa, crypts, nuclei, goblet
 * cells. Sizes are those of histology in round figures: crypts 60 to 80 µm wide and 350 to 450 µm
 * deep, epithelium of 22 µm, nuclei of 6 µm; in an adenoma crypts are wider and crowded, their
 * nuclei long, dark and in several rows. The same seed gives the same plan.
 */
final class BiopsyPlan {
  final List<Piece> pieces = new ArrayList<>();
  final Bins<Gland> glands = new Bins<>(64);
  final Bins<Spot> spots = new Bins<>(24);
  final Noise noise;
  private final Random random;

  BiopsyPlan(long seed) {
    this.noise = new Noise(seed);
    this.random = new Random(seed);
  }

  /** How far crypts are bent, µm: the place in the plan that is seen at a place on the glass. */
  double[] bent(double x, double y) {
    return new double[] {
      x + 9 * noise.at(x / 95, y / 95, 1) + 3 * noise.at(x / 31, y / 31, 2),
      y + 9 * noise.at(x / 95, y / 95, 3) + 3 * noise.at(x / 31, y / 31, 4)
    };
  }

  /**
   * Adds a piece whose crypts are seen along their length.
   *
   * @param from where dysplastic crypts begin along the piece, -1 (left end) to 1 (right end)
   * @param to where they end; no more than {@code from} for none
   */
  void addUpright(Piece piece, double from, double to) {
    pieces.add(piece);
    double s = -piece.halfLength() + 50;
    while (s < piece.halfLength() - 50) {
      double share = s / piece.halfLength();
      boolean dysplastic = share > from && share < to;
      double radius = dysplastic ? 42 + 14 * random.nextDouble() : 31 + 6 * random.nextDouble();
      double tilt = (random.nextDouble() - 0.5) * (dysplastic ? 110 : 50);
      double top = -piece.halfDepth() + radius + 34 + (dysplastic ? 50 * random.nextDouble() : 0);
      double bottom = piece.halfDepth() - 62 - radius - 50 * random.nextDouble();
      s += radius;
      if (random.nextDouble() < (dysplastic ? 0.45 : 0.2)) {
        double middle = top + (bottom - top) * (0.35 + 0.3 * random.nextDouble());
        addGland(piece, s, top, s + tilt / 2, middle - radius, radius, dysplastic);
        addGland(piece, s + tilt / 2, middle + radius, s + tilt, bottom, radius, dysplastic);
      } else {
        addGland(piece, s, top, s + tilt, bottom, radius, dysplastic);
      }
      s += radius + (dysplastic ? 10 : 20) + 12 * random.nextDouble();
    }
    addLaminaPropria(piece);
  }

  /** Adds a piece cut parallel to its surface: crypts are rings. */
  void addAcross(Piece piece, double from, double to) {
    pieces.add(piece);
    double step = 88;
    int row = 0;
    for (double deep = -piece.halfDepth() + 70;
        deep < piece.halfDepth() - 70;
        deep += step * 0.87) {
      double shift = row++ % 2 == 0 ? 0 : step / 2;
      for (double s = -piece.halfLength() + 70 + shift; s < piece.halfLength() - 60; s += step) {
        double share = s / piece.halfLength();
        boolean dysplastic = share > from && share < to;
        double radius = dysplastic ? 37 + 6 * random.nextDouble() : 29 + 7 * random.nextDouble();
        double dx = 9 * random.nextGaussian();
        double dy = 9 * random.nextGaussian();
        double longer = dysplastic ? 26 * random.nextDouble() : 12 * random.nextDouble();
        addGland(
            piece, s + dx, deep + dy, s + dx + longer, deep + dy + longer / 2, radius, dysplastic);
      }
    }
    addLaminaPropria(piece);
  }

  private void addGland(
      Piece piece, double s0, double d0, double s1, double d1, double radius, boolean dysplastic) {
    double[] a = piece.place(s0, d0);
    double[] b = piece.place(s1, d1);
    double wall = Math.min(radius - 4, dysplastic ? 36 : 27);
    Gland gland = new Gland(a[0], a[1], b[0], b[1], radius, wall, dysplastic);
    double margin = radius + 30;
    glands.add(
        gland,
        Math.min(a[0], b[0]) - margin,
        Math.min(a[1], b[1]) - margin,
        Math.max(a[0], b[0]) + margin,
        Math.max(a[1], b[1]) + margin);
    if (dysplastic) {
      for (double depth = 6; depth < wall - 9; depth += 6.5) {
        addRow(gland, depth, 5.4, 5.2, 2.3, 1.25);
      }
    } else {
      addRow(gland, 5.5, 6.6, 3.5, 2.7, 1.0);
      addGoblets(gland);
    }
  }

  /** A row of nuclei along the epithelium, their length pointing to the lumen. */
  private void addRow(
      Gland gland, double depth, double spacing, double a, double b, double darkness) {
    double perimeter = gland.perimeter(depth);
    for (double way = 0;
        way < perimeter - spacing / 2;
        way += spacing * (0.85 + 0.3 * random.nextDouble())) {
      double[] at = gland.outline(way, depth + 1.6 * random.nextGaussian());
      addSpot(
          new Spot(
              at[0],
              at[1],
              a * (0.85 + 0.3 * random.nextDouble()),
              b * (0.85 + 0.3 * random.nextDouble()),
              at[2] + 0.25 * random.nextGaussian(),
              darkness * (0.8 + 0.4 * random.nextDouble()),
              false));
    }
  }

  private void addGoblets(Gland gland) {
    double depth = 14;
    double perimeter = gland.perimeter(depth);
    for (double way = 0; way < perimeter - 5; way += 9 + 7 * random.nextDouble()) {
      double[] at = gland.outline(way, depth);
      addSpot(
          new Spot(
              at[0],
              at[1],
              6.5 + 1.5 * random.nextDouble(),
              3.8 + random.nextDouble(),
              at[2],
              0.1,
              true));
    }
  }

  /**
   * Lymphocytes, plasma cells and fibroblasts; those that fall on a crypt are left out when drawn.
   */
  private void addLaminaPropria(Piece piece) {
    double area = 4 * piece.halfLength() * piece.halfDepth();
    int cells = (int) (area / 115);
    for (int i = 0; i < cells; i++) {
      double s = (random.nextDouble() * 2 - 1) * piece.halfLength();
      double d = (random.nextDouble() * 2 - 1) * piece.halfDepth();
      double[] at = piece.place(s, d);
      boolean spindle = d > piece.halfDepth() - 60 || random.nextDouble() < 0.25;
      boolean dense = noise.at(at[0] / 120, at[1] / 120, 7) > -0.15;
      if (!dense && random.nextDouble() < 0.6 || nearGland(at[0], at[1], spindle ? 2.5 : 4)) {
        continue;
      }
      double angle =
          spindle ? piece.angle() + 0.4 * random.nextGaussian() : Math.PI * random.nextDouble();
      addSpot(
          new Spot(
              at[0],
              at[1],
              spindle ? 6.5 : 3.1 + 0.7 * random.nextDouble(),
              spindle ? 1.4 : 2.7 + 0.6 * random.nextDouble(),
              angle,
              1.1 + 0.3 * random.nextDouble(),
              false));
    }
  }

  private boolean nearGland(double x, double y, double margin) {
    for (Gland gland : glands.at(x, y)) {
      if (gland.distance(x, y) < margin) {
        return true;
      }
    }
    return false;
  }

  private void addSpot(Spot spot) {
    double r = spot.a() + 1;
    spots.add(spot, spot.x() - r, spot.y() - r, spot.x() + r, spot.y() + r);
  }
}
