package org.fovea.finding.enteropathy;

/**
 * A place where the mucosa is cut upright and was measured: the crypt layer from its base to the
 * crypt mouths, and the villus from there to its tip. Points are x, y in pixels of the slide's
 * highest resolution.
 *
 * @param id stays the same through every change
 * @param piece number of the piece of tissue, from 1
 * @param base where the crypts end, above the muscularis mucosae
 * @param mouth level of the crypt mouths
 * @param tip of the villus; where there is none, the surface
 * @param villusHeightUm from mouth to tip, µm
 * @param cryptDepthUm from mouth to base, µm
 * @param cutEdge whether the base is the cut edge of a superficial piece, whose muscularis mucosae
 *     is missing; the crypt may then be deeper than measured
 * @param surfacePerBase length of epithelium towards the lumen by length of base under it, without
 *     dimension; NaN where it was not measured
 * @param origin who measured it
 */
public record MucosalPlace(
    String id,
    int piece,
    Point base,
    Point mouth,
    Point tip,
    double villusHeightUm,
    double cryptDepthUm,
    boolean cutEdge,
    double surfacePerBase,
    Origin origin) {

  /** A point of the total pixel matrix. */
  public record Point(double x, double y) {
    /** Distance to another, in the same pixels. */
    public double to(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /** Who measured a place. */
  public enum Origin {
    MODEL,
    ADDED,
    MOVED
  }

  /** Villus height to crypt depth, without dimension. */
  public double ratio() {
    return villusHeightUm / cryptDepthUm;
  }

  /**
   * A place as a pathologist drew it.
   *
   * @param micrometresPerPixel of the highest resolution
   * @throws IllegalArgumentException if base and mouth are one point
   */
  public static MucosalPlace drawn(
      String id,
      int piece,
      Point base,
      Point mouth,
      Point tip,
      double micrometresPerPixel,
      Origin origin) {
    double depth = base.to(mouth) * micrometresPerPixel;
    if (!(depth > 0)) {
      throw new IllegalArgumentException("a crypt has a depth");
    }
    return new MucosalPlace(
        id,
        piece,
        base,
        mouth,
        tip,
        mouth.to(tip) * micrometresPerPixel,
        depth,
        false,
        Double.NaN,
        origin);
  }
}
