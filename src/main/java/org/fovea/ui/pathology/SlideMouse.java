package org.fovea.ui.pathology;

import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.fovea.imaging.display.SlideAppearance;

/** What the mouse does on a slide. */
final class SlideMouse {
  /** Screen pixels of a drag that zoom as far as a notch of the wheel. */
  private static final double PER_NOTCH = 25;

  /** A drag shorter than this is a click, screen pixels. */
  private static final double CLICK = 3;

  private final SlideCanvas canvas;
  private final SlideModel model;
  private final MarkDrawing drawing;
  private final MucosaDrawing places;
  private final BorderEditing border;
  private Point2D last;
  private Point2D start;
  private SlideAppearance before;
  private Drag drag = Drag.NOTHING;

  private enum Drag {
    NOTHING,
    MOVE,
    TURN,
    ZOOM,
    LIGHT,
    DRAW,
    PLACE,
    PAINT
  }

  SlideMouse(
      SlideCanvas canvas,
      SlideModel model,
      MarkDrawing drawing,
      MucosaDrawing places,
      BorderEditing border) {
    this.canvas = canvas;
    this.model = model;
    this.drawing = drawing;
    this.places = places;
    this.border = border;
    canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, e -> left());
  }

  private void scrolled(ScrollEvent e) {
    if (e.getDeltaY() != 0) {
      // a notch of a wheel is 40 with JavaFX; touch pads send parts of one
      double notches = Math.clamp(e.getDeltaY() / 40, -4, 4);
      model.zoom(notches, e.getX(), e.getY());
      canvas.pointed(new Point2D(e.getX(), e.getY()));
    }
    e.consume();
  }

  private void pressed(MouseEvent e) {
    canvas.requestFocus();
    last = new Point2D(e.getX(), e.getY());
    start = last;
    before = model.look();
    drag =
        switch (e.getButton()) {
          case PRIMARY -> primary(e);
          case MIDDLE -> Drag.MOVE;
          case SECONDARY -> Drag.ZOOM;
          default -> Drag.NOTHING;
        };
    e.consume();
  }

  private Drag primary(MouseEvent e) {
    if (e.isShortcutDown()) {
      return Drag.TURN;
    }
    if (border.press(e.getX(), e.getY(), e.isAltDown())) {
      return Drag.PAINT;
    }
    if (places.press(e.getX(), e.getY())) {
      return Drag.PLACE;
    }
    if (drawing.press(e.getX(), e.getY(), e.getClickCount())) {
      return Drag.DRAW;
    }
    return model.toolProperty().get() == SlideTool.LIGHT ? Drag.LIGHT : Drag.MOVE;
  }

  private void dragged(MouseEvent e) {
    Point2D now = new Point2D(e.getX(), e.getY());
    double dx = now.getX() - last.getX();
    double dy = now.getY() - last.getY();
    switch (drag) {
      case MOVE -> model.pan(dx, dy);
      case ZOOM -> model.zoom(-dy / PER_NOTCH, start.getX(), start.getY());
      case TURN -> model.turn(angle(now) - angle(last));
      case LIGHT -> {
        model.contrast(before.contrast() + (now.getX() - start.getX()) / 200);
        model.brightness(before.brightness() - (now.getY() - start.getY()) / 300);
      }
      case DRAW -> drawing.drag(e.getX(), e.getY());
      case PLACE -> places.drag(e.getX(), e.getY());
      case PAINT -> border.drag(e.getX(), e.getY());
      case NOTHING -> {}
    }
    last = now;
    canvas.pointed(now);
    e.consume();
  }

  /** Direction from the middle of the view, degrees. */
  private double angle(Point2D p) {
    return Math.toDegrees(
        Math.atan2(p.getY() - canvas.getHeight() / 2, p.getX() - canvas.getWidth() / 2));
  }

  private void released(MouseEvent e) {
    if (drag == Drag.DRAW) {
      drawing.release(e.getX(), e.getY());
    }
    if (drag == Drag.PLACE) {
      places.release(e.getX(), e.getY());
    }
    if (drag == Drag.PAINT) {
      border.release();
    }
    boolean click = start != null && start.distance(e.getX(), e.getY()) < CLICK;
    if (drag == Drag.MOVE && click && e.getButton() == MouseButton.PRIMARY) {
      if (!places.select(e.getX(), e.getY())) {
        drawing.select(e.getX(), e.getY());
      }
    }
    drag = Drag.NOTHING;
    if (e.getButton() == MouseButton.PRIMARY) {
      e.consume();
    }
  }

  private void moved(MouseEvent e) {
    canvas.pointed(new Point2D(e.getX(), e.getY()));
    drawing.move(e.getX(), e.getY());
    places.move(e.getX(), e.getY());
    border.move(e.getX(), e.getY());
  }

  private void left() {
    canvas.pointed(null);
    border.leave();
  }
}
