package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;

/** Something a reader has drawn on one slice, in its pixel coordinates. */
public sealed interface Annotation {
  /** The points by which it is drawn and changed. */
  List<Point> handles();

  /** The same with one handle elsewhere. */
  Annotation withHandle(int index, Point to);

  /** The same, moved. */
  default Annotation moved(double dx, double dy) {
    Annotation a = this;
    for (int i = 0; i < handles().size(); i++) {
      a = a.withHandle(i, handles().get(i).plus(dx, dy));
    }
    return a;
  }

  /** A straight distance. */
  record Length(Point a, Point b) implements Annotation {
    @Override
    public List<Point> handles() {
      return List.of(a, b);
    }

    @Override
    public Annotation withHandle(int index, Point to) {
      return index == 0 ? new Length(to, b) : new Length(a, to);
    }
  }

  /** The angle between two arms. */
  record Angle(Point a, Point vertex, Point b) implements Annotation {
    @Override
    public List<Point> handles() {
      return List.of(a, vertex, b);
    }

    @Override
    public Annotation withHandle(int index, Point to) {
      List<Point> p = new ArrayList<>(handles());
      p.set(index, to);
      return new Angle(p.get(0), p.get(1), p.get(2));
    }
  }

  /** A rectangle between opposite corners. */
  record Rectangle(Point a, Point b) implements Annotation {
    @Override
    public List<Point> handles() {
      return List.of(a, b);
    }

    @Override
    public Annotation withHandle(int index, Point to) {
      return index == 0 ? new Rectangle(to, b) : new Rectangle(a, to);
    }
  }

  /** The ellipse in the rectangle between opposite corners. */
  record Ellipse(Point a, Point b) implements Annotation {
    @Override
    public List<Point> handles() {
      return List.of(a, b);
    }

    @Override
    public Annotation withHandle(int index, Point to) {
      return index == 0 ? new Ellipse(to, b) : new Ellipse(a, to);
    }
  }

  /** Words at a point. */
  record Note(Point at, String text) implements Annotation {
    @Override
    public List<Point> handles() {
      return List.of(at);
    }

    @Override
    public Annotation withHandle(int index, Point to) {
      return new Note(to, text);
    }
  }

  /** What a tool draws through points; null while it needs more of them. */
  static Annotation of(Tool tool, List<Point> p) {
    return switch (tool) {
      case LENGTH -> p.size() < 2 ? null : new Length(p.get(0), p.get(1));
      case RECTANGLE -> p.size() < 2 ? null : new Rectangle(p.get(0), p.get(1));
      case ELLIPSE -> p.size() < 2 ? null : new Ellipse(p.get(0), p.get(1));
      case ANGLE ->
          p.size() < 2
              ? null
              : p.size() < 3
                  ? new Length(p.get(0), p.get(1))
                  : new Angle(p.get(0), p.get(1), p.get(2));
      default -> null;
    };
  }

  /** How many points a tool needs. */
  static int points(Tool tool) {
    return tool == Tool.ANGLE ? 3 : 2;
  }
}
