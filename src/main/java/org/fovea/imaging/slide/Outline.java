package org.fovea.imaging.slide;

import java.util.List;

/**
 * The border of an area on a slide.
 *
 * @param rings closed polygons, the first an outer border and the others holes, or further pieces;
 *     what lies inside an odd number of them is inside; each x0, y0, x1, y1 … in pixels of the
 *     highest resolution from the upper left corner of the matrix (the centre of the first pixel is
 *     at 0.5, 0.5), the first point not repeated. Not written to by readers.
 */
public record Outline(List<double[]> rings) {

  public Outline {
    rings = List.copyOf(rings);
    for (double[] ring : rings) {
      if (ring.length < 6 || ring.length % 2 != 0) {
        throw new IllegalArgumentException("a ring has three points or more");
      }
    }
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("an outline has a ring");
    }
  }

  /** Area inside the outer rings and outside the holes, in square pixels of the highest level. */
  public double area() {
    double area = 0;
    for (int r = 0; r < rings.size(); r++) {
      area += (hole(r) ? -1 : 1) * area(rings.get(r));
    }
    return area;
  }

  /** Left, upper, right and lower edge of the box about all rings, pixels. */
  public double[] box() {
    return box(rings);
  }

  /** The same of any lines of points, at least one, each x0, y0, x1, y1 … */
  public static double[] box(List<double[]> lines) {
    double[] first = lines.getFirst();
    double[] box = {first[0], first[1], first[0], first[1]};
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        box[0] = Math.min(box[0], line[i]);
        box[1] = Math.min(box[1], line[i + 1]);
        box[2] = Math.max(box[2], line[i]);
        box[3] = Math.max(box[3], line[i + 1]);
      }
    }
    return box;
  }

  /** Whether a ring lies inside an odd number of others. */
  public boolean hole(int ring) {
    boolean hole = false;
    double[] of = rings.get(ring);
    for (int r = 0; r < rings.size(); r++) {
      hole ^= r != ring && new Outline(List.of(rings.get(r))).contains(of[0], of[1]);
    }
    return hole;
  }

  /** Whether a point is inside an outer ring and outside its holes. */
  public boolean contains(double x, double y) {
    boolean inside = false;
    for (double[] ring : rings) {
      for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        boolean crosses = ring[i + 1] > y != ring[j + 1] > y;
        if (crosses
            && x
                < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
          inside = !inside;
        }
      }
    }
    return inside;
  }

  /** Area inside one closed polygon, x0, y0, x1, y1 …, in the square of its unit. */
  public static double area(double[] ring) {
    double twice = 0;
    for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
    }
    return Math.abs(twice) / 2;
  }
}
