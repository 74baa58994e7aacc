package org.fovea.ui.radiology;

import java.util.BitSet;
import java.util.function.IntConsumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * A narrow bar at the edge of a picture: which slice of how many, and by a thin line which of them
 * have been decoded. Dragging on it goes to a slice.
 */
final class StackBar extends Region {
  static final double WIDTH = 10;
  private static final Color TRACK = Color.web("#242a31");
  private static final Color LOADED = Color.web("#3a5e6e");
  private static final Color THUMB = Color.web("#8d98a5");

  private final Canvas canvas = new Canvas();
  private BitSet present = new BitSet();
  private int size;
  private int index;

  StackBar(IntConsumer go) {
    setManaged(false);
    getStyleClass().add("stack-bar");
    getChildren().add(canvas);
    addEventHandler(MouseEvent.MOUSE_PRESSED, e -> drag(e, go));
    addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> drag(e, go));
  }

  private void drag(MouseEvent e, IntConsumer go) {
    if (e.getButton() == MouseButton.PRIMARY && size > 1) {
      go.accept((int) Math.clamp(Math.floor(e.getY() / getHeight() * size), 0, size - 1));
    }
    e.consume();
  }

  void update(int ofSize, int at, BitSet decoded) {
    size = ofSize;
    index = at;
    present = decoded;
    setVisible(size > 1);
    draw();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    draw();
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    double h = getHeight();
    g.clearRect(0, 0, WIDTH, h);
    if (size < 2 || h <= 0) {
      return;
    }
    g.setFill(TRACK);
    g.fillRect(WIDTH - 4, 0, 2, h);
    g.setFill(LOADED);
    for (int from = present.nextSetBit(0); from >= 0; ) {
      int to = Math.min(size, present.nextClearBit(from));
      g.fillRect(WIDTH - 4, h * from / size, 2, h * (to - from) / size);
      from = present.nextSetBit(to);
    }
    double thumb = Math.max(12, h / size);
    g.setFill(THUMB);
    g.fillRoundRect(WIDTH - 6, (h - thumb) * index / (size - 1), 6, thumb, 4, 4);
  }
}
