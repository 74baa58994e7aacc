package org.fovea.report;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.fovea.common.WholeFile;

/** Writes pictures as PNG, whole or not at all. */
final class PngFile {
  private PngFile() {}

  static void write(RenderedImage picture, Path file) throws IOException {
    WholeFile.write(
        file,
        out -> {
          if (!ImageIO.write(picture, "png", out)) {
            throw new IOException("no writer for PNG");
          }
        });
  }
}
