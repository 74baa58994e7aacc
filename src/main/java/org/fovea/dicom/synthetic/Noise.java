package org.fovea.dicom.synthetic;

/**
 * Repeatable noise: smooth gradient noise over space (Perlin 2002, "Improving noise") and
 * independent normal deviates by index. The same seed gives the same values on every machine.
 */
public final class Noise {
  private final long seed;

  public Noise(long seed) {
    this.seed = mix(seed);
  }

  /** A well mixed 64-bit number of another (finaliser of SplitMix64). */
  public static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Smooth noise, about -1 to 1, with features of about one unit. */
  public double at(double x, double y, double z) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    double fz = Math.floor(z);
    int ix = (int) fx;
    int iy = (int) fy;
    int iz = (int) fz;
    double rx = x - fx;
    double ry = y - fy;
    double rz = z - fz;
    double u = fade(rx);
    double v = fade(ry);
    double w = fade(rz);
    double low =
        lerp(
            v,
            lerp(u, corner(ix, iy, iz, rx, ry, rz), corner(ix + 1, iy, iz, rx - 1, ry, rz)),
            lerp(
                u,
                corner(ix, iy + 1, iz, rx, ry - 1, rz),
                corner(ix + 1, iy + 1, iz, rx - 1, ry - 1, rz)));
    double high =
        lerp(
            v,
            lerp(
                u,
                corner(ix, iy, iz + 1, rx, ry, rz - 1),
                corner(ix + 1, iy, iz + 1, rx - 1, ry, rz - 1)),
            lerp(
                u,
                corner(ix, iy + 1, iz + 1, rx, ry - 1, rz - 1),
                corner(ix + 1, iy + 1, iz + 1, rx - 1, ry - 1, rz - 1)));
    return lerp(w, low, high);
  }

  /** A standard normal deviate for an index, independent of its neighbours' (Box and Muller). */
  public double normal(long index) {
    long a = mix(seed ^ (index * 2 + 1));
    long b = mix(a ^ seed);
    double u = ((a >>> 11) + 1) * 0x1.0p-53;
    double v = (b >>> 11) * 0x1.0p-53;
    return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  private static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  private static double lerp(double t, double a, double b) {
    return a + t * (b - a);
  }

  private double corner(int ix, int iy, int iz, double x, double y, double z) {
    long h = seed ^ ix * 0x9e3779b97f4a7c15L ^ iy * 0xc2b2ae3d27d4eb4fL ^ iz * 0x165667b19e3779f9L;
    h = (h ^ (h >>> 29)) * 0xbf58476d1ce4e5b9L;
    h ^= h >>> 32;
    return switch ((int) (h & 15)) {
      case 0, 12 -> x + y;
      case 1, 13 -> -x + y;
      case 2 -> x - y;
      case 3 -> -x - y;
      case 4 -> x + z;
      case 5 -> -x + z;
      case 6 -> x - z;
      case 7 -> -x - z;
      case 8 -> y + z;
      case 9, 14 -> -y + z;
      case 10 -> y - z;
      default -> -y - z;
    };
  }
}
