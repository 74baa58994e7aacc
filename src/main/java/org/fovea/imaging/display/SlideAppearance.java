package org.fovea.imaging.display;

import org.fovea.imaging.slide.stain.StainSeparation;

/**
 * How the pixels of a slide are shown.
 *
 * @param stain which part of the staining
 * @param separation how the stains are told apart; null where the slide is shown as scanned
 * @param brightness added to each channel, −1 to 1 of the range from middle to white
 * @param contrast factor about the middle, 0.25 to 4
 */
public record SlideAppearance(
    Stain stain, StainSeparation separation, double brightness, double contrast) {

  /** What is shown where the scanner left the glass out, and round the slide. */
  public static final int BACKGROUND = 0xfff4f2f0;

  /** As the scanner saw it. */
  public static final SlideAppearance AS_SCANNED =
      new SlideAppearance(Stain.AS_SCANNED, null, 0, 1);

  /** The part of the staining that is shown. */
  public enum Stain {
    AS_SCANNED,
    HAEMATOXYLIN,
    EOSIN
  }

  public SlideAppearance {
    if (stain != Stain.AS_SCANNED && separation == null) {
      throw new IllegalArgumentException("stains apart without a separation");
    }
    if (!(brightness >= -1 && brightness <= 1 && contrast >= 0.25 && contrast <= 4)) {
      throw new IllegalArgumentException("brightness " + brightness + ", contrast " + contrast);
    }
  }

  /**
   * Pixels to show: opaque, the background where alpha was 0.
   *
   * @param argb not changed; returned itself where nothing has to be done
   */
  public int[] apply(int[] argb) {
    int[] out = stain == Stain.AS_SCANNED ? argb : separation.alone(argb, stain == Stain.EOSIN);
    boolean same = out == argb;
    boolean plain = brightness == 0 && contrast == 1;
    int[] curve = plain ? null : curve();
    for (int i = 0; i < out.length; i++) {
      int c = out[i];
      int shown =
          c >>> 24 == 0
              ? BACKGROUND
              : plain
                  ? c | 0xff000000
                  : 0xff000000
                      | curve[c >> 16 & 0xff] << 16
                      | curve[c >> 8 & 0xff] << 8
                      | curve[c & 0xff];
      if (shown != c) {
        if (same) {
          out = argb.clone();
          same = false;
        }
        out[i] = shown;
      }
    }
    return out;
  }

  private int[] curve() {
    int[] table = new int[256];
    for (int v = 0; v < 256; v++) {
      double to = (v - 127.5) * contrast + 127.5 + brightness * 127.5;
      table[v] = (int) Math.clamp(Math.round(to), 0, 255);
    }
    return table;
  }
}
