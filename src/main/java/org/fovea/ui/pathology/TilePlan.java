package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.TileSource;

/**
 * Which tiles a view needs.
 *
 * @param level the resolution that is sharp in this view
 * @param halvings how often its tiles are halved, so that fine structure does not flicker
 * @param sharp the tiles seen, those in the middle first
 * @param first the tiles of the lowest resolution that stand in for them
 * @param near tiles just outside, for when the slide is moved
 */
record TilePlan(
    int level, int halvings, List<TileKey> sharp, List<TileKey> first, List<TileKey> near) {

  /** More tiles than this of the lowest resolution are not read only to stand in. */
  private static final int MOST_FIRST = 64;

  static final TilePlan NOTHING = new TilePlan(0, 0, List.of(), List.of(), List.of());

  /**
   * The tiles of a view.
   *
   * @param density physical pixels a screen pixel
   */
  static TilePlan of(TileSource source, SlideTransform t, double density, SlideAppearance look) {
    Slide slide = source.slide();
    int level = level(slide, t.scale() * density);
    double shown = t.scale() * density * slide.downsample(level); // physical a level pixel
    int halvings = 0;
    SlideLevel l = slide.levels().get(level);
    int most = 31 - Integer.numberOfLeadingZeros(Math.min(l.tileColumns(), l.tileRows()));
    while (halvings < most && shown * (2 << halvings) <= 1.01) {
      halvings++;
    }
    double[] box = t.seen();
    List<TileKey> sharp = tiles(source, level, halvings, look, box, 0);
    int lowest = slide.levels().size() - 1;
    List<TileKey> first = lowest == level ? List.of() : tiles(source, lowest, 0, look, box, 0);
    List<TileKey> near = tiles(source, level, halvings, look, box, 1);
    near.removeAll(new java.util.HashSet<>(sharp));
    return new TilePlan(
        level, halvings, sharp, first.size() > MOST_FIRST ? List.of() : first, near);
  }

  /** The lowest resolution that has a pixel for each pixel of the screen. */
  static int level(Slide slide, double scale) {
    for (int i = slide.levels().size() - 1; i > 0; i--) {
      if (scale * slide.downsample(i) <= 1.01) {
        return i;
      }
    }
    return 0;
  }

  /**
   * The tiles of a level that touch a box, those nearest to its middle first.
   *
   * @param margin whole tiles round the box as well
   */
  static List<TileKey> tiles(
      TileSource source, int level, int halvings, SlideAppearance look, double[] box, int margin) {
    Slide slide = source.slide();
    SlideLevel l = slide.levels().get(level);
    double w = l.tileColumns() * ((double) slide.highest().columns() / l.columns());
    double h = l.tileRows() * ((double) slide.highest().rows() / l.rows());
    int left = Math.max(0, (int) Math.floor(box[0] / w) - margin);
    int top = Math.max(0, (int) Math.floor(box[1] / h) - margin);
    int right = Math.min(l.tilesAcross() - 1, (int) Math.floor(box[2] / w) + margin);
    int bottom = Math.min(l.tilesDown() - 1, (int) Math.floor(box[3] / h) + margin);
    List<TileKey> keys = new ArrayList<>();
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        keys.add(new TileKey(source, level, column, row, halvings, look));
      }
    }
    double mx = (box[0] + box[2]) / 2 / w - 0.5;
    double my = (box[1] + box[3]) / 2 / h - 0.5;
    keys.sort(
        Comparator.comparingDouble(
            k -> (k.column() - mx) * (k.column() - mx) + (k.row() - my) * (k.row() - my)));
    return keys;
  }

  /** All of them in the order in which they are best decoded. */
  List<TileKey> wanted() {
    List<TileKey> all = new ArrayList<>(first);
    all.addAll(sharp);
    all.addAll(near);
    return all;
  }
}
