package org.fovea.inference.mucosa;

/**
 * The lumen that a villus can stand in: glass and the clefts that open into it, without the holes
 * inside of tissue, such as vessels, ducts and tears.
 */
final class OpenLumen {
  /** Smaller holes are not the lumen of the gut, mm². */
  private static final double LEAST_MM2 = 0.1;

  private OpenLumen() {}

  /** For each cell of a map whether it is such lumen (4 neighbours). */
  static boolean[] of(CompartmentMap map) {
    byte[] kinds = map.kinds();
    boolean[] open = new boolean[kinds.length];
    boolean[] seen = new boolean[kinds.length];
    int[] queue = new int[kinds.length];
    double cellMm2 = map.cellUm() * map.cellUm() / 1e6;
    for (int start = 0; start < kinds.length; start++) {
      if (seen[start] || kinds[start] != 0) {
        continue;
      }
      int tail = flood(map, seen, queue, start);
      if (tail * cellMm2 >= LEAST_MM2) {
        for (int i = 0; i < tail; i++) {
          open[queue[i]] = true;
        }
      }
    }
    return open;
  }

  private static int flood(CompartmentMap map, boolean[] seen, int[] queue, int start) {
    int columns = map.columns();
    int head = 0;
    int tail = 0;
    queue[tail++] = start;
    seen[start] = true;
    while (head < tail) {
      int at = queue[head++];
      int x = at % columns;
      for (int side = 0; side < 4; side++) {
        int next =
            switch (side) {
              case 0 -> x > 0 ? at - 1 : -1;
              case 1 -> x < columns - 1 ? at + 1 : -1;
              case 2 -> at - columns;
              default -> at + columns;
            };
        if (next >= 0 && next < seen.length && !seen[next] && map.kinds()[next] == 0) {
          seen[next] = true;
          queue[tail++] = next;
        }
      }
    }
    return tail;
  }
}
