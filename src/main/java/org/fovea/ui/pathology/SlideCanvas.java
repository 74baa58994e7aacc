package org.fovea.ui.pathology;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.transform.Affine;
import org.fovea.common.Text;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.ui.common.Nodes;

/**
 * A slide on the screen, with what lies over it. Drawn anew once a pulse, when anything changed.
 */
final class SlideCanvas extends Region {
  private static final Text TEXT = Text.of(SlideCanvas.class);
  private static final double MARGIN = 12;
  private static final Color INK = Color.web("#14171a");

  private final SlideModel model;
  private final TilePainter tiles;
  private final List<Layer> layers = new ArrayList<>();
  private final Canvas picture = new Canvas();
  private final Canvas over = new Canvas();
  private final Label whose = Nodes.label("", "slide-words");
  private final Label how = Nodes.label("", "slide-words");
  private final Label where = Nodes.label("", "slide-words", "slide-where");
  private final Label note = Nodes.label("", "slide-note");
  private final OverviewMap map;
  private final ImageView label = new ImageView();
  private final VBox labelFrame =
      new VBox(4, Nodes.label(TEXT.get("label.title"), "slide-words"), label);
  private final AtomicBoolean waiting = new AtomicBoolean();
  private boolean mapShown = true;
  private boolean tilesChanged = true;

  /** Something drawn over the slide. */
  interface Layer {
    void paint(GraphicsContext g, SlideTransform t);
  }

  SlideCanvas(SlideModel model, TileLoader loader) {
    this.model = model;
    tiles = new TilePainter(loader);
    map = new OverviewMap(model);
    getStyleClass().add("slide-canvas");
    setId("slide-canvas");
    setFocusTraversable(true);
    setAccessibleText(TEXT.get("canvas"));
    for (Canvas c : new Canvas[] {picture, over}) {
      c.setManaged(false);
      c.setMouseTransparent(true);
    }
    for (Label l : new Label[] {whose, how, where, note}) {
      l.setMouseTransparent(true);
    }
    label.setPreserveRatio(true);
    labelFrame.getStyleClass().add("slide-label");
    labelFrame.setMouseTransparent(true);
    labelFrame.setVisible(false);
    getChildren().addAll(picture, over, whose, how, where, note, labelFrame, map);
    model.revisionProperty().subscribe(this::redraw);
    loader.onArrival(
        () -> {
          if (waiting.compareAndSet(false, true)) {
            Platform.runLater(
                () -> {
                  waiting.set(false);
                  redraw();
                });
          }
        });
  }

  /** Draws something over the slide from now on. */
  void add(Layer layer) {
    layers.add(layer);
  }

  /** Draws everything with the next pulse. */
  void redraw() {
    tilesChanged = true;
    requestLayout();
  }

  /** Draws what lies over the slide with the next pulse. */
  void redrawOver() {
    requestLayout();
  }

  /** Shows where the pointer is. */
  void pointed(Point2D at) {
    model.pointer(at);
    where.setText(CornerWords.where(model));
    requestLayout();
  }

  void toggleMap() {
    mapShown = !mapShown;
    requestLayout();
  }

  /** Whether the picture on the screen is as sharp as it becomes. */
  boolean sharp() {
    return tiles.sharp();
  }

