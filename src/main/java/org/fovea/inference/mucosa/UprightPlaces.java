package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Point;

/**
 * Measures the mucosa over its base, the upper border of muscularis or submucosa; where a piece has
 * neither for a long way, over its {@link CutEdge}. Every cell of mucosa and lumen belongs to the
 * base cell nearest to it, and stretches of the base to columns that stand on it; in each the crypt
 * layer ends where its crypts do, and the villus at the highest tissue that hangs together with the
 * base. Lengths are distances to the base.
 *
 * <p>A column counts only where it is cut upright: crypts begin near the base and are cut
 * lengthwise, lumen is above the tip, and what stands above the crypts is for the most part
 * connected with the base. Cuts across villi, which lie in the lumen as islands, leave a column
 * out; so does a surface without epithelium, which is worn away and not flat.
 */
final class UprightPlaces {
  /** Length of base under one column, µm: about a villus with its gap. */
  private static final double COLUMN_UM = 180;

  /**
   * The stretches are laid so many times, each time shifted by this part of their length, so that
   * what is found hardly hangs on where the first one begins.
   */
  private static final int SHIFTS = 6;

  /** Crypts that begin further from the base than this do not stand on it, µm. */
  private static final double FARTHEST_CRYPT_UM = 160;

  /** Least area of crypts in a column, µm². */
  private static final double LEAST_CRYPT_UM2 = 3000;

  /**
   * Crypts that come out shallower than this were cut obliquely, µm: hardly more than their round
   * end. The shallowest that are simulated have 80 in the mean of a biopsy.
   */
  private static final double LEAST_CRYPT_UM = 50;

  /** Tissue above a level of less than this area is no tip, µm². */
  private static final double TIP_UM2 = 500;

  /** Least share of the tissue above the crypts that hangs together with the base. */
  private static final double LEAST_ATTACHED = 0.7;

  /** Lumen is looked for as far above the tip as this, µm. */
  private static final double ABOVE_UM = 60;

  /** Least share of crypts in their layer. */
  private static final double LEAST_CRYPT_SHARE = 0.12;

  /**
   * Where profiles of crypts reach over less than this share of their depth, and over less than
   * {@link #LENGTHWISE_UM}, crypts are cut across, several above each other, and look too deep: on
   * the small-bowel loop of the Pathology Atlas, whose crypts are 140 µm deep, half of the columns
   * with depths above 240 µm lie below it, and none with depths below 180 µm. In five stains the
   * ratio of the loop, before flanks of villi were left out, was 1.80 to 2.34 without this and 2.1
   * to 3.1 with 0.3 to 0.4 and 80 to 100 µm.
   */
  private static final double LENGTHWISE = 0.35;

  /** A profile that reaches further than this is of a crypt cut lengthwise, µm. */
  private static final double LENGTHWISE_UM = 90;

  /**
   * The uppermost crypt epithelium lies this much above the level from which villi rise, µm; from
   * simulated mucosa, whose levels are known.
   */
  private static final double MOUTH_RIM_UM = 4.5;

  /**
   * Crypts open at the floor of the clefts between villi, the epithelium of which is so thick, µm;
   * set on 36 simulated biopsies (seeds 9000020 to 9000035, 9100000 to 9100039).
   */
  private static final double FLOOR_UM = 21;

  /**
   * Open lumen that begins further than this above the border of crypts and villi is not the floor
   * of a cleft, µm: villi stand so close that no cleft is seen between them.
   */
  private static final double FARTHEST_FLOOR_UM = 120;

  /** Crypts that begin nearer to a cut edge than this are cut off by it, µm. */
  private static final double CUT_OFF_UM = 12;

  /** Less epithelium than this above the crypts is a surface that was lost, µm². */
  private static final double LEAST_SURFACE_UM2 = 1000;

  /** Most lumen on the line of a villus or of a crypt, which stands in tissue. */
  private static final double MOST_GLASS = 0.35;

  private final CompartmentMap map;
  private final boolean[] open;
  private final Pieces pieces;
  private final MucosalGlands glands;
  private final double cellUm;
  private final Levels levels;
  private final PlaceSelection selection;

  /** In maps that are true, such as drawn ones. */
  UprightPlaces(CompartmentMap map, Pieces pieces) {
    this(map, OpenLumen.of(map), pieces, MucosalGlands.of(map, pieces), Levels.TRUE);
  }

  /**
   * @param open lumen of the map, see {@link OpenLumen}
   * @param glands in the mucosa, which are no base of it
   * @param levels how the levels of the maps lie to the true ones
   */
  UprightPlaces(
      CompartmentMap map, boolean[] open, Pieces pieces, MucosalGlands glands, Levels levels) {
    this.glands = glands;
    this.levels = levels;
    this.map = map;
    this.pieces = pieces;
    this.open = open;
    this.cellUm = map.cellUm();
    this.selection = new PlaceSelection(map.micrometresPerPixel());
  }

  /** The places of all pieces. */
  List<MucosalPlace> find() {
    List<MucosalPlace> places = new ArrayList<>();
    List<Pieces.Box> boxes = pieces.boxes();
    for (int p = 0; p < boxes.size(); p++) {
      PieceWindow window = new PieceWindow(map, open, pieces, p + 1, boxes.get(p), 2 * ABOVE_UM);
      places.addAll(places(window));
    }
    return PlaceSelection.overBase(places);
  }

