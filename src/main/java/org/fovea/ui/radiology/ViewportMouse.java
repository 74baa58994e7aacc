package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * The hands: left drag is the tool in hand, middle moves, right enlarges, the wheel scrolls, with
 * Ctrl it enlarges about the pointer. Lines are drawn by a drag or click by click.
 */
final class ViewportMouse {
  private static final double CLICK = 4;
  private static final double REACH = 7;
  private static final double NOTCH = 40;

  private final Viewport viewport;
  private final ViewportModel model;
  private final ReadState state;
  private final AnnotationModel annotations;
  private final Painting painting;
  private final Consumer<Point> pointed;
  private final Consumer<String> say;

  private Point pressed;
  private Point last;
  private Window windowAtPress;
  private Tool dragging;
  private AnnotationModel.Hit hit;
  private List<Point> points;
  private double wheel;

  /**
   * @param pointed told of the image point under the pointer; null when it has left
   * @param say shows a line of text to the user
   */
  ViewportMouse(
      Viewport viewport,
      ReadState state,
      AnnotationModel annotations,
      Painting painting,
      Consumer<Point> pointed,
      Consumer<String> say) {
    this.viewport = viewport;
    this.model = viewport.model();
    this.state = state;
    this.annotations = annotations;
    this.painting = painting;
    this.pointed = pointed;
    this.say = say;
    viewport.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    viewport.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    viewport.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
    viewport.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
    viewport.addEventHandler(MouseEvent.MOUSE_EXITED, e -> left());
    viewport.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    state.toolProperty().addListener((o, was, is) -> abandon());
  }

  /** Gives up what is just being drawn. */
  void abandon() {
    points = null;
    viewport.painter().annotations().draft(null);
    viewport.painter().brush(null, 0);
    viewport.refresh();
  }

  private static Point at(MouseEvent e) {
    return new Point(e.getX(), e.getY());
  }

  private void pressed(MouseEvent e) {
    viewport.requestFocus();
    if (model.decoded().isEmpty()) {
      return;
    }
    pressed = at(e);
    last = pressed;
    windowAtPress = model.window();
    hit = null;
    dragging =
        switch (e.getButton()) {
          case MIDDLE -> Tool.PAN;
          case SECONDARY -> Tool.ZOOM;
          case PRIMARY -> primary(e);
          default -> null;
        };
    e.consume();
  }

  /** Which tool the left button is: what lies there is changed before anything new is begun. */
  private Tool primary(MouseEvent e) {
    Tool tool = state.toolProperty().get();
    Point image = model.toImage(e.getX(), e.getY());
    if (tool.paints()) {
      String why = painting.begin(model.shown(), model.plane(), tool == Tool.ERASER);
      if (why != null) {
        say.accept(why);
        return null;
      }
      painting.at(image);
      return tool;
    }
    if (points == null) {
      hit = annotations.hit(model.slice(), at(e), model.transform(), REACH);
      if (hit != null) {
        annotations.select(hit);
        return tool;
      }
      if (annotations.selected() != null) {
        annotations.select(null);
      }
    }
    if (tool == Tool.TEXT) {
      note(at(e), image);
      return null;
    }
    if (tool.draws()) {
      if (points == null) {
        points = new ArrayList<>(List.of(image));
      } else {
        points.add(image);
        finish();
      }
      return tool;
    }
    return tool;
  }

  private void dragged(MouseEvent e) {
    if (dragging == null) {
      return;
    }
    Point now = at(e);
    Point image = model.toImage(e.getX(), e.getY());
    if (hit != null) {
      change(image);
    } else {
      switch (dragging) {
        case WINDOW ->
            model.dragWindow(windowAtPress, now.x() - pressed.x(), now.y() - pressed.y());
        case PAN -> model.pan(now.x() - last.x(), now.y() - last.y());
        case ZOOM -> model.zoomAt(pressed, Math.pow(1.01, last.y() - now.y()));
        case BRUSH, ERASER -> painting.at(image);
        default -> rubber(image);
      }
    }
    last = now;
    point(e);
    e.consume();
  }

