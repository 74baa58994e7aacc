package org.fovea.ui.radiology;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.fovea.common.Text;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;

/**
 * Whether the outline of a finding is being changed, and its life until it is saved or thrown away.
 * Used on the JavaFX thread.
 */
public final class Editing extends OutlineEditing implements Painting {
  private static final Text TEXT = Text.of(Editing.class);

  private final ReadState state;
  private final DoubleProperty threshold = new SimpleDoubleProperty(0.5);
  private final BooleanProperty cuttable = new SimpleBooleanProperty();
  private final ObjectProperty<String> id = new SimpleObjectProperty<>("");
  private MaskEditor editor;
  private Heatmap heat;
  private String label = "";
  private Consumer<Mask> save;
  private Plane plane;

  /** Changed outlines whose study was left before they were saved, by finding. */
  private final Map<String, Mask> kept = new HashMap<>();

  private java.util.function.Predicate<Shown> where = s -> true;

  Editing(ReadState state) {
    this.state = state;
  }

  /** On which stacks outlines may be painted, beside that their planes must be the outline's. */
  void where(java.util.function.Predicate<Shown> allowed) {
    where = allowed;
  }

  /** Threshold at which the heatmap is cut. */
  public DoubleProperty thresholdProperty() {
    return threshold;
  }

  /** Whether there is a heatmap on the grid of the mask. */
  public BooleanProperty cuttableProperty() {
    return cuttable;
  }

  /** The finding that is being changed; empty for none. */
  public String id() {
    return id.get();
  }

  /** The mask as it is now; null while nothing is changed. */
  public Mask mask() {
    return editor == null ? null : editor.mask();
  }

  /**
   * Begins; what was being changed before is thrown away. An outline of the same finding that was
   * left unsaved with its study is taken up again.
   *
   * @param map heatmap to cut; null where there is none
   * @param then gets the changed mask when it is saved
   */
  public void begin(String findingId, String what, Mask mask, Heatmap map, Consumer<Mask> then) {
    editor = new MaskEditor(mask);
    heat = map;
    label = what;
    save = then;
    id.set(findingId);
    cuttable.set(map != null && editor.cuts(map.values()));
    threshold.set(map == null ? 0.5 : map.operatingThreshold());
    Mask before = kept.remove(findingId);
    if (before != null && before.grid().equals(mask.grid())) {
      editor.replace(before);
    }
    editor.revisionProperty().addListener((o, was, is) -> changed());
    state.toolProperty().set(Tool.BRUSH);
    changed();
  }

  /** Whether a plane is one of the slices that can be painted on. */
  boolean paintable(Plane on) {
    return editor != null && on != null && editor.sliceAt(on) >= 0;
  }

  @Override
  public void save() {
    if (editor != null) {
      Mask changed = editor.mask();
      Consumer<Mask> then = save;
      boolean different = editor.dirtyProperty().get();
      over();
      if (different) {
        then.accept(changed);
      }
    }
  }

  /**
   * Ends because the study is left; an outline that was changed and not saved is kept until the
   * same finding is edited again.
   *
   * @return whether there was one
   */
  boolean suspend() {
    boolean something = editor != null && editor.dirtyProperty().get();
    if (something) {
      kept.put(id.get(), editor.mask());
    }
    if (editor != null) {
      over();
    }
    return something;
  }

  @Override
  public void discard() {
    if (editor != null) {
      over();
    }
  }

  private void over() {
    editor = null;
    heat = null;
    save = null;
    id.set("");
    if (state.toolProperty().get().paints()) {
      state.toolProperty().set(Tool.WINDOW);
    }
    changed();
  }

  private void changed() {
    if (editor == null) {
      inactive();
      return;
    }
    boolean dirty = editor.dirtyProperty().get();
    active(
        dirty,
        editor.undoableProperty().get(),
        editor.redoableProperty().get(),
        TEXT.get(
            dirty ? "editing.unsaved" : "editing.unchanged",
            label,
            String.format(Locale.ROOT, "%.1f", editor.volumeMl())));
  }

  @Override
  protected void undo() {
    if (editor != null) {
      editor.undo();
    }
  }

  @Override
  protected void redo() {
    if (editor != null) {
      editor.redo();
    }
  }

  /** Cuts the heatmap at a threshold. */
  public void cut(double at) {
    if (editor != null && cuttable.get()) {
      threshold.set(Math.clamp(Math.round(at * 100) / 100.0, 0.02, 0.98));
      editor.cut(heat.values(), threshold.get());
    }
  }

  @Override
  public String begin(Shown shown, Plane on, boolean erase) {
    if (editor == null) {
      return TEXT.get("editing.nothing");
    }
    if (!where.test(shown) || !paintable(on)) {
      return TEXT.get("editing.otherPlane");
    }
    plane = on;
    editor.begin(on, erase);
    return null;
  }

  @Override
  public void at(Point image) {
    if (editor != null && plane != null) {
      editor.stroke(plane.toPatient(image.x(), image.y()));
    }
  }

  @Override
  public void end() {
    if (editor != null) {
      editor.end();
    }
    plane = null;
  }

  @Override
  protected String radiusText() {
    return TEXT.get("edit.bar.radius", String.format(Locale.ROOT, "%.1f", radius()));
  }

  @Override
  protected ObservableValue<Hand> hand() {
    return state
        .toolProperty()
        .map(t -> t == Tool.BRUSH ? Hand.BRUSH : t == Tool.ERASER ? Hand.ERASER : Hand.OTHER);
  }

  @Override
  protected void take(Hand hand) {
    state
        .toolProperty()
        .set(
            switch (hand) {
              case BRUSH -> Tool.BRUSH;
              case ERASER -> Tool.ERASER;
              case OTHER -> Tool.WINDOW;
            });
  }

  @Override
  public double radius() {
    return editor == null ? 5 : editor.radius();
  }

  @Override
  public void resize(int steps) {
    if (editor != null) {
      editor.radius(editor.radius() * Math.pow(1.2, steps));
    }
  }
}
