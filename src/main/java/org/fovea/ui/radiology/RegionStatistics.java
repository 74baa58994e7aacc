package org.fovea.ui.radiology;

import java.util.Optional;
import org.fovea.imaging.pixel.Frame;

/**
 * Values of the modality of the pixels whose centres lie in a region.
 *
 * @param deviation standard deviation of the population
 */
public record RegionStatistics(long count, double mean, double deviation, double min, double max) {

  /**
   * Those of a rectangle or an ellipse; empty where no pixel lies in it, or the image is colour.
   */
  static Optional<RegionStatistics> of(Annotation region, FrameLoader.Loaded.Picture p) {
    Frame f = p.frame();
    if (f.samplesPerPixel() != 1
        || !(region instanceof Annotation.Rectangle || region instanceof Annotation.Ellipse)) {
      return Optional.empty();
    }
    Point a = region.handles().get(0);
    Point b = region.handles().get(1);
    double left = Math.min(a.x(), b.x());
    double right = Math.max(a.x(), b.x());
    double top = Math.min(a.y(), b.y());
    double bottom = Math.max(a.y(), b.y());
    boolean round = region instanceof Annotation.Ellipse;
    double cx = (left + right) / 2;
    double cy = (top + bottom) / 2;
    long n = 0;
    double mean = 0;
    double squares = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int r = (int) Math.max(0, Math.ceil(top)); r <= Math.min(bottom, f.rows() - 1); r++) {
      for (int c = (int) Math.max(0, Math.ceil(left)); c <= Math.min(right, f.columns() - 1); c++) {
        double dx = (c - cx) / ((right - left) / 2);
        double dy = (r - cy) / ((bottom - top) / 2);
        if (round && !(dx * dx + dy * dy <= 1)) {
          continue;
        }
        double v = p.presentation().modalityLut().apply(f.samples().get(r * f.columns() + c));
        n++;
        double d = v - mean;
        mean += d / n; // Welford, so that large offsets cost no digits
        squares += d * (v - mean);
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
    }
    return n == 0
        ? Optional.empty()
        : Optional.of(new RegionStatistics(n, mean, Math.sqrt(squares / n), min, max));
  }
}
