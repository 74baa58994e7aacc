package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Point;
import org.fovea.finding.enteropathy.Spread;
import org.fovea.imaging.slide.Components;

/**
 * Measures the mucosa over its base, the upper border of muscularis or submucosa; where a piece has
 * neither for a long way, over its {@link CutEdge}. Every cell of mucosa and lumen belongs to the
 * base cell nearest to it, and stretches of the base to columns that stand on it; in each the crypt
 * layer ends where its crypts do, and the villus at the highest tissue that hangs together with the
 * base. Lengths are distances to the base.
 *
 * <p>A column counts only where it is cut upright: crypts begin near the base, lumen is above the
 * tip, and what stands above the crypts is for the most part connected with the base. Cuts across
 * villi, which lie in the lumen as islands, leave a column out.
 */
final class UprightPlaces {
  /** Length of base under one column, µm: about a villus with its gap. */
  private static final double COLUMN_UM = 180;

  /** Mucosa higher than this above its base is not looked for, µm. */
  private static final double HIGHEST_UM = 1800;

  /** Steps in which heights are counted, µm. */
  private static final double STEP_UM = 4;

  private static final int STEPS = (int) (HIGHEST_UM / STEP_UM);

  /** Crypts that begin further from the base than this do not stand on it, µm. */
  private static final double FARTHEST_CRYPT_UM = 160;

  /** Least area of crypts in a column, µm². */
  private static final double LEAST_CRYPT_UM2 = 3000;

  /** Tissue above a level of less than this area is no tip, µm². */
  private static final double TIP_UM2 = 500;

  /** Least share of the tissue above the crypts that hangs together with the base. */
  private static final double LEAST_ATTACHED = 0.7;

  /** Lumen is looked for as far above the tip as this, µm. */
  private static final double ABOVE_UM = 60;

  /** Least share of crypts in their layer. */
  private static final double LEAST_CRYPT_SHARE = 0.12;

  /** Patches of base smaller than this are not a base, µm². */
  private static final double LEAST_BASE_UM2 = 6000;

  /**
   * The uppermost crypt epithelium lies this much above the level from which villi rise, µm; from
   * simulated mucosa, whose levels are known.
   */
  private static final double MOUTH_RIM_UM = 4.5;

  /**
   * The round ends of crypts lie this much below what their cells, were they spread evenly, would
   * say, µm; from the same.
   */
  private static final double ROUND_END_UM = 11;

  /** A cut edge stands in for the base where the base is further away than this, µm. */
  private static final double NO_BASE_UM = 400;

  /** Crypts that begin nearer to a cut edge than this are cut off by it, µm. */
  private static final double CUT_OFF_UM = 12;

  /** Less epithelium than this above the crypts over a cut edge is no surface, µm². */
  private static final double LEAST_SURFACE_UM2 = 2500;

  /** Villi as far as this along the mucosa are around a column, µm. */
  private static final double AROUND_UM = 900;

  /** Where a quarter of the columns around are at least this high, there are villi, µm. */
  private static final double VILLI_UM = 150;

  /** A column lower than this share of that quarter is a gap between villi. */
  private static final double GAP = 0.4;

  /** Most lumen on the line of a villus or of a crypt, which stands in tissue. */
  private static final double MOST_GLASS = 0.35;

  private final CompartmentMap map;
  private final boolean[] open;
  private final Pieces pieces;
  private final MucosalGlands glands;
  private final double cellUm;
  private final double mouthUm;
  private final double tipUm;

  /** In maps that are true, such as drawn ones. */
  UprightPlaces(CompartmentMap map, Pieces pieces) {
    this(map, pieces, MucosalGlands.of(map, pieces), 0, 0);
  }

  /**
   * @param glands in the mucosa, which are no base of it
   * @param mouthUm how much higher than the border of the maps crypt mouths are, µm
   * @param tipUm how much higher than their uppermost cells villi are, µm
   */
  UprightPlaces(
      CompartmentMap map, Pieces pieces, MucosalGlands glands, double mouthUm, double tipUm) {
    this.glands = glands;
    this.mouthUm = mouthUm;
    this.tipUm = tipUm;
    this.map = map;
    this.pieces = pieces;
    this.open = OpenLumen.of(map);
    this.cellUm = map.cellUm();
  }

