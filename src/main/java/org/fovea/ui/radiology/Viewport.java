package org.fovea.ui.radiology;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Stack;
import org.fovea.imaging.display.Appearance;
import org.fovea.imaging.display.FrameRenderer;
import org.fovea.imaging.display.OverlayRenderer;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.VoiLut;

/** One picture on the screen with what lies over it. What it shows is in its model. */
public final class Viewport extends Region {
  private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

  private final ViewportModel model;
  private final OverlayModel overlays;
  private final FrameLoader loader;
  private final PixelSurface image = new PixelSurface();
  private final PixelSurface heat = new PixelSurface();
  private final Canvas canvas = new Canvas();
  private final Pane picture = new Pane();
  private final StackBar bar;
  private final Region frame = new Region();
  private final FrameRenderer renderer = new FrameRenderer();
  private final OverlayRenderer heatRenderer = new OverlayRenderer();
  private final OverlayPlacer placer = new OverlayPlacer();
  private final ViewportPainter painter;

  private record Wanted(Stack stack, int index) {}

  private record Drawn(Frame frame, VoiLut voi, boolean inverted) {}

  private record Heated(OverlayLayer.Heat layer, Plane plane, Object style) {}

  /** Read by the workers that decode. */
  private volatile Wanted wanted;

  private Drawn drawn;
  private Heated heated;
  private boolean decorated = true;
  private final BitSet present = new BitSet();
  private final AtomicBoolean told = new AtomicBoolean();

  /** A viewport on a model. */
  public Viewport(
      ViewportModel model, OverlayModel overlays, AnnotationModel annotations, FrameLoader loader) {
    this.model = model;
    this.overlays = overlays;
    this.loader = loader;
    this.painter = new ViewportPainter(model, overlays, annotations, placer);
    this.bar = new StackBar(model::scrollTo);
    getStyleClass().add("image-viewport");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setFocusTraversable(true);
    setMinSize(0, 0);
    picture.setManaged(false);
    canvas.setManaged(false);
    canvas.setMouseTransparent(true);
    frame.setManaged(false);
    frame.setMouseTransparent(true);
    frame.getStyleClass().add("viewport-frame");
    picture.getChildren().addAll(image.view(), heat.view(), canvas);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(picture.widthProperty());
    clip.heightProperty().bind(picture.heightProperty());
    picture.setClip(clip);
    getChildren().addAll(picture, bar, frame);
    model.revisionProperty().addListener((o, was, is) -> changed());
    overlays.revisionProperty().addListener((o, was, is) -> requestLayout());
    annotations.revisionProperty().addListener((o, was, is) -> requestLayout());
  }

  public ViewportModel model() {
    return model;
  }

  ViewportPainter painter() {
    return painter;
  }

  /** Draws again at the next pulse. */
  void refresh() {
    requestLayout();
  }

  void active(boolean is, boolean among) {
    pseudoClassStateChanged(ACTIVE, is && among);
    painter.legend(is);
    requestLayout();
  }

  /** Stops asking for slices. */
  public void dispose() {
    loader.forget(this);
    model.clear();
  }

  private void changed() {
    Shown shown = model.shown();
    if (shown == null) {
      loader.forget(this);
      wanted = null;
    } else {
      Wanted now = new Wanted(shown.stack(), model.index());
      // a stack opened again at the same slice has lost its picture
      boolean lost = model.picturedIndex() < 0;
      if (lost || wanted == null || wanted.stack != now.stack || wanted.index != now.index) {
        if (wanted == null || wanted.stack != now.stack) {
          present.clear();
        }
        wanted = now;
        loader.want(this, now.stack, now.index, this::loaded);
        Slice slice = shown.slice(model.index());
        loader.get(slice).ifPresent(l -> model.loaded(slice, l));
      }
    }
    requestLayout();
  }

  /** On a worker thread. */
  private void loaded(Slice slice, FrameLoader.Loaded loaded) {
    Wanted w = wanted;
    if (w != null && slice.equals(w.stack.slices().get(w.index))) {
      Platform.runLater(() -> model.loaded(slice, loaded));
    }
    if (told.compareAndSet(false, true)) {
      Platform.runLater(
          () -> {
            told.set(false);
            requestLayout(); // the line on the scroll bar
          });
    }
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double h = getHeight();
    picture.resizeRelocate(0, 0, w, h);
    frame.resizeRelocate(0, 0, w, h);
    bar.resizeRelocate(w - StackBar.WIDTH, 0, StackBar.WIDTH, h);
    if (canvas.getWidth() != w || canvas.getHeight() != h) {
      canvas.setWidth(w);
      canvas.setHeight(h);
    }
    double device =
        getScene() == null || getScene().getWindow() == null
            ? 1
            : getScene().getWindow().getOutputScaleX();
    model.resize(w, h, device);
    draw();
  }

  private void draw() {
    drawImage();
    drawHeat();
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    painter.paint(g, canvas.getWidth(), canvas.getHeight(), decorated);
    Shown shown = model.shown();
    if (shown != null) {
      present.clear();
      loader.present(shown.stack(), present::set);
    }
    bar.update(shown == null ? 0 : shown.size(), model.index(), present);
    setAccessibleText(painter.spoken());
  }

  private void drawImage() {
    Optional<FrameLoader.Loaded.Picture> p = model.decoded();
    if (p.isEmpty()) {
      image.hide();
      drawn = null;
      return;
    }
    Frame f = p.get().frame();
    VoiLut voi = model.voi();
    boolean same =
        drawn != null
            && drawn.frame == f
            && drawn.inverted == model.inverted()
            && drawn.voi.equals(voi);
    if (!same) {
      int[] pixels = image.pixels(f.columns(), f.rows());
      renderer.render(f, Appearance.of(p.get().presentation(), voi, model.inverted()), pixels);
      image.show();
      drawn = new Drawn(f, voi, model.inverted());
    }
    image.place(model.transform(), model.smooth());
  }

  private void drawHeat() {
    Plane plane = model.plane();
    OverlayLayer.Heat layer = overlays.heat().orElse(null);
    boolean shown =
        layer != null
            && plane != null
            && drawn != null
            && overlays.heatOn()
            && !overlays.hidden()
            && !overlays.outlined()
            && OverlayPlacer.applies(layer, model.shown());
    if (!shown) {
      heat.hide();
      heated = null;
      return;
    }
    Object style = overlays.style();
    boolean same =
        heated != null
            && heated.layer == layer
            && heated.plane == plane
            && heated.style.equals(style);
    if (!same) {
      int[] pixels = heat.pixels(plane.columns(), plane.rows());
      float[] samples = placer.heat(layer, plane);
      heatRenderer.render(samples, pixels.length, overlays.style(), pixels);
      heat.show();
      heated = new Heated(layer, plane, style);
    }
    heat.place(model.transform(), true);
  }

  /** Shows a field to write into at a place. */
  void ask(javafx.scene.control.TextField field, Point screen) {
    field.setManaged(false);
    getChildren().add(field);
    field.resizeRelocate(
        Math.clamp(screen.x(), 0, Math.max(0, getWidth() - 180)), screen.y() - 14, 180, 28);
    field.requestFocus();
  }

  void answered(javafx.scene.control.TextField field) {
    getChildren().remove(field);
    requestFocus();
  }

  /** Draws with or without what lies over the image, for pictures of it. */
  void decorated(boolean with) {
    decorated = with;
    bar.setVisible(with);
    frame.setVisible(with);
    requestLayout();
  }
}
