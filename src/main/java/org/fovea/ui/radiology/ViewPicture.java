package org.fovea.ui.radiology;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.paint.Color;
import javax.imageio.ImageIO;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/** Pictures of what is on screen, for talks and letters. On the JavaFX thread. */
public final class ViewPicture {
  private static final Text TEXT = Text.of(ViewPicture.class);

  private ViewPicture() {}

  /** What a viewport shows now, with or without what lies over the image. */
  static WritableImage of(Viewport viewport, boolean decorated) {
    viewport.decorated(decorated);
    viewport.layout();
    try {
      SnapshotParameters how = new SnapshotParameters();
      how.setFill(Color.BLACK);
      return viewport.snapshot(how, null);
    } finally {
      viewport.decorated(true);
    }
  }

  /** Any part of the window. */
  public static WritableImage of(Node node) {
    SnapshotParameters how = new SnapshotParameters();
    how.setFill(Color.BLACK);
    return node.snapshot(how, null);
  }

  public static void copy(WritableImage picture) {
    ClipboardContent content = new ClipboardContent();
    content.putImage(picture);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /**
   * Writes a PNG file, whole or not at all.
   *
   * @throws FoveaException if it cannot be written
   */
  public static void save(WritableImage picture, Path file) throws FoveaException {
    Path absolute = file.toAbsolutePath();
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        if (!ImageIO.write(SwingFXUtils.fromFXImage(picture, null), "png", out)) {
          throw new IOException("no PNG encoder");
        }
      }
      Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, file.toString(), TEXT.get("save.failed", file), e);
    }
  }
}
