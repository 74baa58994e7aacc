package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.ui.mucosa.MucosaModel;

/**
 * Correcting measured places with the mouse: three clicks add one (base of the crypt, its mouth,
 * tip of the villus), a click selects one, and dragging a point of the selected one moves it.
 * Screen points. On the JavaFX thread.
 */
final class MucosaDrawing {
  /** A point nearer than this is meant, screen pixels. */
  private static final double REACH = 8;

  private final SlideModel model;
  private final MucosaModel mucosa;
  private final Runnable redraw;
  private final List<MucosalPlace.Point> points = new ArrayList<>();
  private MucosaModel.Handle dragged;
  private MucosalPlace.Point end;

  MucosaDrawing(SlideModel model, MucosaModel mucosa, Runnable redraw) {
    this.model = model;
    this.mucosa = mucosa;
    this.redraw = redraw;
    model.toolProperty().subscribe(t -> abandon());
  }

  private boolean adding() {
    return model.toolProperty().get() == SlideTool.VILLUS && mucosa.mucosa().isPresent();
  }

  private MucosalPlace.Point slide(double x, double y) {
    Point2D p = model.transform().toSlide(x, y);
    return new MucosalPlace.Point(p.getX(), p.getY());
  }

  /** The left button went down; whether that is meant for a place. */
  boolean press(double x, double y) {
    if (model.source() == null) {
      return false;
    }
    if (adding()) {
      points.add(slide(x, y));
      end = points.getLast();
      if (points.size() == 3) {
        mucosa.add(points.get(0), points.get(1), points.get(2));
        points.clear();
        end = null;
      }
      redraw.run();
      return true;
    }
    dragged = handle(x, y);
    return dragged != null;
  }

  /** The point of the selected place under the pointer; null for none. */
  private MucosaModel.Handle handle(double x, double y) {
    MucosalPlace p = mucosa.selected().orElse(null);
    if (p == null || model.toolProperty().get() != SlideTool.MOVE) {
      return null;
    }
    MucosaModel.Handle nearest = null;
    double reach = REACH;
    for (MucosaModel.Handle h : MucosaModel.Handle.values()) {
      MucosalPlace.Point at = at(p, h);
      double d = model.transform().toScreen(at.x(), at.y()).distance(x, y);
      if (d < reach) {
        reach = d;
        nearest = h;
      }
    }
    return nearest;
  }

  private static MucosalPlace.Point at(MucosalPlace p, MucosaModel.Handle h) {
    return switch (h) {
      case BASE -> p.base();
      case MOUTH -> p.mouth();
      case TIP -> p.tip();
    };
  }

  void drag(double x, double y) {
    end = slide(x, y);
    redraw.run();
  }

  void release(double x, double y) {
    if (dragged != null) {
      MucosaModel.Handle moved = dragged;
      dragged = null;
      MucosalPlace.Point to = slide(x, y);
      if (mucosa.selected().map(p -> at(p, moved).to(to) > 1).orElse(false)) {
        mucosa.move(moved, to);
      }
      end = null;
      redraw.run();
    }
  }

  void move(double x, double y) {
    if (!points.isEmpty()) {
      end = slide(x, y);
      redraw.run();
    }
  }

  /** Selects the place at a point of the screen; whether there is one. */
  boolean select(double x, double y) {
    MucosalPlace found = null;
    double nearest = REACH;
    for (MucosalPlace p : mucosa.mucosa().map(m -> m.places()).orElse(List.of())) {
      double d = Math.min(distance(p.base(), p.mouth(), x, y), distance(p.mouth(), p.tip(), x, y));
      if (d < nearest) {
        nearest = d;
        found = p;
      }
    }
    if (found != null || mucosa.selected().isPresent()) {
      mucosa.select(found);
    }
    return found != null;
  }

  private double distance(MucosalPlace.Point from, MucosalPlace.Point to, double x, double y) {
    return model.transform().toLine(from.x(), from.y(), to.x(), to.y(), x, y);
  }

  /** Gives up what is being drawn. */
  void abandon() {
    points.clear();
    dragged = null;
    end = null;
    redraw.run();
  }

  /** Whether something is being drawn or moved. */
  boolean active() {
    return !points.isEmpty() || dragged != null;
  }

  /** The points of what is being drawn, the last one under the pointer. */
  List<MucosalPlace.Point> unfinished() {
    List<MucosalPlace.Point> all = new ArrayList<>(points);
    if (!points.isEmpty() && end != null) {
      all.add(end);
    }
    return all;
  }

  /** The selected place as it would be if the button were released now; null for none. */
  List<MucosalPlace.Point> moved() {
    MucosalPlace p = mucosa.selected().orElse(null);
    if (p == null || dragged == null || end == null) {
      return List.of();
    }
    return List.of(
        dragged == MucosaModel.Handle.BASE ? end : p.base(),
        dragged == MucosaModel.Handle.MOUTH ? end : p.mouth(),
        dragged == MucosaModel.Handle.TIP ? end : p.tip());
  }
}
