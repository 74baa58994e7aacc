package org.fovea.imaging.display;

import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Samples;

/** Draws RGB and palette colour frames; allocates nothing. */
public final class ColorRenderer {
  private static final int OPAQUE = 0xff000000;

  /**
   * Draws a frame.
   *
   * @param target premultiplied ARGB, row by row, at least columns × rows long
   * @throws IllegalArgumentException if the frame has no colour, lacks its palette, or the target
   *     is too short
   */
  public void render(Frame frame, Appearance how, int[] target) {
    int n = frame.columns() * frame.rows();
    if (target.length < n) {
      throw new IllegalArgumentException(target.length + " pixels for " + n);
    }
    int flip = how.inverted() ? 0xffffff : 0;
    if (frame.photometric() == Photometric.PALETTE_COLOR) {
      palette(frame, how, flip, n, target);
    } else if (frame.photometric() == Photometric.RGB && frame.samplesPerPixel() == 3) {
      rgb(frame, flip, n, target);
    } else {
      throw new IllegalArgumentException("not colour: " + frame.photometric());
    }
  }

  private static void palette(Frame frame, Appearance how, int flip, int n, int[] target) {
    int[] palette = how.palette();
    if (palette == null || palette.length == 0) {
      throw new IllegalArgumentException("palette colour without a palette");
    }
    Samples samples = frame.samples();
    for (int i = 0; i < n; i++) {
      long entry = (long) samples.get(i) - how.paletteFirst();
      target[i] = OPAQUE | palette[(int) Math.clamp(entry, 0, palette.length - 1)] ^ flip;
    }
  }

  private static void rgb(Frame frame, int flip, int n, int[] target) {
    if (frame.samples() instanceof Samples.Bytes b && frame.bitsStored() == 8) {
      byte[] v = b.values();
      for (int i = 0, j = 0; i < n; i++, j += 3) {
        int rgb = (v[j] & 0xff) << 16 | (v[j + 1] & 0xff) << 8 | v[j + 2] & 0xff;
        target[i] = OPAQUE | rgb ^ flip;
      }
      return;
    }
    Samples samples = frame.samples();
    double scale =
        samples instanceof Samples.Floats || samples instanceof Samples.Doubles
            ? 255
            : 255 / (Math.pow(2, frame.bitsStored()) - 1);
    for (int i = 0, j = 0; i < n; i++, j += 3) {
      int rgb =
          eight(samples.get(j) * scale) << 16
              | eight(samples.get(j + 1) * scale) << 8
              | eight(samples.get(j + 2) * scale);
      target[i] = OPAQUE | rgb ^ flip;
    }
  }

  private static int eight(double v) {
    return (int) Math.round(Math.clamp(v, 0, 255));
  }
}
