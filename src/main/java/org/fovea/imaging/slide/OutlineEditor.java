package org.fovea.imaging.slide;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;

/**
 * A border that is changed by strokes of a round brush, which adds what it covers or takes it away.
 * Nothing is added that does not touch the area, and no stroke makes more pieces of it than there
 * were: the largest are kept. In pixels of the highest resolution. Not safe for use by several
 * threads.
 */
public final class OutlineEditor {
  /** Strokes that can be taken back. */
  private static final int MOST_STEPS = 100;

  /** What is smaller than this share of brush and area is a crumb between two strokes. */
  private static final double CRUMB = 0.02;

  /** Segments in a quarter of the brush's circle. */
  private static final int ROUND = 12;

  private static final GeometryFactory SHAPES = new GeometryFactory();

  private final Geometry slide;
  private final Outline first;
  private final Deque<Outline> done = new ArrayDeque<>();
  private final Deque<Outline> undone = new ArrayDeque<>();
  private Outline now;

  /**
   * @param columns width of the slide, beyond which no border goes
   * @param rows its height
   */
  public OutlineEditor(Outline outline, int columns, int rows) {
    slide = SHAPES.toGeometry(new Envelope(0, columns, 0, rows));
    first = outline;
    now = outline;
  }

  /** What a stroke has done. */
  public enum Effect {
    /** Nothing was covered that could be added or taken away. */
    NOTHING,
    CHANGED,
    /** Something that is not connected to the rest was left out; the rest was changed. */
    LEFT_OUT,
    /** Nothing would be left; the border is as it was. */
    ALL_GONE
  }

  /**
   * A stroke along a path.
   *
   * @param path x0, y0, x1, y1 …, at least one point
   * @param radius of the brush
   * @param erase whether what is covered is taken away
   * @throws IllegalArgumentException if the path has no point or the radius is not positive
   */
  public Effect stroke(double[] path, double radius, boolean erase) {
    if (path.length < 2 || path.length % 2 != 0 || !(radius > 0)) {
      throw new IllegalArgumentException("a stroke has a point and a radius");
    }
    double crumb = CRUMB * Math.min(Math.PI * radius * radius, now.area());
    Geometry before = shape(now);
    Geometry brush = swept(path, radius).intersection(slide);
    List<Polygon> pieces = pieces(erase ? before.difference(brush) : before.union(brush));
    pieces.removeIf(p -> p.getArea() <= crumb);
    if (pieces.isEmpty()) {
      return Effect.ALL_GONE;
    }
    List<Polygon> kept =
        erase
            ? pieces.stream()
                .sorted(Comparator.comparingDouble(Polygon::getArea).reversed())
                .limit(Math.max(1, before.getNumGeometries()))
                .toList()
            : pieces.stream().filter(p -> p.intersects(before)).toList();
    Outline after = outline(kept, crumb);
    boolean apart = kept.size() < pieces.size();
    if (shape(after).symDifference(before).getArea() <= crumb) {
      return apart ? Effect.LEFT_OUT : Effect.NOTHING;
    }
    step(after);
    return apart ? Effect.LEFT_OUT : Effect.CHANGED;
  }

  private void step(Outline after) {
    done.push(now);
    while (done.size() > MOST_STEPS) {
      done.removeLast();
    }
    undone.clear();
    now = after;
  }

  private static Geometry swept(double[] path, double radius) {
    Coordinate[] points = points(path, path.length / 2);
    return (points.length == 1 ? SHAPES.createPoint(points[0]) : SHAPES.createLineString(points))
        .buffer(radius, ROUND);
  }

  private static Coordinate[] points(double[] flat, int n) {
    Coordinate[] points = new Coordinate[n];
    for (int i = 0; i < n; i++) {
      int at = 2 * i % flat.length;
      points[i] = new Coordinate(flat[at], flat[at + 1]);
    }
    return points;
  }

  /** What is inside an odd number of rings. */
  private static Geometry shape(Outline outline) {
    Geometry shape = SHAPES.createPolygon();
    for (double[] ring : outline.rings()) {
      shape =
          shape.symDifference(
              GeometryFixer.fix(SHAPES.createPolygon(points(ring, ring.length / 2 + 1))));
    }
    return shape;
  }

  private static List<Polygon> pieces(Geometry shape) {
    List<Polygon> pieces = new ArrayList<>();
    for (int i = 0; i < shape.getNumGeometries(); i++) {
      if (shape.getGeometryN(i) instanceof Polygon p && !p.isEmpty()) {
        pieces.add(p);
      }
    }
    return pieces;
  }

  /** The rings of polygons, without holes that are crumbs. */
  private static Outline outline(List<Polygon> polygons, double crumb) {
    List<double[]> rings = new ArrayList<>();
    for (Polygon p : polygons) {
      rings.add(ring(p.getExteriorRing()));
    }
    for (Polygon p : polygons) {
      for (int i = 0; i < p.getNumInteriorRing(); i++) {
        double[] hole = ring(p.getInteriorRingN(i));
        if (new Outline(List.of(hole)).area() > crumb) {
          rings.add(hole);
        }
      }
    }
    return new Outline(rings);
  }

  private static double[] ring(LinearRing closed) {
    Coordinate[] points = closed.getCoordinates();
    return Arrays.stream(points, 0, points.length - 1)
        .flatMapToDouble(p -> java.util.stream.DoubleStream.of(p.x, p.y))
        .toArray();
  }

  /** The border as it is now. */
  public Outline outline() {
    return now;
  }

  /** Whether it differs from what it began with. */
  public boolean dirty() {
    return now != first;
  }

  public boolean undoable() {
    return !done.isEmpty();
  }

  public boolean redoable() {
    return !undone.isEmpty();
  }

  /** Takes the last stroke back. */
  public void undo() {
    if (undoable()) {
      undone.push(now);
      now = done.pop();
    }
  }

  /** Makes the stroke again that was taken back last. */
  public void redo() {
    if (redoable()) {
      done.push(now);
      now = undone.pop();
    }
  }

  /** Puts another border in place of this one, as one stroke. */
  public void replace(Outline other) {
    step(other);
  }
}
