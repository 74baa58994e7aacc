package org.fovea.ui.pathology;

import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.fovea.common.Text;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.Tile;

/** The whole slide, small, with what is seen of it; a click or a drag moves the view there. */
final class OverviewMap extends Region {
  private static final Text TEXT = Text.of(OverviewMap.class);
  private static final Color FRAME = Color.web("#8d98a5");
  private static final Color HALO = Color.color(0, 0, 0, 0.6);
  private static final Color SEEN = Color.web("#4fb3d9");
  private static final double SMALLEST = 5;

  private final SlideModel model;
  private final Canvas canvas = new Canvas();
  private Tile drawn;
  private Image image;

  OverviewMap(SlideModel model) {
    this.model = model;
    setId("slide-overview");
    setAccessibleText(TEXT.get("overview"));
    getStyleClass().add("slide-overview");
    canvas.setManaged(false);
    getChildren().add(canvas);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::go);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::go);
    addEventHandler(MouseEvent.MOUSE_RELEASED, MouseEvent::consume);
    addEventHandler(MouseEvent.MOUSE_CLICKED, MouseEvent::consume);
  }

  private void go(MouseEvent e) {
    if (e.getButton() == MouseButton.PRIMARY && model.source() != null) {
      var l = model.slide().highest();
      model.centre(e.getX() / getWidth() * l.columns(), e.getY() / getHeight() * l.rows());
    }
    e.consume();
  }

  /** The size that it wants: that of the slide, fitted into a box. */
  void fitInto(double width, double height) {
    var l = model.slide().highest();
    double aspect = model.transform().aspect();
    double s = Math.min(width / l.columns(), height / (l.rows() * aspect));
    double w = Math.max(8, Math.round(l.columns() * s));
    double h = Math.max(8, Math.round(l.rows() * aspect * s));
    setMinSize(w, h);
    setPrefSize(w, h);
    setMaxSize(w, h);
    resize(w, h);
  }

  void paint() {
    double w = getWidth();
    double h = getHeight();
    canvas.setWidth(w);
    canvas.setHeight(h);
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.setFill(TilePainter.BACKGROUND);
    g.fillRect(0, 0, w, h);
    if (model.small() != drawn) {
      drawn = model.small();
      image = drawn == null ? null : Pictures.of(drawn, SlideAppearance.AS_SCANNED);
    }
    if (image != null) {
      g.drawImage(image, 0, 0, w, h);
    }
    var l = model.slide().highest();
    SlideTransform t = model.transform();
    double[] xs = new double[4];
    double[] ys = new double[4];
    Point2D[] corners = {
      t.toSlide(0, 0),
      t.toSlide(t.width(), 0),
      t.toSlide(t.width(), t.height()),
      t.toSlide(0, t.height())
    };
    double mx = 0;
    double my = 0;
    double size = 0;
    for (int i = 0; i < 4; i++) {
      xs[i] = corners[i].getX() / l.columns() * w;
      ys[i] = corners[i].getY() / l.rows() * h;
      mx += xs[i] / 4;
      my += ys[i] / 4;
    }
    for (int i = 0; i < 4; i++) {
      size = Math.max(size, 2 * Math.hypot(xs[i] - mx, ys[i] - my));
    }
    if (size < 2 * SMALLEST) { // too small to be drawn as it is: a cross hair's ring
      g.setStroke(HALO);
      g.setLineWidth(4);
      g.strokeOval(mx - SMALLEST, my - SMALLEST, 2 * SMALLEST, 2 * SMALLEST);
      g.setStroke(SEEN);
      g.setLineWidth(2);
      g.strokeOval(mx - SMALLEST, my - SMALLEST, 2 * SMALLEST, 2 * SMALLEST);
    } else {
      g.setStroke(HALO);
      g.setLineWidth(3.5);
      g.strokePolygon(xs, ys, 4);
      g.setStroke(SEEN);
      g.setLineWidth(1.5);
      g.strokePolygon(xs, ys, 4);
    }
    g.setStroke(FRAME);
    g.setLineWidth(1);
    g.strokeRect(0.5, 0.5, w - 1, h - 1);
  }
}
