package org.fovea.inference.pipeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.AxialOrder;
import org.fovea.imaging.volume.Volume;

/** A study as the network sees it: normalised, cropped to the head, resized. */
public final class Prepared {
  private final Steps steps;
  private final Grid grid;
  private final AxialOrder order;
  private final BitSet head;
  private final Square square;

  /** By channel and slice of the axial order, size × size each. */
  private final float[][][] slices;

  private Prepared(
      Steps steps, Grid grid, AxialOrder order, BitSet head, Square square, float[][][] slices) {
    this.steps = steps;
    this.grid = grid;
    this.order = order;
    this.head = head;
    this.square = square;
    this.slices = slices;
  }

  /**
   * Prepares a study.
   *
   * @param roles volumes by role, all on one grid; a role with a substitute may be absent
   * @param substitutes role that stands in for another
   * @throws IllegalArgumentException if there is no head to be seen, or a value is not a number
   */
  public static Prepared of(
      Steps steps, Map<String, Volume> roles, Map<String, String> substitutes) {
    Map<String, Volume> all = new LinkedHashMap<>();
    for (String role : steps.channels()) {
      Volume volume = roles.get(role);
      all.put(role, volume != null ? volume : roles.get(substitutes.get(role)));
      if (all.get(role) == null) {
        throw new IllegalArgumentException("no images for " + role);
      }
    }
    Volume reference = all.get(steps.foregroundRole());
    Grid grid = reference.grid();
    AxialOrder order = AxialOrder.of(grid);
    for (Volume volume : all.values()) {
      for (float v : volume.values()) {
        if (!Float.isFinite(v)) {
          throw new IllegalArgumentException("values that are not numbers");
        }
      }
    }
    BitSet head = foreground(reference.values(), steps);
    if (head.isEmpty()) {
      throw new IllegalArgumentException("no bright voxels");
    }
    Square square = square(head, order, steps);
    float[][][] slices = new float[steps.channels().size()][][];
    int c = 0;
    for (String role : steps.channels()) {
      slices[c++] = channel(all.get(role).values(), head, order, square, steps);
    }
    return new Prepared(steps, grid, order, head, square, slices);
  }

  private static BitSet foreground(float[] values, Steps steps) {
    float[] sorted = values.clone();
    Arrays.parallelSort(sorted);
    double rank = steps.percentile() / 100 * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    int high = Math.min(low + 1, sorted.length - 1);
    double percentile = sorted[low] + (sorted[high] - (double) sorted[low]) * (rank - low);
    double limit = steps.fraction() * percentile;
    BitSet head = new BitSet(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] > limit) {
        head.set(i);
      }
    }
    return head;
  }

  private static Square square(BitSet head, AxialOrder order, Steps steps) {
    long[] byRow = new long[order.rows()];
    long[] byColumn = new long[order.columns()];
    long total = 0;
    for (int k = 0; k < order.slices(); k++) {
      for (int j = 0; j < order.rows(); j++) {
        for (int i = 0; i < order.columns(); i++) {
          if (head.get(order.index(i, j, k))) {
            byRow[j]++;
            byColumn[i]++;
            total++;
          }
        }
      }
    }
    double least = steps.boxFraction() * total;
    int top = first(byRow, least);
    int bottom = last(byRow, least) + 1;
    int left = first(byColumn, least);
    int right = last(byColumn, least) + 1;
    if (top < 0 || left < 0) {
      throw new IllegalArgumentException("no head in the images");
    }
    double side = steps.margin() * Math.max(bottom - top, right - left);
    return new Square((top + bottom) / 2.0 - side / 2, (left + right) / 2.0 - side / 2, side);
  }

  private static int first(long[] counts, double least) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > least) {
        return i;
      }
    }
    return -1;
  }

  private static int last(long[] counts, double least) {
    for (int i = counts.length - 1; i >= 0; i--) {
      if (counts[i] > least) {
        return i;
      }
    }
    return -1;
  }

  private static float[][] channel(
      float[] values, BitSet head, AxialOrder order, Square square, Steps steps) {
    double sum = 0;
    long n = 0;
    for (int i = head.nextSetBit(0); i >= 0; i = head.nextSetBit(i + 1)) {
      sum += values[i];
      n++;
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = head.nextSetBit(0); i >= 0; i = head.nextSetBit(i + 1)) {
      double d = values[i] - mean;
      squares += d * d;
    }
    double scale = 1 / (Math.sqrt(squares / n) + 1e-6 * Math.max(1, Math.abs(mean)));
    double low = steps.low();
    double high = steps.high();
    double outside = Math.clamp(-mean * scale, low, high);
    int size = steps.size();
    double step = square.side() / size;
    float[][] slices = new float[order.slices()][size * size];
    for (int k = 0; k < order.slices(); k++) {
      int slice = k;
      Bilinear.sample(
          (i, j) -> Math.clamp((values[order.index(i, j, slice)] - mean) * scale, low, high),
          order.columns(),
          order.rows(),
          square.row() + 0.5 * step - 0.5,
          step,
          square.column() + 0.5 * step - 0.5,
          step,
          outside,
          slices[k],
          0,
          size,
          size);
    }
    return slices;
  }

  /** Number of slices, foot to head. */
  public int slices() {
    return order.slices();
  }

  /** Number of voxels of the head. */
  public long headVoxels() {
    return head.cardinality();
  }

  public Grid grid() {
    return grid;
  }

  /**
   * Writes the input of one slice: for each neighbour from the lowest to the highest, edges
   * repeated, all channels.
   *
   * @param target at least {@code offset + inputChannels·size²} values
   */
  public void input(int slice, float[] target, int offset) {
    int plane = steps.size() * steps.size();
    for (int d = -steps.below(); d <= steps.above(); d++) {
      int k = Math.clamp(slice + d, 0, order.slices() - 1);
      for (float[][] channel : slices) {
        System.arraycopy(channel[k], 0, target, offset, plane);
        offset += plane;
      }
    }
  }

  /**
   * Puts one map of the network back into a volume on the study's grid, calibrated; voxels outside
   * the square stay 0.
   *
   * @param map size × size probabilities
   * @param volume one value a voxel of {@link #grid()}
   */
  public void restore(int slice, float[] map, float[] volume) {
    int size = steps.size();
    double step = size / square.side();
    float[] plane = new float[order.columns() * order.rows()];
    Bilinear.sample(
        (i, j) -> map[j * size + i],
        size,
        size,
        (0.5 - square.row()) * step - 0.5,
        step,
        (0.5 - square.column()) * step - 0.5,
        step,
        0,
        plane,
        0,
        order.columns(),
        order.rows());
    for (int j = 0; j < order.rows(); j++) {
      for (int i = 0; i < order.columns(); i++) {
        float p = plane[j * order.columns() + i];
        volume[order.index(i, j, slice)] = p > 0 ? (float) calibrated(p) : 0;
      }
    }
  }

  private double calibrated(double p) {
    return Logistic.of(steps.slope() * Logistic.logit(p) + steps.intercept());
  }
}
