package org.fovea.inference.mucosa;

/** Counts over the heights of the mucosa that stands on one stretch of its base, in steps. */
final class MucosalColumn {
  /** Steps in which heights are counted, µm. */
  static final double STEP_UM = 4;

  /** Mucosa higher than this above its base is not looked for, µm. */
  private static final double HIGHEST_UM = 1800;

  static final int STEPS = (int) (HIGHEST_UM / STEP_UM);

  /**
   * The round ends of crypts lie this much below what their cells, were they spread evenly, would
   * say, µm; from simulated mucosa, whose levels are known.
   */
  private static final double ROUND_END_UM = 9;

  /** And this share of the height over which they are spread. */
  private static final double ROUND_END_SHARE = 0.09;

  /** Fewer cells of lumen at a step are no cleft: a tear, or the lumen of a crypt. */
  private static final int LEAST_CLEFT = 3;

  private final int[] lumen = new int[STEPS];
  private final int[] crypt = new int[STEPS];
  private final int[] villous = new int[STEPS];
  private final int[] attached = new int[STEPS];
  private final int[] loose = new int[STEPS];

  /** An attached cell by step, and the cell of the base below it, as indices in the window. */
  private final int[] any = new int[STEPS];

  private final int[] source = new int[STEPS];
  private double profiles;
  private int baseBorder;
  private int surface;
  private int cut;
  private int cells;

  /** Counts a cell of the base that borders on mucosa. */
  void addBorder() {
    baseBorder++;
  }

  /**
   * Counts a cell above the base.
   *
   * @param base index in the window of the cell of the base that it belongs to
   * @param cutEdge whether that is a cut edge
   * @param profile how far the crypt profile that it is part of reaches, cells
   */
  void add(PieceWindow window, int x, int y, int step, int base, boolean cutEdge, float profile) {
    Compartment kind = window.kind(x, y);
    switch (kind) {
      case LUMEN -> {
        lumen[step] += window.open(x, y) ? 1 : 0;
        loose[step] += window.loose(x, y) ? 1 : 0;
      }
      case CRYPT_EPITHELIUM -> {
        crypt[step]++;
        profiles += profile;
      }
      case VILLOUS_EPITHELIUM -> {
        villous[step]++;
        surface += window.besideLumen(x, y) ? 1 : 0;
      }
      default -> {}
    }
    cells++;
    cut += cutEdge ? 1 : 0;
    if (kind != Compartment.LUMEN) {
      attached[step]++;
      any[step] = y * window.width + x;
      source[step] = base;
    }
  }

  /** Whether most of it stands on a cut edge. */
  boolean onCutEdge() {
    return 2 * cut > cells;
  }

  /** Length of the surface by length of the base under it; NaN where no base borders on mucosa. */
  double surfacePerBase() {
    return baseBorder == 0 ? Double.NaN : (double) surface / baseBorder;
  }

  /** Cells of crypts. */
  long crypts() {
    return sum(crypt, 0, STEPS);
  }

  /** How far a profile of a crypt reaches away from the base, cells, in the mean of its cells. */
  double profile() {
    return profiles / crypts();
  }

  /** Cells of crypts below the border, by the tissue of their layer. */
  double cryptShare(double bottomUm, int mouthStep) {
    long layer = sum(attached, (int) Math.max(0, bottomUm / STEP_UM), mouthStep + 1);
    return (double) crypts() / layer;
  }

  /** Cells of villous epithelium from a step on. */
  long villous(int from) {
    return sum(villous, from, STEPS);
  }

  /**
   * Height of the lowest open lumen from a step on, µm: the floor of the clefts; infinite where
   * there is none.
   */
  double floorUm(int from) {
    for (int s = from; s < STEPS; s++) {
      if (lumen[s] >= LEAST_CLEFT) {
        return s * STEP_UM;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Whether there is open lumen within some steps above one. */
  boolean lumenAbove(int step, int steps) {
    return step + steps < STEPS && sum(lumen, step + 1, step + steps) > 0;
  }

  /**
   * Share of the tissue from a step on that hangs together with the base; 1 where there is none.
   */
  double attachedShare(int from) {
    long own = sum(attached, from, STEPS);
    long all = own + sum(loose, from, STEPS);
    return all == 0 ? 1 : (double) own / all;
  }

  /**
   * The step at which crypts end and villi begin: the one that leaves the fewest cells of crypts
   * above it and of villi below it.
   */
  int border() {
    long best = 0;
    long balance = 0;
    int first = 0;
    int last = 0;
    for (int s = 0; s < STEPS; s++) {
      balance += crypt[s] - villous[s];
      if (balance > best) {
        best = balance;
        first = s + 1;
        last = first;
      } else if (balance == best && last == s) {
        last = s + 1;
      }
    }
    return last == STEPS ? first : (first + last) / 2; // no villi above: where crypts end
  }

  /**
   * Where crypts end below, µm above the base.
   *
   * @param evenUm if their cells were spread evenly
   * @param roundUm with their round ends
   */
  record CryptEnds(double evenUm, double roundUm) {}

  /** Where the crypts below a border end. */
  CryptEnds cryptEnds(int border) {
    long below = sum(crypt, 0, border);
    double low = quantileUm(crypt, below, 0.1);
    double middle = quantileUm(crypt, below, 0.9) - low;
    double even = low - 0.125 * middle;
    return new CryptEnds(even, even - ROUND_END_UM - ROUND_END_SHARE * middle);
  }

  /**
   * The highest tissue of a column.
   *
   * @param step its height, in steps
   * @param cell of it, as an index in the window
   * @param base the cell of the base below that
   */
  record Tip(int step, int cell, int base) {}

  /** The highest tissue that has at least so many cells in it and above. */
  Tip tip(double least) {
    long seen = 0;
    int step = STEPS - 1;
    while (step > 0) {
      seen += attached[step];
      if (seen >= least) {
        break;
      }
      step--;
    }
    return new Tip(step, any[step], source[step]);
  }

  private static long sum(int[] counts, int from, int to) {
    long sum = 0;
    for (int i = from; i < Math.min(to, counts.length); i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Height below which a share of the cells lies, µm. */
  private static double quantileUm(int[] counts, long all, double share) {
    double wanted = share * all;
    double seen = 0;
    for (int s = 0; s < counts.length; s++) {
      if (seen + counts[s] >= wanted && counts[s] > 0) {
        return (s + (wanted - seen) / counts[s]) * STEP_UM;
      }
      seen += counts[s];
    }
    return counts.length * STEP_UM;
  }
}
