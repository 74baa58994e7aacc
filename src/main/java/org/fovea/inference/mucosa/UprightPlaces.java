package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.MucosalPlace.Point;

/**
 * Measures the mucosa over its base, the upper border of muscularis or submucosa; where a piece has
 * neither for a long way, over its {@link CutEdge}. Every cell of mucosa and lumen belongs to the
 * base cell nearest to it, and stretches of the base to columns that stand on it. Crypts are
 * measured in wide columns ({@link CryptLayers}); over each of them villi end at the tips that
 * narrower ones have, and that hang together with the base. Lengths are distances to the base.
 *
 * <p>Only what is cut upright counts: crypts begin near the base and are cut lengthwise, lumen is
 * above the tip, and what stands above the crypts is for the most part connected with the base.
 * Cuts across villi, which lie in the lumen as islands, leave a column out; so does a surface
 * without epithelium, which is worn away and not flat.
 */
final class UprightPlaces {
  /** Length of base under the column whose crypts are measured, µm: about a villus with its gap. */
  private static final double COLUMN_UM = 180;

  /**
   * Length of base over which one tip is looked for, µm: under a wide column a low villus beside a
   * tall one has no tip of its own. Of 67 simulated biopsies (seeds 9000020 to 9000035, 9100000 to
   * 9100039 and 9100080 to 9100119) the ratio has a mean error of 4.4 % with it and of 5.3 % with
   * one tip by column, on maps that the training code made; with 59 others, on the program's own
   * maps, it is 5.8 % with either.
   */
  private static final double TIP_STRETCH_UM = 75;

  /**
   * The stretches are laid so many times, each time shifted by this part of their length, so that
   * what is found hardly hangs on where the first one begins.
   */
  private static final int SHIFTS = 6;

  /** Tissue above a level of less than this area is no tip, µm². */
  private static final double TIP_UM2 = 500;

  /** That area, at the round end of a villus, is so high, µm; with half a step. */
  private static final double ROUND_TIP_UM = 8;

  /** Lumen is looked for as far above the tip as this, µm. */
  private static final double ABOVE_UM = 60;

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
    MucosalColumns columns = new MucosalColumns(window, glands);
    BaseStretches wide = columns.stretches(COLUMN_UM);
    BaseStretches narrow = columns.stretches(TIP_STRETCH_UM);
    CryptLayers layers = new CryptLayers(cellUm, levels);
    VillusTips tips = new VillusTips(window, columns.nearest());
    SeenVilli villi = new SeenVilli(map.micrometresPerPixel());
    for (int s = 0; s < SHIFTS; s++) {
      double shift = (double) s / SHIFTS;
      int[] stretches = wide.of(shift);
      List<Optional<CryptLayer>> crypts = new ArrayList<>();
      for (MucosalColumn column : columns.over(stretches)) {
        MucosalColumn.Tip tip = tip(column);
        Optional<CryptLayer> below = layers.of(column);
        crypts.add(below);
        below
            .flatMap(c -> place(window, c, column, tip))
            .filter(p -> !tips.isTip(tip.cell()))
            .ifPresent(villi::addFlank);
      }
      for (MucosalColumn column : columns.over(narrow.of(shift))) {
        MucosalColumn.Tip tip = tip(column);
        int stretch = stretches[tip.base()];
        if (stretch != BaseStretches.NONE) {
          crypts
              .get(stretch)
              .flatMap(c -> place(window, c, column, tip))
              .filter(p -> tips.isTip(tip.cell()))
              .ifPresent(villi::addTip);
        }
      }
    }
    return villi.standing(selection.plausible(villi.places()));
  }

  /** The highest tissue of a column. */
  private MucosalColumn.Tip tip(MucosalColumn column) {
    return column.tip(TIP_UM2 / (cellUm * cellUm));
  }

  /**
   * The villus at a tip and the crypts below it; empty where it is not seen whole.
   *
   * @param above the column in which the tip is the highest tissue
   */
  private Optional<MucosalPlace> place(
      PieceWindow window, CryptLayer crypts, MucosalColumn above, MucosalColumn.Tip tip) {
    double step = MucosalColumn.STEP_UM;
    if (!above.lumenAbove(tip.step(), (int) (ABOVE_UM / step))) {
      return Optional.empty();
    }
    int x = tip.base() % window.width;
    int y = tip.base() / window.width;
    int tipX = tip.cell() % window.width;
    int tipY = tip.cell() / window.width;
    double length = Math.max(1e-6, Math.hypot(tipX - x, tipY - y));
    double dx = (tipX - x) / length;
    double dy = (tipY - y) / length;
    double cells = step / cellUm;
    double mouthCells = crypts.mouthStep() * cells;
    if (window.glass(x, y, dx, dy, crypts.bottomUm() / cellUm, mouthCells) > MOST_GLASS
        || window.glass(x, y, dx, dy, mouthCells, (tip.step() + 1) * cells) > MOST_GLASS) {
      return Optional.empty();
    }
    double mouth = crypts.mouthUm();
    double top = (tip.step() + 1) * step + ROUND_TIP_UM + levels.tipUm();
    Point root = window.point(x, y);
    Point named = window.point(tipX, tipY); // two villi may have one root, but not one tip
    double perUm = 1 / map.micrometresPerPixel();
    return Optional.of(
        new MucosalPlace(
            window.piece + "-" + Math.round(named.x()) + "-" + Math.round(named.y()),
            window.piece,
            along(root, dx, dy, crypts.beginUm() * perUm),
            along(root, dx, dy, mouth * perUm),
            along(root, dx, dy, Math.max(mouth, top) * perUm),
            Math.max(0, top - mouth),
            crypts.depthUm(),
            crypts.cutEdge(),
            crypts.surfacePerBase(),
            MucosalPlace.Origin.MODEL));
  }

  private static Point along(Point from, double dx, double dy, double pixels) {
    return new Point(from.x() + dx * pixels, from.y() + dy * pixels);
  }
}
