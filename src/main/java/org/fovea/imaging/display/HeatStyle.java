package org.fovea.imaging.display;

/**
 * How a heatmap is laid over an image.
 *
 * @param opacity of what is shown, 0 to 1
 * @param threshold values below it are transparent
 */
public record HeatStyle(ColorMap map, double opacity, double threshold) {
  public HeatStyle {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity " + opacity);
    }
  }
}
