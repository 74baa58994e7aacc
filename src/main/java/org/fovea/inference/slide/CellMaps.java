package org.fovea.inference.slide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the network said of each cell of a slide. Tiles come row by row; where they overlap their
 * answers are averaged with weights that fall towards a tile's border. Rows of cells that no later
 * tile reaches are closed: kept as bytes, so that a slide costs few bytes a cell.
 */
public final class CellMaps {
  private static final byte NONE = (byte) 255;
  private final CellGrid grid;
  private final SlideSteps steps;
  private final int classes;
  private final int tileCells;

  /** Weights and weighted sums of all channels of the rows still open, from {@code firstOpen}. */
  private final float[] open;

  private int firstOpen;
  private final byte[] gland;
  private final byte[][] grades;
  private final double[] logitSums;
  private double glandSum;
  private final float[] window;

  CellMaps(CellGrid grid, SlideSteps steps) {
    this.grid = grid;
    this.steps = steps;
    this.classes = steps.classes().size();
    this.tileCells = steps.size() / grid.tilePixels();
    this.open = new float[(classes + 2) * tileCells * grid.columns()];
    this.gland = new byte[grid.size()];
    Arrays.fill(gland, NONE);
    this.grades = new byte[classes][grid.size()];
    this.logitSums = new double[classes];
    this.window = window(steps.size() / SlideSteps.STRIDE, steps.overlap() / SlideSteps.STRIDE);
  }

  /** Rises from the border over the overlap, so that neighbours add up to a smooth whole. */
  private static float[] window(int side, int overlap) {
    float[] w = new float[side];
    for (int i = 0; i < side; i++) {
      double fromBorder = Math.min(i, side - 1 - i) + 0.5;
      w[i] = (float) Math.min(1, fromBorder / Math.max(1, overlap));
    }
    return w;
  }

  /**
   * Adds the network's answer for a tile.
   *
   * @param x left edge, pixels of a tile's resolution
   * @param y upper edge, at least that of the tiles before
   * @param output values of one item from {@code offset} on, channel by channel
   */
  void add(int x, int y, float[] output, int offset) {
    int side = steps.size() / SlideSteps.STRIDE;
    int plane = side * side;
    int perCell = grid.tilePixels() / SlideSteps.STRIDE;
    int left = x / grid.tilePixels();
    int top = y / grid.tilePixels();
    closeBefore(top);
    for (int v = 0; v < side; v++) {
      int row = top + v / perCell;
      if (row >= grid.rows()) {
        break;
      }
      for (int u = 0; u < side; u++) {
        int column = left + u / perCell;
        if (column >= grid.columns()) {
          break;
        }
        float w = window[u] * window[v];
        int at = ((row - firstOpen) * grid.columns() + column) * (classes + 2);
        open[at] += w;
        for (int c = 0; c <= classes; c++) {
          open[at + 1 + c] += w * output[offset + c * plane + v * side + u];
        }
      }
    }
  }

  /** Closes all rows. */
  void finish() {
    closeBefore(grid.rows());
  }

  /** Closes the rows above one. */
  void closeBefore(int row) {
    int last = Math.min(row, grid.rows());
    if (last <= firstOpen) {
      return;
    }
    int width = grid.columns() * (classes + 2);
    int known = Math.min(last - firstOpen, tileCells);
    for (int r = 0; r < known && firstOpen + r < grid.rows(); r++) {
      closeRow(firstOpen + r, r * width);
    }
    int rest = open.length - known * width;
    System.arraycopy(open, known * width, open, 0, rest);
    Arrays.fill(open, rest, open.length, 0);
    firstOpen = last;
  }

  private void closeRow(int row, int from) {
    double[] p = new double[classes];
    for (int column = 0; column < grid.columns(); column++) {
      int at = from + column * (classes + 2);
      float w = open[at];
      if (w <= 0) {
        continue;
      }
      int cell = row * grid.columns() + column;
      double g = Math.clamp(open[at + 1] / w, 0f, 1f);
      gland[cell] = (byte) Math.round(g * 254);
      for (int c = 0; c < classes; c++) {
        p[c] = open[at + 2 + c] / w;
        logitSums[c] += g * p[c];
      }
      glandSum += g;
      softmax(p, steps.temperature());
      for (int c = 0; c < classes; c++) {
        grades[c][cell] = (byte) Math.round(p[c] * 254);
      }
    }
  }

  /** In place: logits to probabilities. */
  static void softmax(double[] logits, double temperature) {
    double high = Arrays.stream(logits).max().orElse(0);
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = Math.exp((logits[c] - high) / temperature);
      sum += logits[c];
    }
    for (int c = 0; c < logits.length; c++) {
      logits[c] /= sum;
    }
  }

  /** The cells. */
  public CellGrid grid() {
    return grid;
  }

  /** Whether a cell was answered for. */
  public boolean known(int cell) {
    return gland[cell] != NONE;
  }

  /** Probability of gland, 0 to 1. */
  float gland(int cell) {
    return (gland[cell] & 0xff) / 254f;
  }

  /** Probability of a class, 0 to 1. */
  public float grade(int index, int cell) {
    return (grades[index][cell] & 0xff) / 254f;
  }

  /**
   * Probabilities of the classes over all glands: softmax of the mean logits, each place weighted
   * by how surely it is gland.
   */
  double[] overall() {
    double[] p = new double[classes];
    for (int c = 0; c < classes; c++) {
      p[c] = glandSum > 0 ? logitSums[c] / glandSum : 0;
    }
    softmax(p, steps.temperature());
    return p;
  }

  /** Number of cells' worth of gland. */
  double glandCells() {
    return glandSum;
  }

  /** Writes what is needed to go on after the tiles added so far. */
  void save(DataOutput out) throws IOException {
    out.writeInt(grid.columns());
    out.writeInt(grid.rows());
    out.writeInt(firstOpen);
    out.writeDouble(glandSum);
    for (double sum : logitSums) {
      out.writeDouble(sum);
    }
    for (float value : open) {
      out.writeFloat(value);
    }
    out.write(gland);
    for (byte[] grade : grades) {
      out.write(grade);
    }
  }

  /**
   * Goes on from what {@link #save} wrote.
   *
   * @throws IOException if it is of another slide, or cut
   */
  void load(DataInput in) throws IOException {
    if (in.readInt() != grid.columns() || in.readInt() != grid.rows()) {
      throw new IOException("kept work of another slide");
    }
    firstOpen = in.readInt();
    glandSum = in.readDouble();
    for (int c = 0; c < classes; c++) {
      logitSums[c] = in.readDouble();
    }
    for (int i = 0; i < open.length; i++) {
      open[i] = in.readFloat();
    }
    in.readFully(gland);
    for (byte[] grade : grades) {
      in.readFully(grade);
    }
  }
}
