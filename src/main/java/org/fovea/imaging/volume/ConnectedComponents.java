package org.fovea.imaging.volume;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.fovea.imaging.geometry.Grid;

/** Parts of a mask whose voxels touch by a face, an edge or a corner (26 neighbours). */
public final class ConnectedComponents {
  private ConnectedComponents() {}

  /** The parts, largest first; equal sizes in the order of their first voxel. */
  public static List<Mask> of(Mask mask) {
    Grid g = mask.grid();
    BitSet left = (BitSet) mask.voxels().clone();
    List<Mask> parts = new ArrayList<>();
    int[] queue = new int[1024];
    for (int seed = left.nextSetBit(0); seed >= 0; seed = left.nextSetBit(seed)) {
      BitSet part = new BitSet();
      int tail = 0;
      queue[tail++] = seed;
      left.clear(seed);
      while (tail > 0) {
        int at = queue[--tail];
        part.set(at);
        int i = at % g.columns();
        int j = at / g.columns() % g.rows();
        int k = at / (g.columns() * g.rows());
        for (int dk = k > 0 ? -1 : 0; dk <= (k + 1 < g.slices() ? 1 : 0); dk++) {
          for (int dj = j > 0 ? -1 : 0; dj <= (j + 1 < g.rows() ? 1 : 0); dj++) {
            for (int di = i > 0 ? -1 : 0; di <= (i + 1 < g.columns() ? 1 : 0); di++) {
              int next = g.index(i + di, j + dj, k + dk);
              if (left.get(next)) {
                left.clear(next);
                if (tail == queue.length) {
                  queue = java.util.Arrays.copyOf(queue, 2 * tail);
                }
                queue[tail++] = next;
              }
            }
          }
        }
      }
      parts.add(new Mask(g, part));
    }
    parts.sort((a, b) -> Long.compare(b.count(), a.count()));
    return parts;
  }
}
