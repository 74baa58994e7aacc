package org.fovea.inference.mucosa;

/**
 * The compartment of each cell of a slide.
 *
 * @param cellPixels side of a cell, pixels of the highest resolution
 * @param cellUm side of a cell, µm
 * @param kinds ordinals of {@link Compartment}, row by row; lumen where nothing was analysed. Not
 *     copied.
 */
public record CompartmentMap(
    int columns, int rows, double cellPixels, double cellUm, byte[] kinds) {
  private static final Compartment[] KINDS = Compartment.values();

  public CompartmentMap {
    if (kinds.length != columns * rows) {
      throw new IllegalArgumentException("map of " + kinds.length + " cells");
    }
  }

  /** Side of a pixel of the highest resolution, µm. */
  double micrometresPerPixel() {
    return cellUm / cellPixels;
  }

  /** The compartment of a cell; cells outside the map are lumen. */
  Compartment kind(int x, int y) {
    boolean outside = x < 0 || y < 0 || x >= columns || y >= rows;
    return outside ? Compartment.LUMEN : KINDS[kinds[y * columns + x]];
  }

  /** Whether a cell is of a compartment; cells outside the map are lumen. */
  boolean is(int x, int y, Compartment kind) {
    return kind(x, y) == kind;
  }

  /** Area of a compartment, mm². */
  double areaMm2(Compartment kind) {
    long n = 0;
    for (byte k : kinds) {
      n += k == kind.ordinal() ? 1 : 0;
    }
    return n * cellUm * cellUm / 1e6;
  }
}
