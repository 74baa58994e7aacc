package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Point2D;

/**
 * A mark while it is being drawn. Rulers and rectangles are drawn by dragging, points by a click, a
 * border by clicks or by dragging along it. Screen points. On the JavaFX thread.
 */
final class MarkDrawing {
  /** A drag shorter than this is a click, screen pixels. */
  private static final double CLICK = 4;

  /** A corner nearer than this to the first closes the border, screen pixels. */
  private static final double CLOSE = 8;

  /** Distance of the corners of a border that is drawn along, screen pixels. */
  private static final double STEP = 4;

  private final SlideModel model;
  private final MarksModel marks;
  private final Runnable redraw;
  private final List<Point2D> corners = new ArrayList<>(); // slide points
  private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
  private Mark.Kind kind;
  private Point2D end;
  private Point2D pressed;
  private boolean along;

  MarkDrawing(SlideModel model, MarksModel marks, Runnable redraw) {
    this.model = model;
    this.marks = marks;
    this.redraw = redraw;
    model.toolProperty().subscribe(t -> abandon());
  }

  /** Whether something is being drawn. */
  ReadOnlyBooleanProperty activeProperty() {
    return active.getReadOnlyProperty();
  }

  private Point2D slide(double x, double y) {
    return model.transform().toSlide(x, y);
  }

  /** The left button went down; whether that draws. */
  boolean press(double x, double y, int clicks) {
    if (model.source() == null || !model.toolProperty().get().draws()) {
      return false;
    }
    pressed = new Point2D(x, y);
    along = false;
    kind =
        switch (model.toolProperty().get()) {
          case RULER -> Mark.Kind.RULER;
          case RECTANGLE -> Mark.Kind.RECTANGLE;
          case POLYGON -> Mark.Kind.POLYGON;
          default -> Mark.Kind.POINT;
        };
    if (kind == Mark.Kind.POLYGON) {
      corner(x, y, clicks);
    } else {
      corners.clear();
      corners.add(slide(x, y));
      end = slide(x, y);
    }
    active.set(true);
    redraw.run();
    return true;
  }

  private void corner(double x, double y, int clicks) {
    boolean closes =
        corners.size() >= 3
            && (clicks > 1
                || model
                        .transform()
                        .toScreen(corners.getFirst().getX(), corners.getFirst().getY())
                        .distance(x, y)
                    < CLOSE);
    if (closes) {
      close();
    } else if (clicks == 1) {
      corners.add(slide(x, y));
      end = slide(x, y);
    }
  }

  void drag(double x, double y) {
    if (kind == null) {
      return;
    }
    end = slide(x, y);
    if (kind == Mark.Kind.POLYGON) {
      Point2D last = corners.getLast();
      Point2D at = model.transform().toScreen(last.getX(), last.getY());
      if (at.distance(x, y) >= STEP) {
        corners.add(end);
        along |= pressed.distance(x, y) > 3 * STEP;
      }
    }
    redraw.run();
  }

  void release(double x, double y) {
    if (kind == null) {
      return;
    }
    end = slide(x, y);
    boolean click = pressed.distance(x, y) < CLICK;
    switch (kind) {
      case POINT -> finish(new double[] {end.getX(), end.getY()});
      case RULER -> {
        if (click) {
          abandon();
        } else {
          Point2D a = corners.getFirst();
          finish(new double[] {a.getX(), a.getY(), end.getX(), end.getY()});
        }
      }
      case RECTANGLE -> {
        if (click) {
          abandon();
        } else {
          finish(rectangle());
        }
      }
      case POLYGON -> {
        if (along && corners.size() >= 3) {
          close();
        }
      }
    }
  }

  /** The four corners of a rectangle that stands upright on the screen. */
  private double[] rectangle() {
    SlideTransform t = model.transform();
    Point2D a = t.toScreen(corners.getFirst().getX(), corners.getFirst().getY());
    Point2D b = t.toScreen(end.getX(), end.getY());
    Point2D[] four = {
      t.toSlide(a.getX(), a.getY()),
      t.toSlide(b.getX(), a.getY()),
      t.toSlide(b.getX(), b.getY()),
      t.toSlide(a.getX(), b.getY())
    };
    double[] points = new double[8];
    for (int i = 0; i < 4; i++) {
      points[2 * i] = four[i].getX();
      points[2 * i + 1] = four[i].getY();
    }
    return points;
  }

  void move(double x, double y) {
    if (active.get()) {
      end = slide(x, y);
      redraw.run();
    }
  }

  /** Selects the mark at a point of the screen; none where there is none. */
  void select(double x, double y) {
    Mark found = null;
    double nearest = CLOSE;
    for (Mark m : marks.marks()) {
      double d = distance(m, x, y);
      if (d <= nearest) {
        nearest = d;
        found = m;
      }
    }
    marks.selectedProperty().set(found);
  }

  /** How far a point of the screen is from the line of a mark, screen pixels. */
  private double distance(Mark m, double x, double y) {
    double best = Double.POSITIVE_INFINITY;
    boolean closed = m.kind() == Mark.Kind.RECTANGLE || m.kind() == Mark.Kind.POLYGON;
    for (int i = 0; i < m.size(); i++) {
      int next = i + 1 < m.size() ? i + 1 : closed ? 0 : i;
      Point2D a = m.point(i);
      Point2D b = m.point(next);
      best = Math.min(best, model.transform().toLine(a.getX(), a.getY(), b.getX(), b.getY(), x, y));
    }
    return best;
  }

  /** Closes a border that is being drawn, if it encloses anything. */
  void close() {
    if (kind == Mark.Kind.POLYGON && corners.size() >= 3) {
      double[] points = new double[2 * corners.size()];
      for (int i = 0; i < corners.size(); i++) {
        points[2 * i] = corners.get(i).getX();
        points[2 * i + 1] = corners.get(i).getY();
      }
      finish(points);
    }
  }

  private void finish(double[] points) {
    Mark.Kind of = kind;
    abandon();
    marks.add(of, points);
  }

  /** Gives up what is being drawn. */
  void abandon() {
    kind = null;
    end = null;
    corners.clear();
    active.set(false);
    redraw.run();
  }

  /** What is being drawn as far as it is; null for nothing. */
  Mark unfinished() {
    if (kind == null || corners.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case POINT -> null;
      case RECTANGLE -> new Mark(kind, "", rectangle());
      case RULER, POLYGON -> {
        List<Point2D> all = new ArrayList<>(corners);
        all.add(end);
        double[] points = new double[2 * all.size()];
        for (int i = 0; i < all.size(); i++) {
          points[2 * i] = all.get(i).getX();
          points[2 * i + 1] = all.get(i).getY();
        }
        yield new Mark(kind, "", points);
      }
    };
  }
}
