package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import org.fovea.common.Text;
import org.fovea.finding.AreaMeasurer;
import org.fovea.finding.Region;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.OutlineEditor;
import org.fovea.imaging.slide.Slide;
import org.fovea.ui.common.Format;
import org.fovea.ui.radiology.OutlineEditing;

/**
 * The border of a finding on a slide while it is changed, with a brush that is as large on the
 * screen at every magnification. On the JavaFX thread.
 */
final class BorderEditing extends OutlineEditing {
  private static final Text TEXT = Text.of(BorderEditing.class);
  private static final double LEAST_RADIUS = 3;
  private static final double MOST_RADIUS = 240;

  /** Distance of the points of a stroke, as a share of the radius. */
  private static final double STEP = 0.2;

  private final SlideModel model;
  private final Consumer<String> say;
  private final List<Point2D> stroke = new ArrayList<>(); // slide points

  /** Changed borders whose study was left before they were saved, by finding. */
  private final Map<String, Outline> kept = new HashMap<>();

  private String id = "";
  private String label = "";
  private ShownSlide on;
  private Slide slide;
  private OutlineEditor editor;
  private Consumer<Region.Area> save;
  private double radius = 24;
  private boolean erase;
  private Point2D pointer;

  BorderEditing(SlideModel model, Consumer<String> say) {
    this.model = model;
    this.say = say;
    model.revisionProperty().subscribe(this::redrawn); // the radius in mm goes with the zoom
    model.toolProperty().subscribe(t -> redrawn());
  }

  /**
   * Begins on the slide that is shown; what was being changed before is thrown away. A border of
   * the same finding that was left unsaved with its study is taken up again.
   *
   * @param then gets the changed area when it is saved
   */
  void begin(String findingId, String what, Outline outline, Consumer<Region.Area> then) {
    id = findingId;
    label = what;
    on = model.shown();
    slide = model.slide();
    save = then;
    editor = new OutlineEditor(outline, slide.highest().columns(), slide.highest().rows());
    Outline before = kept.remove(findingId);
    if (before != null) {
      editor.replace(before);
    }
    model.toolProperty().set(SlideTool.BRUSH);
    changed();
  }

  /** The finding that is being changed; empty for none. */
  String id() {
    return id;
  }

  /** The border as it is now, where it lies on the slide that is shown; else null. */
  Outline outline() {
    return editor == null || on != model.shown() ? null : editor.outline();
  }

  /** The points of the stroke that is being drawn, on the slide. */
  List<Point2D> stroke() {
    return stroke;
  }

  /** Whether that stroke takes away. */
  boolean erasing() {
    return stroke.isEmpty() ? model.toolProperty().get() == SlideTool.ERASER : erase;
  }

  /** Radius of brush and eraser, screen pixels. */
  double radius() {
    return radius;
  }

  /** Where the brush is held over the slide; null where it is not. */
  Point2D pointer() {
    return painting() ? pointer : null;
  }

  private boolean painting() {
    return outline() != null && model.toolProperty().get().paints();
  }

  /**
   * The left button went down; whether that paints.
   *
   * @param other whether the brush is to erase and the eraser to add
   */
  boolean press(double x, double y, boolean other) {
    if (!painting()) {
      return false;
    }
    erase = model.toolProperty().get() == SlideTool.ERASER != other;
    stroke.clear();
    stroke.add(model.transform().toSlide(x, y));
    move(x, y);
    return true;
  }

  void drag(double x, double y) {
    if (stroke.isEmpty()) {
      return; // discarded by a key while the button was down
    }
    Point2D last = stroke.getLast();
    Point2D at = model.transform().toScreen(last.getX(), last.getY());
    if (at.distance(x, y) >= Math.max(1, STEP * radius)) {
      stroke.add(model.transform().toSlide(x, y));
    }
    move(x, y);
  }

  void release() {
    if (outline() == null || stroke.isEmpty()) {
      stroke.clear();
      return;
    }
    double[] path = new double[2 * stroke.size()];
    for (int i = 0; i < stroke.size(); i++) {
      path[2 * i] = stroke.get(i).getX();
      path[2 * i + 1] = stroke.get(i).getY();
    }
    stroke.clear();
    switch (editor.stroke(path, radius / model.transform().scale(), erase)) {
      case CHANGED, NOTHING -> {}
      case LEFT_OUT -> say.accept(TEXT.get("border.leftOut", label));
      case ALL_GONE -> say.accept(TEXT.get("border.allGone", label));
    }
    changed();
  }

  void move(double x, double y) {
    pointer = new Point2D(x, y);
    if (painting()) {
      redrawn();
    }
  }

  /** The pointer has left the slide. */
  void leave() {
    pointer = null;
    redrawn();
  }

  /**
   * Ends because the study is left; a border that was changed and not saved is kept until the same
   * finding is edited again.
   *
   * @return whether there was one
   */
  boolean suspend() {
    boolean something = editor != null && editor.dirty();
    if (something) {
      kept.put(id, editor.outline());
    }
    over();
    return something;
  }

  private void over() {
    if (editor == null) {
      return;
    }
    editor = null;
    save = null;
    id = "";
    on = null;
    stroke.clear();
    if (model.toolProperty().get().paints()) {
      model.toolProperty().set(SlideTool.MOVE);
    }
    changed();
  }

  private void changed() {
    if (editor == null) {
      inactive();
    } else {
      active(
          editor.dirty(),
          editor.undoable(),
          editor.redoable(),
          TEXT.get(
              editor.dirty() ? "border.unsaved" : "border.unchanged",
              label,
              Format.squareMillimetres(AreaMeasurer.areaMm2(editor.outline(), slide))));
    }
  }

  @Override
  public void save() {
    if (editor != null) {
      Consumer<Region.Area> then = save;
      boolean different = editor.dirty();
      Region.Area area = AreaMeasurer.measure(editor.outline(), slide);
      over();
      if (different) {
        then.accept(area);
      }
    }
  }

  @Override
  public void discard() {
    over();
  }

  @Override
  protected void undo() {
    if (editor != null) {
      editor.undo();
      changed();
    }
  }

  @Override
  protected void redo() {
    if (editor != null) {
      editor.redo();
      changed();
    }
  }

  @Override
  public void resize(int steps) {
    radius = Math.clamp(radius * Math.pow(1.2, steps), LEAST_RADIUS, MOST_RADIUS);
    redrawn();
  }

  @Override
  protected String radiusText() {
    double pixels = radius / model.transform().scale();
    return slide == null || !slide.calibrated()
        ? TEXT.get("border.radiusPixels", Math.round(pixels))
        : TEXT.get(
            "border.radius",
            String.format(Locale.ROOT, "%.0f", pixels * slide.highest().spacingXMm() * 1000));
  }

  @Override
  protected ObservableValue<Hand> hand() {
    return model
        .toolProperty()
        .map(
            t ->
                t == SlideTool.BRUSH
                    ? Hand.BRUSH
                    : t == SlideTool.ERASER ? Hand.ERASER : Hand.OTHER);
  }

  @Override
  protected void take(Hand hand) {
    model
        .toolProperty()
        .set(
            switch (hand) {
              case BRUSH -> SlideTool.BRUSH;
              case ERASER -> SlideTool.ERASER;
              case OTHER -> SlideTool.MOVE;
            });
  }
}
