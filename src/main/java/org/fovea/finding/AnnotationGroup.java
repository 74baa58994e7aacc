package org.fovea.finding;

import java.util.List;

/**
 * Marks of one kind on a slide (an item of the Annotation Group Sequence, PS3.3 C.37.1.2).
 *
 * @param uid Annotation Group UID; empty for one that is given when it is written
 * @param label what the marks are called, for people
 * @param category what kind of thing they mark, coded (Annotation Property Category)
 * @param type what they mark, coded (Annotation Property Type)
 * @param coordinates x0, y0, x1, y1 …, pixels of the highest resolution from the upper left corner
 *     of the total pixel matrix (the centre of the first pixel is at 0.5, 0.5); of a rectangle its
 *     four corners one after the other. Not copied.
 * @param starts for {@link Kind#POLYLINE} and {@link Kind#POLYGON} the index into coordinates, from
 *     0, at which each begins; empty for the others. Not copied.
 * @param algorithm what made them; null for a person
 */
public record AnnotationGroup(
    String uid,
    String label,
    Code category,
    Code type,
    Kind kind,
    double[] coordinates,
    int[] starts,
    Algorithm algorithm) {

  /** What a mark is (Graphic Type). */
  public enum Kind {
    POINT(1),
    POLYLINE(0),
    POLYGON(0),
    RECTANGLE(4);

    /** Points of each mark; 0 where they differ. */
    public final int points;

    Kind(int points) {
      this.points = points;
    }
  }

  /**
   * What found the marks (Algorithm Identification macro, PS3.3 10.16).
   *
   * @param parameters such as the checksum of the weights; may be empty
   */
  public record Algorithm(String name, String version, String parameters) {}

  public AnnotationGroup {
    if (coordinates.length % 2 != 0) {
      throw new IllegalArgumentException("a point has two coordinates");
    }
    if (kind.points > 0) {
      if (starts.length != 0 || coordinates.length % (2 * kind.points) != 0) {
        throw new IllegalArgumentException(kind + " of " + coordinates.length + " coordinates");
      }
    } else {
      int before = -1;
      for (int start : starts) {
        if (start <= before || start % 2 != 0 || start >= coordinates.length) {
          throw new IllegalArgumentException("a mark begins at " + start);
        }
        before = start;
      }
      if (coordinates.length > 0 && (starts.length == 0 || starts[0] != 0)) {
        throw new IllegalArgumentException("the first mark begins at 0");
      }
    }
  }

  /** Points, such as one a cell. */
  public static AnnotationGroup points(
      String label, Code category, Code type, double[] coordinates, Algorithm algorithm) {
    return new AnnotationGroup(
        "", label, category, type, Kind.POINT, coordinates, new int[0], algorithm);
  }

  /** Closed lines, the first point not repeated. */
  public static AnnotationGroup polygons(
      String label, Code category, Code type, List<double[]> rings, Algorithm algorithm) {
    return lines(label, category, type, Kind.POLYGON, rings, algorithm);
  }

  /** Lines that are not closed. */
  public static AnnotationGroup polylines(
      String label, Code category, Code type, List<double[]> lines, Algorithm algorithm) {
    return lines(label, category, type, Kind.POLYLINE, lines, algorithm);
  }

  /** Rectangles, each by its four corners in order: x0, y0 … x3, y3. */
  public static AnnotationGroup rectangles(
      String label, Code category, Code type, double[] corners, Algorithm algorithm) {
    return new AnnotationGroup(
        "", label, category, type, Kind.RECTANGLE, corners, new int[0], algorithm);
  }

  private static AnnotationGroup lines(
      String label, Code category, Code type, Kind kind, List<double[]> lines, Algorithm a) {
    int[] starts = new int[lines.size()];
    int length = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = length;
      length += lines.get(i).length;
    }
    double[] all = new double[length];
    for (int i = 0; i < starts.length; i++) {
      System.arraycopy(lines.get(i), 0, all, starts[i], lines.get(i).length);
    }
    return new AnnotationGroup("", label, category, type, kind, all, starts, a);
  }

  /** How many marks there are. */
  public int size() {
    return kind.points > 0 ? coordinates.length / (2 * kind.points) : starts.length;
  }

  /** The coordinates of one mark. */
  public double[] mark(int index) {
    int from = kind.points > 0 ? index * 2 * kind.points : starts[index];
    int to =
        kind.points > 0
            ? from + 2 * kind.points
            : index + 1 < starts.length ? starts[index + 1] : coordinates.length;
    return java.util.Arrays.copyOfRange(coordinates, from, to);
  }
}
