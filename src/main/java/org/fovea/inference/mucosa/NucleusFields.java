package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.imaging.slide.SlideLevel;

/**
 * The fields in which nuclei are counted: squares of a grid over the slide with much villous
 * epithelium, spread evenly where there are more than wanted, and where there are fewer, as in flat
 * mucosa, those with little of it as well. The network sees a margin about each.
 *
 * @param x left edge of what is counted, pixels of the nuclei's resolution
 * @param y its upper edge
 */
record NucleusFields(int x, int y) {
  /**
   * What the network sees beyond each edge of a field, pixels of the nuclei's resolution. An
   * enterocyte that the edge of the picture cuts looks as small as a lymphocyte, and would be found
   * in two fields.
   */
  static final int MARGIN = 16;

  /** Share of a field that is villous epithelium, from which on it is counted first. */
  private static final double MUCH = 0.12;

  /** Least share of a field that is villous epithelium. */
  private static final double LEAST_SHARE = 0.06;

  /**
   * Chooses.
   *
   * @param seen side of what the network sees, pixels of the nuclei's resolution
   * @param um µm a pixel of that resolution
   */
  static List<NucleusFields> choose(
      CompartmentMap map, SlideLevel highest, int seen, double um, int most) {
    int side = side(seen);
    double sideUm = side * um;
    int across = (int) (highest.columns() * highest.spacingXMm() * 1000 / sideUm);
    int down = (int) (highest.rows() * highest.spacingYMm() * 1000 / sideUm);
    double cells = sideUm / map.cellUm();
    List<NucleusFields> much = new ArrayList<>();
    List<NucleusFields> little = new ArrayList<>();
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        double share = share(map, column * cells, row * cells, cells);
        if (share >= LEAST_SHARE) {
          (share >= MUCH ? much : little).add(new NucleusFields(column * side, row * side));
        }
      }
    }
    List<NucleusFields> chosen = evenly(much, most);
    chosen.addAll(evenly(little, most - chosen.size()));
    chosen.sort(Comparator.comparingInt(NucleusFields::y).thenComparingInt(NucleusFields::x));
    return chosen;
  }

  private static List<NucleusFields> evenly(List<NucleusFields> all, int most) {
    if (all.size() <= most) {
      return new ArrayList<>(all);
    }
    List<NucleusFields> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / most)));
    }
    return chosen;
  }

  /** Side of a field of which the network sees so many pixels. */
  static int side(int seen) {
    return seen - 2 * MARGIN;
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