  private double density() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : getScene().getWindow().getOutputScaleX();
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double h = getHeight();
    model.size(w, h);
    if (picture.getWidth() != w || picture.getHeight() != h) {
      for (Canvas c : new Canvas[] {picture, over}) {
        c.setWidth(w);
        c.setHeight(h);
      }
      tilesChanged = true;
    }
    if (tilesChanged && w > 0 && h > 0) {
      tilesChanged = false;
      boolean broken = tiles.paint(picture.getGraphicsContext2D(), model, density());
      note.setText(note(broken));
    }
    words(w, h);
    paintOver(w, h);
  }

  private String note(boolean broken) {
    return switch (model.stateProperty().get()) {
      case NOTHING -> TEXT.get("slide.nothing");
      case OPENING -> TEXT.get("slide.opening");
      case FAILED -> model.trouble();
      case OPEN -> broken ? TEXT.get("slide.damaged") : "";
    };
  }

  private void words(double w, double h) {
    whose.setText(String.join("\n", CornerWords.whose(model)));
    how.setText(String.join("\n", CornerWords.how(model)));
    where.setText(CornerWords.where(model));
    place(whose, MARGIN, MARGIN, false, false);
    place(how, MARGIN, h - MARGIN, false, true);
    place(
        where, how.isVisible() ? MARGIN + how.prefWidth(-1) + 8 : MARGIN, h - MARGIN, false, true);
    note.setVisible(!note.getText().isEmpty());
    double most = Math.max(0, w - 4 * MARGIN);
    note.setMaxWidth(most);
    double nw = Math.min(most, note.prefWidth(-1));
    double nh = note.prefHeight(nw);
    note.resizeRelocate(
        (w - nw) / 2, model.source() == null ? (h - nh) / 2 : h - MARGIN - nh - 28, nw, nh);
    // where the whole slide is seen the overview would only cover tissue
    boolean mapped = mapShown && model.source() != null && !model.wholeSeen();
    map.setVisible(mapped);
    if (mapped) {
      map.fitInto(Math.min(220, w / 4), Math.min(180, h / 3));
      map.relocate(w - MARGIN - map.getWidth(), MARGIN);
      map.paint();
    }
    labelFrame.setVisible(model.label() != null);
    if (model.label() != null) {
      if (label.getImage() == null || label.getUserData() != model.label()) {
        label.setUserData(model.label());
        label.setImage(Pictures.of(model.label(), SlideAppearance.AS_SCANNED));
      }
      label.setFitWidth(Math.min(240, w / 3));
      label.setFitHeight(Math.min(240, h / 3));
      labelFrame.autosize();
      labelFrame.relocate(
          w - MARGIN - labelFrame.getWidth(), mapped ? 2 * MARGIN + map.getHeight() : MARGIN);
    }
  }

  private static void place(Label l, double x, double y, boolean right, boolean bottom) {
    l.setVisible(!l.getText().isEmpty());
    if (l.isVisible()) {
      l.autosize();
      l.relocate(right ? x - l.getWidth() : x, bottom ? y - l.getHeight() : y);
    }
  }

  private void paintOver(double w, double h) {
    GraphicsContext g = over.getGraphicsContext2D();
    g.setTransform(new Affine());
    g.clearRect(0, 0, w, h);
    if (model.source() == null) {
      return;
    }
    for (Layer layer : layers) {
      layer.paint(g, model.transform());
    }
    bar(g, w, h);
  }

  /** The scale bar: dark on a pale ground, for tissue and glass are both bright. */
  private void bar(GraphicsContext g, double w, double h) {
    SlideScaleBar bar =
        SlideScaleBar.of(model.slide(), model.transform().scale(), Math.min(180, w / 4));
    double x = w - MARGIN - bar.length() - 8;
    double y = h - MARGIN - 6;
    g.setFill(Color.color(0.957, 0.949, 0.941, 0.85));
    g.fillRoundRect(x - 8, y - 22, bar.length() + 16, 28, 4, 4);
    g.setStroke(INK);
    g.setLineWidth(2);
    g.strokeLine(x, y, x + bar.length(), y);
    g.strokeLine(x, y - 4, x, y);
    g.strokeLine(x + bar.length(), y - 4, x + bar.length(), y);
    g.setFill(INK);
    g.setFont(javafx.scene.text.Font.font("System", 11));
    g.setTextAlign(javafx.scene.text.TextAlignment.CENTER);
    g.setTextBaseline(javafx.geometry.VPos.BOTTOM);
    g.fillText(bar.label(), x + bar.length() / 2, y - 5);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 400;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 300;
  }
}
