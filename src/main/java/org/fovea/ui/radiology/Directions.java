package org.fovea.ui.radiology;

import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/**
 * Letters for directions in the patient: L left, R right, A front, P back, H head, F feet (DICOM
 * PS3.3 C.7.6.1.1.1, Patient Orientation). Oblique directions get up to three, the largest first.
 */
final class Directions {
  /** Components smaller than this share of a unit vector are not written. */
  private static final double LEAST = 0.2;

  private Directions() {}

  /** The letters of a direction. */
  static String letters(Vec3 direction) {
    double[] size = {direction.x(), direction.y(), direction.z()};
    String[] plus = {"L", "P", "H"};
    String[] minus = {"R", "A", "F"};
    StringBuilder s = new StringBuilder();
    while (s.length() < 3) {
      int largest = 0;
      for (int i = 1; i < 3; i++) {
        if (Math.abs(size[i]) > Math.abs(size[largest]) + 1e-9) {
          largest = i;
        }
      }
      if (Math.abs(size[largest]) < LEAST) {
        break;
      }
      s.append(size[largest] > 0 ? plus[largest] : minus[largest]);
      size[largest] = 0;
    }
    return s.toString();
  }

  /** Letters at the edges of the screen. */
  record Edges(String left, String right, String top, String bottom) {}

  /** Letters for a plane shown under a turn; null where there is no plane. */
  static Edges edges(Plane plane, Turn turn) {
    if (plane == null) {
      return null;
    }
    // the inverse of a turn is its transpose
    Vec3 right = plane.columnAxis().times(turn.xx()).plus(plane.rowAxis().times(turn.xy()));
    Vec3 down = plane.columnAxis().times(turn.yx()).plus(plane.rowAxis().times(turn.yy()));
    return new Edges(
        letters(right.times(-1)), letters(right), letters(down.times(-1)), letters(down));
  }

  /** Where a plane lies along its normal, such as {@code H 34.5 mm}. */
  static String position(Plane plane) {
    Vec3 n = plane.normal();
    Vec3 o = plane.toPatient((plane.columns() - 1) / 2.0, (plane.rows() - 1) / 2.0);
    double x = Math.abs(n.x());
    double y = Math.abs(n.y());
    double z = Math.abs(n.z());
    if (z >= x && z >= y) {
      return said(o.z(), "H", "F");
    }
    return y >= x ? said(o.y(), "P", "A") : said(o.x(), "L", "R");
  }

  private static String said(double mm, String plus, String minus) {
    return String.format(java.util.Locale.ROOT, "%s %.1f mm", mm < 0 ? minus : plus, Math.abs(mm));
  }
}
