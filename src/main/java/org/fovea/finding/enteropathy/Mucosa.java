package org.fovea.finding.enteropathy;

import java.util.List;
import org.fovea.finding.Code;
import org.fovea.imaging.slide.SlideLabels;

/**
 * The mucosa of a slide: its compartments and cells, and what was measured on them.
 *
 * @param micrometresPerPixel of the highest resolution
 * @param labels compartments, cell by cell
 * @param segments what the labels stand for; labels without a segment are not written
 * @param cells nuclei that were found, by kind
 * @param places where villus and crypt were measured
 * @param counts fields in which cells were counted
 * @param figures of all that
 * @param judgement that follows from them
 */
public record Mucosa(
    double micrometresPerPixel,
    SlideLabels labels,
    List<Segment> segments,
    List<CellGroup> cells,
    List<MucosalPlace> places,
    List<EpithelialCount> counts,
    MucosaFigures figures,
    Judgement judgement) {

  public Mucosa {
    segments = List.copyOf(segments);
    cells = List.copyOf(cells);
    places = List.copyOf(places);
    counts = List.copyOf(counts);
  }

  /**
   * A compartment.
   *
   * @param value its label
   */
  public record Segment(int value, String label, Code code, Code site, Code category) {}

  /**
   * Nuclei of one kind.
   *
   * @param coordinates x0, y0, x1, y1 …, pixels of the highest resolution. Not copied.
   */
  public record CellGroup(String label, Code code, double[] coordinates) {
    /** How many there are. */
    public int size() {
      return coordinates.length / 2;
    }
  }

  /** What was measured on one piece of tissue, from 1; cells are not counted by piece. */
  public MucosaFigures piece(int number) {
    return MucosaFigures.of(
        places.stream().filter(p -> p.piece() == number).toList(), List.of(), List.of());
  }

  /** How many places a person drew or moved. */
  public int drawn() {
    return (int) places.stream().filter(p -> p.origin() != MucosalPlace.Origin.MODEL).count();
  }

  /** What was measured, with the figures and the judgement that follow from it. */
  public static Mucosa judged(
      double micrometresPerPixel,
      SlideLabels labels,
      List<Segment> segments,
      List<CellGroup> cells,
      List<MucosalPlace> places,
      List<EpithelialCount> counts,
      List<HeightThird> byHeight) {
    MucosaFigures figures = MucosaFigures.of(places, counts, byHeight);
    return new Mucosa(
        micrometresPerPixel,
        labels,
        segments,
        cells,
        places,
        counts,
        figures,
        EnteropathyCriteria.judge(figures));
  }

  /** The same tissue with other places, judged again. */
  public Mucosa with(List<MucosalPlace> changed) {
    return judged(
        micrometresPerPixel, labels, segments, cells, changed, counts, figures.byHeight());
  }
}
