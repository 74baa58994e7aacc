package org.fovea.ui.radiology;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Affine;

/**
 * Pixels that are written to in place and drawn by the graphics card under any turn and scale.
 * Memory is taken anew only when the size changes.
 */
final class PixelSurface {
  private final ImageView view = new ImageView();
  private final Affine place = new Affine();
  private PixelBuffer<IntBuffer> buffer;
  private int[] pixels = {};
  private int columns;
  private int rows;

  PixelSurface() {
    view.setManaged(false);
    view.setMouseTransparent(true);
    view.getTransforms().add(place);
  }

  ImageView view() {
    return view;
  }

  /** Premultiplied ARGB, row by row, to write to; {@link #show} makes it seen. */
  int[] pixels(int forColumns, int forRows) {
    if (forColumns != columns || forRows != rows) {
      columns = forColumns;
      rows = forRows;
      pixels = new int[columns * rows];
      buffer =
          new PixelBuffer<>(
              columns, rows, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      view.setImage(new WritableImage(buffer));
    }
    return pixels;
  }

  void show() {
    view.setVisible(true);
    buffer.updateBuffer(b -> null);
  }

  void hide() {
    view.setVisible(false);
  }

  void place(ViewTransform t, boolean smooth) {
    view.setSmooth(smooth);
    double sx = t.scale();
    double sy = t.scale() * t.aspect();
    Point corner = t.toScreen(new Point(-0.5, -0.5));
    place.setToTransform(
        t.turn().xx() * sx,
        t.turn().xy() * sy,
        corner.x(),
        t.turn().yx() * sx,
        t.turn().yy() * sy,
        corner.y());
  }
}
