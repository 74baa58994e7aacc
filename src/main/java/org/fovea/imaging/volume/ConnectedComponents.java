package org.fovea.imaging.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.fovea.imaging.geometry.Grid;

/** Parts of a mask whose voxels touch by a face, an edge or a corner (26 neighbours). */
public final class ConnectedComponents {
  private ConnectedComponents() {}

  /**
   * One part. Holds its voxels one by one: a noisy mask has very many small parts, and a bit set of
   * the whole grid for each would not fit into memory.
   *
   * @param voxels by {@link Grid#index}
   */
  public record Part(Grid grid, int[] voxels) {
    public int count() {
      return voxels.length;
    }

    public Mask mask() {
      BitSet bits = new BitSet();
      for (int v : voxels) {
        bits.set(v);
      }
      return new Mask(grid, bits);
    }
  }

  /** The parts, largest first; equal sizes in the order of their first voxel. */
  public static List<Part> of(Mask mask) {
    Grid g = mask.grid();
    BitSet left = (BitSet) mask.voxels().clone();
    List<Part> parts = new ArrayList<>();
    int[] queue = new int[1024];
    for (int seed = left.nextSetBit(0); seed >= 0; seed = left.nextSetBit(seed)) {
      int head = 0;
      int tail = 0;
      queue[tail++] = seed;
      left.clear(seed);
      while (head < tail) {
        int at = queue[head++];
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
                  queue = Arrays.copyOf(queue, 2 * tail);
                }
                queue[tail++] = next;
              }
            }
          }
        }
      }
      parts.add(new Part(g, Arrays.copyOf(queue, tail)));
    }
    parts.sort((a, b) -> Integer.compare(b.count(), a.count()));
    return parts;
  }
}
