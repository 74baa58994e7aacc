package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.List;
import org.fovea.finding.enteropathy.BrunnerGlands;
import org.fovea.imaging.slide.Components;

/**
 * Brunner's glands above the muscularis mucosae: small islands of the compartment that they share
 * with the submucosa, with mucosa around them and the base of the mucosa near. Glands that hang
 * together with the submucosa in the plane of the section are not told from it.
 */
final class MucosalGlands {
  /**
   * Less is not told from a vessel or a slip of stroma, µm²; an acinus is 30 to 50 µm wide, a
   * lobule has several.
   */
  private static final double LEAST_UM2 = 5000;

  /** More is a cut through the submucosa, µm². */
  private static final double MOST_UM2 = 80_000;

  /** Least share of its border that is mucosa; the rest may be muscularis that it stands on. */
  private static final double LEAST_MUCOSA = 0.6;

  /** Most of its border that is lumen: glands do not lie at the surface. */
  private static final double MOST_LUMEN = 0.1;

  /** The base is no further from it than this, µm. */
  private static final double BASE_WITHIN_UM = 300;

  private final CompartmentMap map;
  private final Pieces pieces;
  private final boolean[] cells;
  private final List<BrunnerGlands.Lobule> lobules = new ArrayList<>();

  private MucosalGlands(CompartmentMap map, Pieces pieces) {
    this.map = map;
    this.pieces = pieces;
    this.cells = new boolean[map.kinds().length];
  }

  static MucosalGlands of(CompartmentMap map, Pieces pieces) {
    MucosalGlands glands = new MucosalGlands(map, pieces);
    Components.of(
        map.columns(),
        map.rows(),
        4,
        at -> pieces.of[at] > 0 && map.kinds()[at] == Compartment.SUBMUCOSA.ordinal(),
        glands::add);
    return glands;
  }

  /** Whether a cell of the map belongs to such glands. */
  boolean at(int cell) {
    return cells[cell];
  }

  /** What was found, and the mucosa around it. */
  BrunnerGlands found() {
    double own = lobules.stream().mapToDouble(BrunnerGlands.Lobule::areaMm2).sum();
    double mucosa =
        map.areaMm2(Compartment.VILLOUS_EPITHELIUM)
            + map.areaMm2(Compartment.CRYPT_EPITHELIUM)
            + map.areaMm2(Compartment.LAMINA_PROPRIA);
    return new BrunnerGlands(lobules, mucosa + own);
  }

  private void add(int[] part, int count) {
    double area = count * map.cellUm() * map.cellUm();
    if (area < LEAST_UM2
        || area > MOST_UM2
        || !amongMucosa(part, count)
        || !nearBase(part, count)) {
      return;
    }
    double x = 0;
    double y = 0;
    for (int i = 0; i < count; i++) {
      cells[part[i]] = true;
      x += part[i] % map.columns() + 0.5;
      y += part[i] / map.columns() + 0.5;
    }
    lobules.add(
        new BrunnerGlands.Lobule(
            pieces.of[part[0]],
            x / count * map.cellPixels(),
            y / count * map.cellPixels(),
            area / 1e6));
  }

  private boolean amongMucosa(int[] part, int count) {
    int[] around = new int[Compartment.values().length];
    for (int i = 0; i < count; i++) {
      int x = part[i] % map.columns();
      int y = part[i] / map.columns();
      around[map.kind(x - 1, y).ordinal()]++;
      around[map.kind(x + 1, y).ordinal()]++;
      around[map.kind(x, y - 1).ordinal()]++;
      around[map.kind(x, y + 1).ordinal()]++;
    }
    int lumen = around[Compartment.LUMEN.ordinal()];
    int muscularis = around[Compartment.MUSCULARIS.ordinal()];
    int mucosa =
        around[Compartment.VILLOUS_EPITHELIUM.ordinal()]
            + around[Compartment.CRYPT_EPITHELIUM.ordinal()]
            + around[Compartment.LAMINA_PROPRIA.ordinal()];
    int border = lumen + muscularis + mucosa;
    return mucosa >= LEAST_MUCOSA * border && lumen <= MOST_LUMEN * border;
  }

  /** Whether muscularis of the same piece lies around the box of a part. */
  private boolean nearBase(int[] part, int count) {
    int reach = (int) Math.round(BASE_WITHIN_UM / map.cellUm());
    int left = map.columns();
    int right = 0;
    int top = part[0] / map.columns(); // parts begin with their uppermost cell
    int bottom = top;
    for (int i = 0; i < count; i++) {
      left = Math.min(left, part[i] % map.columns());
      right = Math.max(right, part[i] % map.columns());
      bottom = Math.max(bottom, part[i] / map.columns());
    }
    for (int y = top - reach; y <= bottom + reach; y++) {
      for (int x = left - reach; x <= right + reach; x++) {
        if (map.is(x, y, Compartment.MUSCULARIS)
            && pieces.of[y * map.columns() + x] == pieces.of[part[0]]) {
          return true;
        }
      }
    }
    return false;
  }
}
