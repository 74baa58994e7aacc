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
 * @param seen places, counts and glands
 * @param figures of all that
 * @param judgement that follows from them
 */
public record Mucosa(
    double micrometresPerPixel,
    SlideLabels labels,
    List<Segment> segments,
    List<CellGroup> cells,
    Observed seen,
    MucosaFigures figures,
    Judgement judgement) {

  public Mucosa {
    segments = List.copyOf(segments);
    cells = List.copyOf(cells);
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

  /** Where villus and crypt were measured. */
  public List<MucosalPlace> places() {
    return seen.places();
  }

  /** Fields in which cells were counted. */
  public List<EpithelialCount> counts() {
    return seen.counts();
  }

  /** What was measured on one piece of tissue, from 1; cells are not counted by piece. */
  public MucosaFigures piece(int number) {
    return MucosaFigures.of(
        Observed.of(places().stream().filter(p -> p.piece() == number).toList()));
  }

  /** How many places a person drew or moved. */
  public int drawn() {
    return (int) places().stream().filter(p -> p.origin() != MucosalPlace.Origin.MODEL).count();
  }

  /** What was measured, with the figures and the judgement that follow from it. */
  public static Mucosa judged(
      double micrometresPerPixel,
      SlideLabels labels,
      List<Segment> segments,
      List<CellGroup> cells,
      Observed seen) {
    MucosaFigures figures = MucosaFigures.of(seen);
    return new Mucosa(
        micrometresPerPixel,
        labels,
        segments,
        cells,
        seen,
        figures,
        EnteropathyCriteria.judge(figures));
  }

  /** The same tissue with other places, judged again. */
  public Mucosa with(List<MucosalPlace> changed) {
    return judged(micrometresPerPixel, labels, segments, cells, seen.with(changed));
  }
}
