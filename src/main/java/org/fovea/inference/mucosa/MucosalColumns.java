package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of mucosa that stand on the base of a piece. */
final class MucosalColumns {
  private final PieceWindow window;
  private final MucosalBase base;
  private final NearestBase nearest;
  private final CryptProfiles profiles;

  /**
   * @param glands in the mucosa, which are no base of it
   */
  MucosalColumns(PieceWindow window, MucosalGlands glands) {
    this.window = window;
    this.base = new MucosalBase(window, glands);
    this.nearest = new NearestBase(base.cells, window.width, window.height);
    this.profiles = new CryptProfiles(window, nearest);
  }

  /** How far cells are from the base. */
  NearestBase nearest() {
    return nearest;
  }

  /**
   * The base divided into stretches.
   *
   * @param lengthUm of a stretch, µm
   */
  BaseStretches stretches(double lengthUm) {
    return new BaseStretches(base.cells, window.width, window.height, lengthUm / window.cellUm);
  }

  /**
   * The columns over stretches of the base, in the order of these.
   *
   * @param stretches the number of the stretch that each cell of the window is in, see {@link
   *     BaseStretches#of}
   */
  List<MucosalColumn> over(int[] stretches) {
    List<MucosalColumn> columns = new ArrayList<>();
    int last = Arrays.stream(stretches).max().orElse(BaseStretches.NONE);
    for (int i = 0; i <= last; i++) {
      columns.add(new MucosalColumn());
    }
    for (int y = 0; y < window.height; y++) {
      for (int x = 0; x < window.width; x++) {
        int source = nearest.source[y * window.width + x];
        int step = (int) (nearest.distance(x, y) * window.cellUm / MucosalColumn.STEP_UM);
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
}
