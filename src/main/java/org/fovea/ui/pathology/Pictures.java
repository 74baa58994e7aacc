package org.fovea.ui.pathology;

import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.Tile;

/** Pixels as JavaFX draws them. */
final class Pictures {
  private Pictures() {}

  /** A picture that shares its pixels with the tile where nothing has to be changed. */
  static Image of(Tile tile, SlideAppearance look) {
    return new WritableImage(
        new PixelBuffer<>(
            tile.columns(),
            tile.rows(),
            IntBuffer.wrap(look.apply(tile.argb())),
            PixelFormat.getIntArgbPreInstance()));
  }
}