  /** The places of all pieces. */
  List<MucosalPlace> find() {
    List<MucosalPlace> places = new ArrayList<>();
    List<Pieces.Box> boxes = pieces.boxes();
    for (int p = 0; p < boxes.size(); p++) {
      places.addAll(withoutGaps(new Window(p + 1, boxes.get(p)).places()));
    }
    return places;
  }

  /**
   * Leaves out columns that stand between villi: where there are villi all around, one without is a
   * gap and not flat mucosa.
   */
  private List<MucosalPlace> withoutGaps(List<MucosalPlace> places) {
    double reach = AROUND_UM / cellUm * map.cellPixels();
    return places.stream()
        .filter(
            p -> {
              double around =
                  Spread.of(
                          places.stream()
                              .filter(q -> q.base().to(p.base()) < reach)
                              .mapToDouble(MucosalPlace::villusHeightUm)
                              .toArray())
                      .upper();
              return around < VILLI_UM || p.villusHeightUm() > GAP * around;
            })
        .toList();
  }

  /** Counts over the heights of one column, in steps. */
  private static final class Column {
    final int[] lumen = new int[STEPS];
    final int[] crypt = new int[STEPS];
    final int[] villous = new int[STEPS];
    final int[] attached = new int[STEPS];
    final int[] loose = new int[STEPS];

    /** Cells of the base that border on mucosa. */
    int border;

    /** Cells of epithelium that border on open lumen and hang together with the base. */
    int surface;

    /** Cells whose base is a cut edge. */
    int cut;

    int cells;

    /** Highest attached cell by step. */
    final int[] anyX = new int[STEPS];

    final int[] anyY = new int[STEPS];
    final int[] source = new int[STEPS];
  }

  /** One piece with a margin. */
  private final class Window {
    private final int piece;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private boolean[] cut;

    Window(int piece, Pieces.Box box) {
      this.piece = piece;
      int margin = (int) Math.ceil(2 * ABOVE_UM / cellUm);
      left = Math.max(0, box.left() - margin);
      top = Math.max(0, box.top() - margin);
      width = Math.min(map.columns() - 1, box.right() + margin) - left + 1;
      height = Math.min(map.rows() - 1, box.bottom() + margin) - top + 1;
    }

    /** The index in the map of a place of the window. */
    private int cell(int x, int y) {
      return (top + y) * map.columns() + left + x;
    }

    private boolean inside(int x, int y) {
      return x >= 0 && y >= 0 && x < width && y < height;
    }

    private Compartment kind(int x, int y) {
      int at = cell(x, y);
      boolean own = pieces.of[at] == piece;
      return own ? KINDS[map.kinds()[at]] : Compartment.LUMEN;
    }

