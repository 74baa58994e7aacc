package org.fovea.finding.enteropathy;

import java.util.List;

/**
 * Brunner's glands that lie in the mucosa: above the muscularis mucosae, between the crypts.
 *
 * @param lobules that were found
 * @param mucosaMm2 area of the mucosa in which they were looked for, mm²; 0 where nobody looked
 */
public record BrunnerGlands(List<Lobule> lobules, double mucosaMm2) {
  /** Nobody looked for them. */
  public static final BrunnerGlands UNKNOWN = new BrunnerGlands(List.of(), 0);

  public BrunnerGlands {
    lobules = List.copyOf(lobules);
  }

  /**
   * One connected area of glands.
   *
   * @param piece of tissue, from 1
   * @param x of its centre of gravity, pixels of the highest resolution
   * @param y of the same
   * @param areaMm2 area, mm²
   */
  public record Lobule(int piece, double x, double y, double areaMm2) {
    /** Radius of a circle of this area, µm. */
    public double radiusUm() {
      return 1000 * Math.sqrt(areaMm2 / Math.PI);
    }
  }

  /** Whether they were looked for. */
  public boolean known() {
    return mucosaMm2 > 0;
  }

  /** Their share of the mucosa's area; NaN where nobody looked. */
  public double share() {
    double area = lobules.stream().mapToDouble(Lobule::areaMm2).sum();
    return known() ? area / mucosaMm2 : Double.NaN;
  }

  /** The spread of their areas, mm². */
  public Spread areasMm2() {
    return Spread.of(lobules.stream().mapToDouble(Lobule::areaMm2).toArray());
  }
}
