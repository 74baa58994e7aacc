package org.fovea.ui;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.fovea.common.FoveaException;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.Slice;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.SlideReader;
import org.fovea.dicom.Stack;
import org.fovea.imaging.display.Appearance;
import org.fovea.imaging.display.AutoWindow;
import org.fovea.imaging.display.FrameRenderer;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.VoiLut;
import org.fovea.imaging.slide.SlideThumbnail;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.ui.worklist.Thumbnails;

/** Draws the middle image of a stack small, as its header asks for it to be shown; or a slide. */
final class StackThumbnails implements Thumbnails {
  private final PixelReader reader;
  private final SlideReader slides;

  /**
   * @param slides opens slides; null where none can be opened
   */
  StackThumbnails(PixelReader reader, SlideReader slides) {
    this.reader = reader;
    this.slides = slides;
  }

  @Override
  public Image of(SlideImage slide, int size) throws FoveaException {
    if (slides == null) {
      return null;
    }
    try (TileSource source = slides.open(slide)) {
      Tile small = SlideThumbnail.of(source, size);
      if (small == null) {
        return null;
      }
      WritableImage image = new WritableImage(small.columns(), small.rows());
      image
          .getPixelWriter()
          .setPixels(
              0,
              0,
              small.columns(),
              small.rows(),
              PixelFormat.getIntArgbInstance(),
              SlideAppearance.AS_SCANNED.apply(small.argb()),
              0,
              small.columns());
      return image;
    }
  }

  @Override
  public Image of(Stack stack, int size) throws FoveaException {
    Slice slice = stack.slices().get(stack.slices().size() / 2);
    Frame frame = reader.frame(slice.instance(), slice.frameIndex());
    Presentation p = reader.presentation(slice.instance(), slice.frameIndex());
    VoiLut voi = p.vois().isEmpty() ? AutoWindow.of(frame, p, 1, 99) : p.vois().getFirst().lut();
    int[] pixels = new int[Math.multiplyExact(frame.columns(), frame.rows())];
    new FrameRenderer().render(frame, Appearance.of(p, voi, false), pixels);
    double aspect =
        slice.plane() == null ? 1 : slice.plane().rowSpacingMm() / slice.plane().columnSpacingMm();
    double scale = Math.min(size / (double) frame.columns(), size / (frame.rows() * aspect));
    int width = Math.max(1, (int) Math.round(frame.columns() * scale));
    int height = Math.max(1, (int) Math.round(frame.rows() * aspect * scale));
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            width,
            height,
            PixelFormat.getIntArgbInstance(),
            shrunk(pixels, frame.columns(), frame.rows(), width, height),
            0,
            width);
    return image;
  }

  /** Each pixel is the mean of those it covers, so that fine structure does not flicker away. */
  private static int[] shrunk(int[] from, int columns, int rows, int width, int height) {
    int[] to = new int[width * height];
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * rows / height);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * rows / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * columns / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * columns / width));
        long r = 0;
        long g = 0;
        long b = 0;
        for (int j = top; j < bottom; j++) {
          for (int i = left; i < right; i++) {
            int c = from[j * columns + i];
            r += c >> 16 & 0xff;
            g += c >> 8 & 0xff;
            b += c & 0xff;
          }
        }
        int n = (bottom - top) * (right - left);
        to[y * width + x] = 0xff000000 | (int) (r / n) << 16 | (int) (g / n) << 8 | (int) (b / n);
      }
    }
    return to;
  }
}