    List<MucosalPlace> places() {
      boolean[] base = base();
      addCutEdges(base);
      NearestBase nearest = new NearestBase(base, width, height);
      Map<Long, Column> columns = new HashMap<>();
      int side = Math.max(1, (int) Math.round(COLUMN_UM / cellUm));
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          add(columns, nearest, base, side, x, y);
        }
      }
      List<MucosalPlace> places = new ArrayList<>();
      columns.values().forEach(c -> measure(c, places));
      return places;
    }

    /** Cells of muscularis and submucosa, without small patches. */
    private boolean[] base() {
      boolean[] base = new boolean[width * height];
      Components.of(
          width,
          height,
          4,
          this::isBase,
          (cells, count) -> {
            for (int i = 0; count * cellUm * cellUm >= LEAST_BASE_UM2 && i < count; i++) {
              base[cells[i]] = true;
            }
          });
      return base;
    }

    private void addCutEdges(boolean[] base) {
      byte[] kinds = new byte[base.length];
      boolean[] lumen = new boolean[base.length];
      for (int i = 0; i < kinds.length; i++) {
        kinds[i] = (byte) kind(i % width, i / width).ordinal();
        lumen[i] = open[cell(i % width, i / width)];
      }
      cut = CutEdge.of(kinds, lumen, width, height, cellUm);
      NearestBase toBase = new NearestBase(base, width, height);
      for (int i = 0; i < cut.length; i++) {
        cut[i] &= toBase.distance(i % width, i / width) * cellUm > NO_BASE_UM;
        base[i] |= cut[i];
      }
    }

    private boolean isBase(int at) {
      int x = at % width;
      int y = at / width;
      Compartment k = kind(x, y);
      return k == Compartment.MUSCULARIS || k == Compartment.SUBMUCOSA && !glands.at(cell(x, y));
    }

    private void add(
        Map<Long, Column> columns, NearestBase nearest, boolean[] base, int side, int x, int y) {
      int source = nearest.source[y * width + x];
      if (source < 0) {
        return;
      }
      int step = (int) (nearest.distance(x, y) * cellUm / STEP_UM);
      if (step >= STEPS) {
        return;
      }
      int bx = source % width;
      int by = source / width;
      long key = (long) (by / side) << 32 | bx / side;
      Column c = columns.computeIfAbsent(key, k -> new Column());
      if (base[y * width + x]) {
        c.border += bordersOnMucosa(x, y, base) ? 1 : 0;
        return;
      }
      Compartment kind = kind(x, y);
      boolean attached = kind != Compartment.LUMEN && pieces.of[cell(x, y)] == piece;
      switch (kind) {
        case LUMEN -> {
          if (open[cell(x, y)]) {
            c.lumen[step]++;
          }
        }
        case CRYPT_EPITHELIUM -> c.crypt[step]++;
        case VILLOUS_EPITHELIUM -> c.villous[step]++;
        default -> {}
      }
      if (kind == Compartment.LUMEN && map.kinds()[cell(x, y)] != 0) {
        c.loose[step]++; // tissue of another piece, or a fragment
      }
      c.cells++;
      c.cut += cut[source] ? 1 : 0;
      if (attached) {
        c.surface += kind == Compartment.VILLOUS_EPITHELIUM && bordersOnLumen(x, y) ? 1 : 0;
        c.attached[step]++;
        c.anyX[step] = x;
        c.anyY[step] = y;
        c.source[step] = source;
      }
    }

    /** Whether a cell of the base has mucosa next to it. */
    private boolean bordersOnMucosa(int x, int y, boolean[] base) {
      return mucosa(x - 1, y, base)
          || mucosa(x + 1, y, base)
          || mucosa(x, y - 1, base)
          || mucosa(x, y + 1, base);
    }

    private boolean mucosa(int x, int y, boolean[] base) {
      return inside(x, y) && !base[y * width + x] && kind(x, y) != Compartment.LUMEN;
    }

    /** Whether a cell has open lumen next to it. */
    private boolean bordersOnLumen(int x, int y) {
      return open(x - 1, y) || open(x + 1, y) || open(x, y - 1) || open(x, y + 1);
    }

    private boolean open(int x, int y) {
      return inside(x, y) && open[cell(x, y)];
    }

    private void measure(Column c, List<MucosalPlace> places) {
      double cell2 = cellUm * cellUm;
      long crypts = sum(c.crypt, 0, STEPS);
      if (crypts * cell2 < LEAST_CRYPT_UM2) {
        return;
      }
      int border = border(c);
      if (border * STEP_UM <= MOUTH_RIM_UM) {
        return;
      }
      double mouth = border * STEP_UM - MOUTH_RIM_UM + mouthUm;
      long below = sum(c.crypt, 0, border);
      double low = quantile(c.crypt, below, 0.1);
      double high = quantile(c.crypt, below, 0.9);
      double bottom = low - 0.15 * (high - low) - ROUND_END_UM;
      int tip = tip(c);
      int mouthStep = (int) Math.min(STEPS - 1.0, mouth / STEP_UM);
      boolean near = bottom < FARTHEST_CRYPT_UM;
      int above = (int) (ABOVE_UM / STEP_UM);
      boolean inLumen = tip + above < STEPS && sum(c.lumen, tip + 1, tip + above) > 0;
      long attached = sum(c.attached, mouthStep, STEPS);
      long loose = sum(c.loose, mouthStep, STEPS);
      boolean connected = attached >= LEAST_ATTACHED * (attached + loose);
      long layer = sum(c.attached, (int) Math.max(0, bottom / STEP_UM), mouthStep + 1);
      boolean dense = crypts >= LEAST_CRYPT_SHARE * layer;
      boolean cutEdge = 2 * c.cut > c.cells;
      double covered = sum(c.villous, border, STEPS) * cell2;
      if (cutEdge && (bottom < CUT_OFF_UM || covered < LEAST_SURFACE_UM2)) {
        return;
      }
      if (!near || !inLumen || !connected || !dense || mouth <= bottom) {
        return;
      }
      double top = (tip + 1) * STEP_UM + tipUm;
      double villus = Math.max(0, top - mouth);
      int x = c.anyX[tip];
      int y = c.anyY[tip];
      int s = c.source[tip];
      double length = Math.max(1e-6, Math.hypot(x - s % width, y - s / width));
      double dx = (x - s % width) / length;
      double dy = (y - s / width) / length;
      double cells = STEP_UM / cellUm;
      if (glass(s, dx, dy, bottom / STEP_UM * cells, mouthStep * cells) > MOST_GLASS
          || glass(s, dx, dy, mouthStep * cells, (tip + 1) * cells) > MOST_GLASS) {
        return;
      }
      Point root = point(s % width, s / width);
      double perUm = map.cellPixels() / cellUm;
      places.add(
          new MucosalPlace(
              piece + "-" + Math.round(root.x()) + "-" + Math.round(root.y()),
              piece,
              along(root, dx, dy, Math.max(0, bottom) * perUm),
              along(root, dx, dy, mouth * perUm),
              along(root, dx, dy, Math.max(mouth, top) * perUm),
              villus,
              mouth - Math.max(0, bottom),
              cutEdge,
              c.border == 0 ? Double.NaN : (double) c.surface / c.border,
              MucosalPlace.Origin.MODEL));
    }

    /**
     * The step at which crypts end and villi begin: the one that leaves the fewest cells of crypts
     * above it and of villi below it.
     */
    private int border(Column c) {
      long best = 0;
      long balance = 0;
      int first = 0;
      int last = 0;
      for (int s = 0; s < STEPS; s++) {
        balance += c.crypt[s] - c.villous[s];
        if (balance > best) {
          best = balance;
          first = s + 1;
          last = first;
        } else if (balance == best && last == s) {
          last = s + 1;
        }
      }
      return last == STEPS ? first : (first + last) / 2; // no villi above: where crypts end
    }

    /** Share of lumen on a straight line from a base cell, between two distances, cells. */
    private double glass(int base, double dx, double dy, double from, double to) {
      int lumen = 0;
      int all = 0;
      for (double d = Math.max(0, from); d < to; d++) {
        int x = (int) Math.round(base % width + d * dx);
        int y = (int) Math.round(base / width + d * dy);
        lumen += inside(x, y) && kind(x, y) == Compartment.LUMEN ? 1 : 0;
        all++;
      }
      return all == 0 ? 0 : (double) lumen / all;
    }

    /** The step of the highest tissue that is more than a shred. */
    private int tip(Column c) {
      long seen = 0;
      for (int s = STEPS - 1; s > 0; s--) {
        seen += c.attached[s];
        if (seen * cellUm * cellUm >= TIP_UM2) {
          return s;
        }
      }
      return 0;
    }

    private Point point(int x, int y) {
      return new Point((left + x + 0.5) * map.cellPixels(), (top + y + 0.5) * map.cellPixels());
    }
  }

  private static final Compartment[] KINDS = Compartment.values();

  private static Point along(Point from, double dx, double dy, double pixels) {
    return new Point(from.x() + dx * pixels, from.y() + dy * pixels);
  }

  private static long sum(int[] counts, int from, int to) {
    long sum = 0;
    for (int i = from; i < Math.min(to, counts.length); i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Height below which a share of the cells lies, µm. */
  private static double quantile(int[] counts, long all, double share) {
    double wanted = share * all;
    double seen = 0;
    for (int s = 0; s < counts.length; s++) {
      if (seen + counts[s] >= wanted && counts[s] > 0) {
        return (s + (wanted - seen) / counts[s]) * STEP_UM;
      }
      seen += counts[s];
    }
    return counts.length * STEP_UM;
  }
}
