package org.fovea.imaging.display;

import org.fovea.imaging.pixel.Frame;

/**
 * Draws a frame of any kind as it is to be seen. One renderer serves one thread.
 *
 * @see GrayRenderer
 * @see ColorRenderer
 */
public final class FrameRenderer {
  private final GrayRenderer gray = new GrayRenderer();
  private final ColorRenderer color = new ColorRenderer();

  /**
   * Draws a frame.
   *
   * @param target premultiplied ARGB, row by row, at least columns × rows long
   * @throws IllegalArgumentException if the target is too short, or a palette is missing
   */
  public void render(Frame frame, Appearance how, int[] target) {
    switch (frame.photometric()) {
      case MONOCHROME1, MONOCHROME2 -> gray.render(frame, how, target);
      case PALETTE_COLOR, RGB -> color.render(frame, how, target);
    }
  }
}