  private void change(Point image) {
    Annotation a = annotations.on(hit.slice()).get(hit.index());
    Point before = model.transform().toImage(last);
    annotations.replace(
        hit.slice(),
        hit.index(),
        hit.handle() >= 0
            ? a.withHandle(hit.handle(), image)
            : a.moved(image.x() - before.x(), image.y() - before.y()));
  }

  private void released(MouseEvent e) {
    if (dragging != null && dragging.paints()) {
      painting.end();
    } else if (dragging != null
        && hit == null
        && points != null
        && at(e).distance(pressed) > CLICK
        && e.getButton() == MouseButton.PRIMARY) {
      points.add(model.toImage(e.getX(), e.getY()));
      finish();
    }
    dragging = null;
    hit = null;
    e.consume();
  }

  private void moved(MouseEvent e) {
    if (points != null && model.decoded().isPresent()) {
      rubber(model.toImage(e.getX(), e.getY()));
    }
    point(e);
  }

  private void rubber(Point image) {
    if (points != null) {
      List<Point> with = new ArrayList<>(points);
      with.add(image);
      viewport.painter().annotations().draft(Annotation.of(state.toolProperty().get(), with));
      viewport.refresh();
    }
  }

  private void finish() {
    Tool tool = state.toolProperty().get();
    if (points.size() < Annotation.points(tool)) {
      return;
    }
    Annotation a = Annotation.of(tool, points);
    points = null;
    viewport.painter().annotations().draft(null);
    if (a != null && a.handles().getFirst().distance(a.handles().getLast()) > 0) {
      annotations.add(model.slice(), a);
    }
    viewport.refresh();
  }

  private void point(MouseEvent e) {
    Point image = model.toImage(e.getX(), e.getY());
    viewport.painter().probe(model.probe(image).orElse(null));
    boolean paints = state.toolProperty().get().paints() && model.plane() != null;
    viewport.painter().brush(paints ? at(e) : null, painting.radius());
    viewport.refresh();
    pointed.accept(image);
  }

  private void left() {
    viewport.painter().probe(null);
    viewport.painter().brush(null, 0);
    viewport.refresh();
    pointed.accept(null);
  }

  private void scrolled(ScrollEvent e) {
    if (model.shown() == null) {
      return;
    }
    double delta =
        Math.abs(e.getDeltaY()) >= Math.abs(e.getDeltaX()) ? e.getDeltaY() : e.getDeltaX();
    if (delta == 0) {
      return;
    }
    viewport.requestFocus();
    if (e.isShortcutDown()) {
      model.zoomAt(new Point(e.getX(), e.getY()), Math.pow(1.15, delta / NOTCH));
    } else {
      wheel += delta;
      int steps = (int) (wheel / NOTCH);
      if (steps == 0 && !e.isDirect() && e.getTouchCount() == 0 && Math.abs(delta) >= 10) {
        steps = delta > 0 ? 1 : -1; // a wheel of small notches
      }
      if (steps != 0) {
        wheel = 0;
        if (e.isShiftDown() && state.toolProperty().get().paints()) {
          painting.resize(steps);
          viewport.painter().brush(new Point(e.getX(), e.getY()), painting.radius());
          viewport.refresh();
        } else {
          model.step(-steps);
        }
      }
    }
    e.consume();
  }

  /** Asks for words where they are to stand. */
  private void note(Point screen, Point image) {
    TextField field = new TextField();
    field.getStyleClass().add("viewport-note");
    field.setAccessibleText("Text");
    var slice = model.slice();
    viewport.ask(field, screen);
    field.addEventHandler(
        KeyEvent.KEY_PRESSED,
        k -> {
          if (k.getCode() == KeyCode.ENTER || k.getCode() == KeyCode.ESCAPE) {
            k.consume();
            String text = field.getText().strip();
            viewport.answered(field);
            if (k.getCode() == KeyCode.ENTER && !text.isEmpty()) {
              annotations.add(slice, new Annotation.Note(image, text));
            }
          }
        });
  }
}
