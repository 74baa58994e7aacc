package org.fovea.finding.enteropathy;

import java.util.List;

/**
 * What was measured on a slide, put together.
 *
 * @param villusHeightUm µm, by place
 * @param cryptDepthUm µm, by place
 * @param ratio villus height to crypt depth, by place
 * @param ielPer100 intraepithelial lymphocytes per 100 enterocytes over all fields; NaN where fewer
 *     than {@link #LEAST_ENTEROCYTES} were counted, or more than {@link #MOST_BELIEVED} came out
 * @param ielByField the same field by field
 * @param enterocytes that were counted
 * @param byHeight lymphocytes in the lower, middle and upper third of upright villi; empty where
 *     they were not told apart
 * @param surfacePerBase length of epithelium by length of base, by place
 * @param cutEdges places whose base is a cut edge
 * @param laminaCellsPerMm2 inflammatory nuclei in the lamina propria, per mm²; NaN where unknown
 */
public record MucosaFigures(
    Spread villusHeightUm,
    Spread cryptDepthUm,
    Spread ratio,
    double ielPer100,
    Spread ielByField,
    int enterocytes,
    List<HeightThird> byHeight,
    Spread surfacePerBase,
    int cutEdges,
    double laminaCellsPerMm2) {

  /** Fewer enterocytes than this say nothing of their lymphocytes. */
  public static final int LEAST_ENTEROCYTES = 300;

  /**
   * Lymphocytes per 100 enterocytes above which the count is not believed: in coeliac disease there
   * are about as many lymphocytes as enterocytes at most, so that more says that the kinds of
   * nuclei were not told apart. The border is ours.
   */
  public static final int MOST_BELIEVED = 100;

  public MucosaFigures {
    byHeight = List.copyOf(byHeight);
  }

  /** The figures of places and counts. */
  public static MucosaFigures of(
      List<MucosalPlace> places, List<EpithelialCount> counts, List<HeightThird> byHeight) {
    int lymphocytes = counts.stream().mapToInt(EpithelialCount::lymphocytes).sum();
    int enterocytes = counts.stream().mapToInt(EpithelialCount::enterocytes).sum();
    double lamina = counts.stream().mapToDouble(EpithelialCount::laminaMm2).sum();
    int cells = counts.stream().mapToInt(EpithelialCount::laminaCells).sum();
    return new MucosaFigures(
        Spread.of(places.stream().mapToDouble(MucosalPlace::villusHeightUm).toArray()),
        Spread.of(places.stream().mapToDouble(MucosalPlace::cryptDepthUm).toArray()),
        Spread.of(places.stream().mapToDouble(MucosalPlace::ratio).toArray()),
        enterocytes < LEAST_ENTEROCYTES || 100L * lymphocytes > (long) MOST_BELIEVED * enterocytes
            ? Double.NaN
            : 100.0 * lymphocytes / enterocytes,
        Spread.of(counts.stream().mapToDouble(EpithelialCount::per100).toArray()),
        enterocytes,
        byHeight,
        Spread.of(places.stream().mapToDouble(MucosalPlace::surfacePerBase).toArray()),
        (int) places.stream().filter(MucosalPlace::cutEdge).count(),
        lamina > 0 ? cells / lamina : Double.NaN);
  }
}
