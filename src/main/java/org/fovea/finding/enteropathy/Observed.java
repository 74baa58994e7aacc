package org.fovea.finding.enteropathy;

import java.util.List;

/**
 * What was seen on the mucosa of a slide, from which its figures follow.
 *
 * @param places where villus and crypt were measured
 * @param counts fields in which cells were counted
 * @param byHeight lymphocytes in the lower, middle and upper third of upright villi; empty where
 *     they were not told apart
 * @param brunner Brunner's glands in the mucosa
 */
public record Observed(
    List<MucosalPlace> places,
    List<EpithelialCount> counts,
    List<HeightThird> byHeight,
    BrunnerGlands brunner) {

  public Observed {
    places = List.copyOf(places);
    counts = List.copyOf(counts);
    byHeight = List.copyOf(byHeight);
  }

  /** Places alone, where no cells were counted and no glands looked for. */
  public static Observed of(List<MucosalPlace> places) {
    return new Observed(places, List.of(), List.of(), BrunnerGlands.UNKNOWN);
  }

  /** The same with other places. */
  public Observed with(List<MucosalPlace> changed) {
    return new Observed(changed, counts, byHeight, brunner);
  }
}
