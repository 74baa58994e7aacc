package org.fovea.dicom.synthetic;

import java.time.LocalDate;
import org.fovea.imaging.geometry.Vec3;

/** One of the made-up patient's two dates: when, how the head lay, and how large the lesion was. */
public enum Visit {
  FIRST(LocalDate.of(2025, 3, 10), 1.5, -2.0, new Vec3(1.5, -2, 0), 14.5, 0.3),
  SECOND(LocalDate.of(2026, 3, 9), -2.5, 2.5, new Vec3(-2, 1, 2), 20.5, 1.0);

  final LocalDate date;
  final double yawDegrees;
  final double pitchDegrees;
  final Vec3 shiftMm;
  final double lesionRadiusMm;
  final double enhancement;

  Visit(
      LocalDate date,
      double yawDegrees,
      double pitchDegrees,
      Vec3 shiftMm,
      double lesionRadiusMm,
      double enhancement) {
    this.date = date;
    this.yawDegrees = yawDegrees;
    this.pitchDegrees = pitchDegrees;
    this.shiftMm = shiftMm;
    this.lesionRadiusMm = lesionRadiusMm;
    this.enhancement = enhancement;
  }

  public LocalDate date() {
    return date;
  }

  /** From the scanner's coordinates to those of the head: the pose undone. */
  Vec3 toHead(Vec3 scanner) {
    Vec3 p = scanner.minus(shiftMm);
    double yaw = StrictMath.toRadians(yawDegrees);
    double pitch = StrictMath.toRadians(pitchDegrees);
    double c = StrictMath.cos(yaw);
    double s = StrictMath.sin(yaw);
    double x = c * p.x() + s * p.y();
    double y = -s * p.x() + c * p.y();
    double cp = StrictMath.cos(pitch);
    double sp = StrictMath.sin(pitch);
    return new Vec3(x, cp * y + sp * p.z(), -sp * y + cp * p.z());
  }
}
