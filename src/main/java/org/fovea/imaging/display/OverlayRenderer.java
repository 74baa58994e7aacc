package org.fovea.imaging.display;

/**
 * Draws the values of a heatmap as a layer to lay over an image. The table of colours is kept until
 * the style changes; drawing then allocates nothing. One renderer serves one thread.
 */
public final class OverlayRenderer {
  private static final int STEPS = 1024;

  private final int[] table = new int[STEPS + 1];
  private HeatStyle tableOf;

  /**
   * Draws a layer.
   *
   * @param samples values 0 to 1 at the pixels of the image; NaN outside the heatmap
   * @param count number of pixels
   * @param target premultiplied ARGB; 0 where the value is below the threshold or NaN
   */
  public void render(float[] samples, int count, HeatStyle style, int[] target) {
    prepare(style);
    float threshold = (float) style.threshold();
    for (int i = 0; i < count; i++) {
      float v = samples[i];
      // false for NaN too
      target[i] = v >= threshold ? table[v >= 1 ? STEPS : v <= 0 ? 0 : (int) (v * STEPS)] : 0;
    }
  }

  private void prepare(HeatStyle style) {
    if (style.equals(tableOf)) {
      return;
    }
    for (int i = 0; i <= STEPS; i++) {
      table[i] = premultiplied(style.map().rgb(i / (double) STEPS), style.opacity());
    }
    tableOf = style;
  }

  /** Premultiplied ARGB of an 0xRRGGBB colour. */
  static int premultiplied(int rgb, double alpha) {
    int r = (int) Math.round((rgb >> 16 & 0xff) * alpha);
    int g = (int) Math.round((rgb >> 8 & 0xff) * alpha);
    int b = (int) Math.round((rgb & 0xff) * alpha);
    return (int) Math.round(255 * alpha) << 24 | r << 16 | g << 8 | b;
  }
}
