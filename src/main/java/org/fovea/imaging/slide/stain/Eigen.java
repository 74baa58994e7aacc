package org.fovea.imaging.slide.stain;

/** Eigenvectors of symmetric 3 × 3 matrices, by Jacobi's rotations. */
final class Eigen {
  private static final int SWEEPS = 50;

  private Eigen() {}

  /**
   * The eigenvectors, largest eigenvalue first.
   *
   * @param m symmetric; not changed
   * @return three unit vectors
   */
  static double[][] symmetric(double[][] m) {
    double[][] a = {m[0].clone(), m[1].clone(), m[2].clone()};
    double[][] v = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}; // columns are vectors
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < 2; p++) {
        for (int q = p + 1; q < 3; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    Integer[] order = {0, 1, 2};
    java.util.Arrays.sort(order, (i, j) -> Double.compare(a[j][j], a[i][i]));
    double[][] out = new double[3][3];
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 3; i++) {
        out[k][i] = v[i][order[k]];
      }
    }
    return out;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (Math.abs(a[p][q]) < 1e-15) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < 3; k++) {
      double x = a[k][p];
      double y = a[k][q];
      a[k][p] = c * x - s * y;
      a[k][q] = s * x + c * y;
    }
    for (int k = 0; k < 3; k++) {
      double x = a[p][k];
      double y = a[q][k];
      a[p][k] = c * x - s * y;
      a[q][k] = s * x + c * y;
    }
    for (int k = 0; k < 3; k++) {
      double x = v[k][p];
      double y = v[k][q];
      v[k][p] = c * x - s * y;
      v[k][q] = s * x + c * y;
    }
  }
}
