package org.fovea.ui.radiology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/** One, two or four viewports, one of which is active; scrolling and pointing together. */
public final class ViewportGrid extends Region {
  /** What is dragged from the strip of series: the number of a stack. */
  static final DataFormat STACK = new DataFormat("application/x-fovea-stack");

  private static final double GAP = 2;
  private static final int MOST = 4;

  /** Slices whose normals differ by more are not scrolled together. */
  private static final double PARALLEL = Math.cos(Math.toRadians(25));

  private final ReadState state;
  private final List<ViewportMouse> hands = new ArrayList<>();
  private final List<Viewport> viewports = new ArrayList<>();
  private final ReadOnlyObjectWrapper<Viewport> active = new ReadOnlyObjectWrapper<>();
  private List<Shown> stacks = List.of();
  private int followed = -1;
  private Shown followedIn;
  private List<Shown> shownBefore = List.of();
  private Runnable onShown = () -> {};

  ViewportGrid(
      ReadState state,
      OverlayModel overlays,
      AnnotationModel annotations,
      Painting painting,
      FrameLoader loader,
      Consumer<String> say) {
    this.state = state;
    getStyleClass().add("viewport-grid");
    for (int i = 0; i < MOST; i++) {
      Viewport v = new Viewport(new ViewportModel(), overlays, annotations, loader);
      v.setId("viewport-" + (i + 1));
      hands.add(new ViewportMouse(v, state, annotations, painting, p -> pointed(v, p), say));
      v.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> activate(v));
      v.addEventFilter(ScrollEvent.SCROLL, e -> activate(v));
      v.painter().others(() -> cutting(v));
      v.model().revisionProperty().addListener((o, was, is) -> changed(v));
      drops(v);
      viewports.add(v);
    }
    getChildren().addAll(viewports);
    active.set(viewports.getFirst());
    state.layoutProperty().addListener((o, was, is) -> layoutChanged());
    state.referenceLinesProperty().addListener((o, was, is) -> refresh());
    state
        .linkedProperty()
        .addListener((o, was, is) -> viewports.forEach(v -> v.model().link(null)));
    state.synchronisedProperty().addListener((o, was, is) -> synchronise());
    layoutChanged();
  }

  /** The viewport that keys act on. */
  public ReadOnlyObjectProperty<Viewport> activeProperty() {
    return active.getReadOnlyProperty();
  }

  /** Those on screen. */
  public List<Viewport> visible() {
    return viewports.subList(0, state.layoutProperty().get());
  }

  /** What can be dragged in, by number. */
  void stacks(List<Shown> list) {
    stacks = list;
  }

  void activate(Viewport v) {
    if (active.get() != v) {
      active.set(v);
      followed = -1;
      v.requestFocus();
      refresh();
    }
    marks();
  }

  private void marks() {
    viewports.forEach(v -> v.active(v == active.get(), state.layoutProperty().get() > 1));
  }

  private void refresh() {
    viewports.forEach(Viewport::refresh);
  }

  private void layoutChanged() {
    int n = state.layoutProperty().get();
    for (int i = 0; i < MOST; i++) {
      viewports.get(i).setVisible(i < n);
    }
    if (viewports.indexOf(active.get()) >= n) {
      activate(viewports.getFirst());
    }
    fill();
    marks();
    requestLayout();
  }

  /** Gives up what is just being drawn. */
  void abandon() {
    hands.forEach(ViewportMouse::abandon);
  }

  /** Gives viewports that show nothing a stack that no other shows. */
  void fill() {
    for (Viewport v : visible()) {
      if (v.model().shown() == null) {
        stacks.stream()
            .filter(s -> visible().stream().noneMatch(o -> shows(o, s)))
            .findFirst()
            .ifPresent(v.model()::open);
      }
    }
    synchronise();
  }

  private static boolean shows(Viewport v, Shown s) {
    return v.model().shown() != null && v.model().shown().stack() == s.stack();
  }

  /** Shows nothing in all of them. */
  void clear() {
    viewports.forEach(v -> v.model().clear());
  }

  void dispose() {
    viewports.forEach(Viewport::dispose);
  }

  /** What is done when a viewport shows another stack. */
  void onShown(Runnable what) {
    onShown = what;
  }

  private void changed(Viewport v) {
    List<Shown> shown = new ArrayList<>();
    viewports.forEach(o -> shown.add(o.model().shown()));
    if (!shown.equals(shownBefore)) {
      shownBefore = shown;
      onShown.run();
    }
    if (v != active.get()) {
      return;
    }
    ViewportModel m = v.model();
    if (m.shown() != followedIn || m.index() != followed) {
      followed = m.index();
      followedIn = m.shown();
      synchronise();
      refresh(); // reference lines
    }
  }

  /** Brings the others to the position of the active one. */
  private void synchronise() {
    ViewportModel from = active.get().model();
    if (!state.synchronisedProperty().get() || from.shown() == null) {
      return;
    }
    Plane plane = from.shown().slice(from.index()).plane();
    if (plane == null) {
      return;
    }
    Vec3 middle = plane.toPatient((plane.columns() - 1) / 2.0, (plane.rows() - 1) / 2.0);
    for (Viewport v : visible()) {
      ViewportModel m = v.model();
      if (m != from && m.shown() != null && m.shown().sharesFrameOfReference(from.shown())) {
        Plane other = m.shown().slice(m.index()).plane();
        if (other != null && Math.abs(other.normal().dot(plane.normal())) >= PARALLEL) {
          m.scrollTo(middle);
        }
      }
    }
  }

  private List<Plane> cutting(Viewport on) {
    Viewport a = active.get();
    boolean drawn =
        state.referenceLinesProperty().get()
            && a != on
            && a.isVisible()
            && a.model().plane() != null
            && on.model().shown() != null
            && on.model().shown().sharesFrameOfReference(a.model().shown());
    return drawn ? List.of(a.model().plane()) : List.of();
  }

  private void pointed(Viewport at, Point image) {
    if (!state.linkedProperty().get()) {
      return;
    }
    Vec3 p = image == null ? null : at.model().toPatient(image).orElse(null);
    for (Viewport v : visible()) {
      boolean follows =
          v != at
              && v.model().shown() != null
              && at.model().shown() != null
              && v.model().shown().sharesFrameOfReference(at.model().shown());
      v.model().link(follows ? p : null);
      if (follows && p != null) {
        v.model().scrollTo(p);
      }
    }
  }

  private void drops(Viewport v) {
    v.addEventHandler(
        DragEvent.DRAG_OVER,
        e -> {
          if (e.getDragboard().hasContent(STACK)) {
            e.acceptTransferModes(TransferMode.COPY);
            e.consume();
          }
        });
    v.addEventHandler(
        DragEvent.DRAG_DROPPED,
        e -> {
          if (e.getDragboard().getContent(STACK) instanceof Integer number) {
            e.setDropCompleted(dropped(v, number));
            e.consume();
          }
        });
  }

  /** Shows a stack where it was dropped; whether there is one of that number. */
  boolean dropped(Viewport v, int number) {
    if (number < 0 || number >= stacks.size()) {
      return false;
    }
    activate(v);
    v.model().open(stacks.get(number));
    return true;
  }

  @Override
  protected void layoutChildren() {
    int n = state.layoutProperty().get();
    int across = n == 1 ? 1 : 2;
    int down = n == 4 ? 2 : 1;
    double w = (getWidth() - GAP * (across - 1)) / across;
    double h = (getHeight() - GAP * (down - 1)) / down;
    for (int i = 0; i < n; i++) {
      viewports
          .get(i)
          .resizeRelocate(
              snapPositionX(i % across * (w + GAP)),
              snapPositionY(i / across * (h + GAP)),
              snapSizeX(w),
              snapSizeY(h));
    }
  }
}
