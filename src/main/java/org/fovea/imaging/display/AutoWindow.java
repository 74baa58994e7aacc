package org.fovea.imaging.display;

import java.util.Arrays;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.VoiLut;

/** A window from the values of a frame, where the header has none or the user asks for one. */
public final class AutoWindow {
  /** Enough for percentiles that the eye cannot tell from the exact ones. */
  private static final int MOST = 1 << 16;

  private AutoWindow() {}

  /**
   * The window between two percentiles of the modality's values; padding and NaN do not count.
   *
   * @param low percentile that becomes black, 0 to 100
   * @param high percentile that becomes white, 0 to 100
   */
  public static VoiLut.LinearExact of(Frame frame, Presentation p, double low, double high) {
    int n = frame.samples().length();
    int step = Math.max(1, n / MOST);
    if (step > 1 && frame.columns() % step == 0) {
      step++; // or it would look at the same columns of every row
    }
    double[] values = new double[n / step + 1];
    Appearance a = Appearance.of(p, null, false);
    int count = 0;
    for (int i = 0; i < n; i += step) {
      double stored = frame.samples().get(i);
      double value = p.modalityLut().apply(stored);
      if (!a.padding(stored) && Double.isFinite(value)) {
        values[count++] = value;
      }
    }
    if (count == 0) {
      return new VoiLut.LinearExact(0, 1);
    }
    Arrays.sort(values, 0, count);
    double from = values[(int) Math.round((count - 1) * low / 100)];
    double to = values[(int) Math.round((count - 1) * high / 100)];
    if (!(to > from)) {
      from = values[0];
      to = values[count - 1];
    }
    double width = to > from ? to - from : 1;
    return new VoiLut.LinearExact((from + to) / 2, width);
  }
}
