package org.fovea.dicom.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.common.Text;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/**
 * The regular volume that parallel planes form, if they form one. The slice axis is that from the
 * first to the last plane's origin, so that a tilted gantry gives a sheared grid.
 *
 * @param grid null where they form none
 * @param remarks why not, in words
 */
record GridFit(Grid grid, List<String> remarks) {
  private static final Text TEXT = Text.of(GridFit.class);

  /**
   * Fits a grid.
   *
   * @param planes parallel, in order along {@code direction}, no two at the same distance
   * @param direction unit normal that points where the slice index grows
   */
  static GridFit of(List<Plane> planes, Vec3 direction) {
    int n = planes.size();
    if (n < 2) {
      return new GridFit(null, List.of());
    }
    double[] steps = new double[n - 1];
    for (int k = 0; k + 1 < n; k++) {
      steps[k] = planes.get(k + 1).origin().minus(planes.get(k).origin()).dot(direction);
    }
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    double usual = sorted[sorted.length / 2];
    Plane first = planes.getFirst();
    Vec3 run = planes.getLast().origin().minus(first.origin());
    Vec3 step = run.times(1.0 / (n - 1));
    double tolerance = toleranceMm(usual);
    boolean regular = true;
    for (int k = 0; k < n && regular; k++) {
      Vec3 expected = first.origin().plus(step.times(k));
      regular = planes.get(k).origin().minus(expected).length() <= tolerance;
    }
    if (regular) {
      return new GridFit(
          new Grid(
              first.origin(),
              first.columnAxis(),
              first.rowAxis(),
              step.unit(),
              first.columnSpacingMm(),
              first.rowSpacingMm(),
              step.length(),
              first.columns(),
              first.rows(),
              n),
          List.of());
    }
    return new GridFit(null, reasons(steps, usual, tolerance));
  }

  /** How far, in mm, an origin may lie from its place: rounding in the header, not more. */
  static double toleranceMm(double spacingMm) {
    return Math.min(0.25 * spacingMm, 0.05 + 0.02 * spacingMm);
  }

  private static List<String> reasons(double[] steps, double usual, double tolerance) {
    int missing = 0;
    int gaps = 0;
    boolean odd = false;
    for (double step : steps) {
      if (Math.abs(step - usual) <= 2 * tolerance) {
        continue;
      }
      long times = Math.round(step / usual);
      if (times >= 2 && Math.abs(step - times * usual) <= 2 * tolerance * times) {
        gaps++;
        missing += (int) Math.min(times - 1, 100_000);
      } else {
        odd = true;
      }
    }
    List<String> reasons = new ArrayList<>();
    if (gaps > 0) {
      reasons.add(TEXT.get("remark.gap", missing, gaps, usual));
    }
    if (odd || gaps == 0) {
      reasons.add(TEXT.get("remark.irregular", usual));
    }
    return reasons;
  }
}