  private List<MucosalPlace> places(PieceWindow window) {
    MucosalBase base = new MucosalBase(window, glands);
    NearestBase nearest = new NearestBase(base.cells, window.width, window.height);
    BaseStretches stretches =
        new BaseStretches(base.cells, window.width, window.height, COLUMN_UM / cellUm);
    CryptProfiles profiles = new CryptProfiles(window, nearest);
    VillusTips tips = new VillusTips(window, nearest);
    SeenVilli villi = new SeenVilli(map.micrometresPerPixel());
    for (int s = 0; s < SHIFTS; s++) {
      int[] shifted = stretches.of((double) s / SHIFTS);
      for (MucosalColumn column : columns(window, base, nearest, profiles, shifted)) {
        MucosalPlace place = measure(window, column);
        if (place != null) {
          villi.add(place, tips.isTip(column.cell(tip(column))));
        }
      }
    }
    return villi.standing(selection.plausible(villi.places()));
  }

  /** Columns over stretches of the base, in the order of these. */
  private List<MucosalColumn> columns(
      PieceWindow window,
      MucosalBase base,
      NearestBase nearest,
      CryptProfiles profiles,
      int[] stretches) {
    List<MucosalColumn> columns = new ArrayList<>();
    int last = Arrays.stream(stretches).max().orElse(BaseStretches.NONE);
    for (int i = 0; i <= last; i++) {
      columns.add(new MucosalColumn());
    }
    for (int y = 0; y < window.height; y++) {
      for (int x = 0; x < window.width; x++) {
        int source = nearest.source[y * window.width + x];
        int step = (int) (nearest.distance(x, y) * cellUm / MucosalColumn.STEP_UM);
        if (source < 0 || step >= MucosalColumn.STEPS || stretches[source] < 0) {
          continue;
        }
        MucosalColumn c = columns.get(stretches[source]);
        if (!base.cells[y * window.width + x]) {
          c.add(window, x, y, step, source, base.cut[source], profiles.reach[y * window.width + x]);
        } else if (base.bordersOnMucosa(x, y)) {
          c.addBorder();
        }
      }
    }
    return columns;
  }

  /** The step of the highest tissue of a column. */
  private int tip(MucosalColumn column) {
    return column.tip(TIP_UM2 / (cellUm * cellUm));
  }

  /** The place that a column is; null where it is not cut upright. */
  private MucosalPlace measure(PieceWindow window, MucosalColumn c) {
    double cell2 = cellUm * cellUm;
    double step = MucosalColumn.STEP_UM;
    int border = c.border();
    if (c.crypts() * cell2 < LEAST_CRYPT_UM2 || border * step <= MOUTH_RIM_UM) {
      return null;
    }
    MucosalColumn.CryptEnds ends = c.cryptEnds(border);
    double bottom = ends.roundUm();
    double begin = Math.max(0, bottom);
    double mouth = mouth(c, border);
    int mouthStep = (int) Math.min(MucosalColumn.STEPS - 1.0, mouth / step);
    int tip = tip(c);
    boolean cutEdge = c.onCutEdge();
    boolean cutOff = cutEdge && ends.evenUm() < CUT_OFF_UM;
    boolean bare = c.villous(border) * cell2 < LEAST_SURFACE_UM2;
    boolean upright =
        bottom < FARTHEST_CRYPT_UM
            && mouth - begin >= LEAST_CRYPT_UM
            && c.lumenAbove(tip, (int) (ABOVE_UM / step))
            && c.attachedShare(mouthStep) >= LEAST_ATTACHED
            && c.cryptShare(bottom, mouthStep) >= LEAST_CRYPT_SHARE
            && c.profile() * cellUm >= Math.min(LENGTHWISE_UM, LENGTHWISE * (mouth - begin));
    if (cutOff || bare || !upright) {
      return null;
    }
    double top = (tip + 1) * step + levels.tipUm();
    int foot = c.baseOf(tip);
    int x = foot % window.width;
    int y = foot / window.width;
    int tipX = c.cell(tip) % window.width;
    int tipY = c.cell(tip) / window.width;
    int toX = tipX - x;
    int toY = tipY - y;
    double length = Math.max(1e-6, Math.hypot(toX, toY));
    double dx = toX / length;
    double dy = toY / length;
    double cells = step / cellUm;
    double mouthCells = mouthStep * cells;
    if (window.glass(x, y, dx, dy, bottom / cellUm, mouthCells) > MOST_GLASS
        || window.glass(x, y, dx, dy, mouthCells, (tip + 1) * cells) > MOST_GLASS) {
      return null;
    }
    Point root = window.point(x, y);
    Point named = window.point(tipX, tipY); // two villi may have one root, but not one tip
    double perUm = 1 / map.micrometresPerPixel();
    return new MucosalPlace(
        window.piece + "-" + Math.round(named.x()) + "-" + Math.round(named.y()),
        window.piece,
        along(root, dx, dy, begin * perUm),
        along(root, dx, dy, mouth * perUm),
        along(root, dx, dy, Math.max(mouth, top) * perUm),
        Math.max(0, top - mouth),
        mouth - begin,
        cutEdge,
        c.surfacePerBase(),
        MucosalPlace.Origin.MODEL);
  }

  /**
   * Level at which crypts open, µm above the base: below the floor of a cleft where one is seen, as
   * pathologists measure it, else where crypt epithelium ends. In pale crypts the network takes
   * more of the epithelium for that of villi than it usually does.
   */
  private double mouth(MucosalColumn c, int border) {
    double mouth = border * MucosalColumn.STEP_UM - MOUTH_RIM_UM + levels.mouthUm();
    double floor = c.floorUm(border);
    return floor - mouth <= FARTHEST_FLOOR_UM ? floor - FLOOR_UM : mouth;
  }

  private static Point along(Point from, double dx, double dy, double pixels) {
    return new Point(from.x() + dx * pixels, from.y() + dy * pixels);
  }
}
