package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.imaging.slide.SlideLevel;

/**
 * The fields in which nuclei are searched for: squares of a grid over the slide with enough villous
 * epithelium, spread evenly where there are more than wanted.
 *
 * @param x left edge, pixels of the nuclei's resolution
 * @param y upper edge
 */
record NucleusFields(int x, int y) {
  /** Least share of a field that is villous epithelium. */
  private static final double LEAST_SHARE = 0.12;

  /**
   * Chooses.
   *
   * @param side of a field, pixels of the nuclei's resolution
   * @param um µm a pixel of that resolution
   */
  static List<NucleusFields> choose(
      CompartmentMap map, SlideLevel highest, int side, double um, int most) {
    double sideUm = side * um;
    int across = (int) (highest.columns() * highest.spacingXMm() * 1000 / sideUm);
    int down = (int) (highest.rows() * highest.spacingYMm() * 1000 / sideUm);
    double cells = sideUm / map.cellUm();
    List<NucleusFields> all = new ArrayList<>();
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        if (share(map, column * cells, row * cells, cells) >= LEAST_SHARE) {
          all.add(new NucleusFields(column * side, row * side));
        }
      }
    }
    if (all.size() <= most) {
      return all;
    }
    List<NucleusFields> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / most)));
    }
    chosen.sort(Comparator.comparingInt(NucleusFields::y).thenComparingInt(NucleusFields::x));
    return chosen;
  }

  private static double share(CompartmentMap map, double left, double top, double cells) {
    int n = 0;
    int villous = 0;
    for (int y = (int) top; y < top + cells; y++) {
      for (int x = (int) left; x < left + cells; x++) {
        n++;
        villous += map.is(x, y, Compartment.VILLOUS_EPITHELIUM) ? 1 : 0;
      }
    }
    return (double) villous / n;
  }
}
