package org.fovea.finding.enteropathy;

import java.util.Comparator;
import java.util.List;

/**
 * What was measured on a slide, put together.
 *
 * @param villusHeightUm µm, by place
 * @param cryptDepthUm µm, by place
 * @param ratio villus height to crypt depth, by place
 * @param ielPer100 intraepithelial lymphocytes per 100 enterocytes over the middle {@link #MIDDLE}
 *     of these nuclei, their fields in order of this value: a field over a lymphoid follicle, or
 *     one where lamina propria was taken for epithelium, does not decide; NaN where fewer than
 *     {@link #LEAST_ENTEROCYTES} were counted, or more than {@link #MOST_BELIEVED} came out
 * @param ielByField the same field by field, each weighted by its nuclei, so that quartiles are
 *     those of the nuclei as the value is
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
   * nuclei were not told apart. The limit is Fovea's own.
   */
  public static final int MOST_BELIEVED = 100;

  /**
   * Share of the nuclei of the villous epithelium that are counted. It was set on 16 simulated
   * biopsies (seeds 9000020 to 9000035).
   */
  public static final double MIDDLE = 0.6;

  /** Fields with fewer of these nuclei are left out: their share of lymphocytes is chance. */
  private static final int LEAST_IN_FIELD = 5;

  public MucosaFigures {
    byHeight = List.copyOf(byHeight);
  }

  /**
   * Median height of villi to median depth of crypts; NaN where there is no place. The median of
   * the ratios by place lies above it, the more the depths differ, since a crypt that is seen in
   * part makes its ratio large and no crypt makes it as small.
   */
  public double villusToCrypt() {
    return villusHeightUm.median() / cryptDepthUm.median();
  }

  /** The figures that follow from what was seen. */
  public static MucosaFigures of(Observed seen) {
    List<MucosalPlace> places = seen.places();
    List<EpithelialCount> counts = seen.counts();
    int enterocytes = counts.stream().mapToInt(EpithelialCount::enterocytes).sum();
    double middle = middle(counts);
    double lamina = counts.stream().mapToDouble(EpithelialCount::laminaMm2).sum();
    int cells = counts.stream().mapToInt(EpithelialCount::laminaCells).sum();
    return new MucosaFigures(
        Spread.of(places.stream().mapToDouble(MucosalPlace::villusHeightUm).toArray()),
        Spread.of(places.stream().mapToDouble(MucosalPlace::cryptDepthUm).toArray()),
        Spread.of(places.stream().mapToDouble(MucosalPlace::ratio).toArray()),
        enterocytes < LEAST_ENTEROCYTES || middle > MOST_BELIEVED ? Double.NaN : middle,
        Spread.weighted(
            counts.stream().mapToDouble(EpithelialCount::per100).toArray(),
            counts.stream().mapToDouble(EpithelialCount::nuclei).toArray()),
        enterocytes,
        seen.byHeight(),
        Spread.of(places.stream().mapToDouble(MucosalPlace::surfacePerBase).toArray()),
        (int) places.stream().filter(MucosalPlace::cutEdge).count(),
        lamina > 0 ? cells / lamina : Double.NaN);
  }

  /**
   * Lymphocytes per 100 enterocytes of the fields in the middle of the nuclei, in order of the
   * share of lymphocytes; a field that lies across an end counts in part. Weighed by enterocytes
   * alone, fields rich in lymphocytes would say too little. NaN for no field.
   */
  private static double middle(List<EpithelialCount> counts) {
    List<EpithelialCount> fields =
        counts.stream()
            .filter(c -> c.nuclei() >= LEAST_IN_FIELD)
            .sorted(Comparator.comparingDouble(MucosaFigures::share))
            .toList();
    double all = fields.stream().mapToInt(EpithelialCount::nuclei).sum();
    double first = all * (1 - MIDDLE) / 2;
    double before = 0;
    double lymphocytes = 0;
    double nuclei = 0;
    for (EpithelialCount c : fields) {
      double from = Math.max(before, first);
      double to = Math.min(before + c.nuclei(), all - first);
      before += c.nuclei();
      if (to > from) {
        nuclei += to - from;
        lymphocytes += share(c) * (to - from);
      }
    }
    return 100 * lymphocytes / (nuclei - lymphocytes);
  }

  private static double share(EpithelialCount c) {
    return (double) c.lymphocytes() / c.nuclei();
  }
}
