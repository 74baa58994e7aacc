package org.fovea.dicom.assembly;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;

/** Where a frame lies: Image Plane (PS3.3 C.7.6.2) or its functional group macros (C.7.6.16.2). */
final class FramePlanes {
  /** Largest deviation of the direction cosines from unit length and right angles. */
  private static final double COSINE_TOLERANCE = 0.01;

  private FramePlanes() {}

  /**
   * The plane, or what is lacking for it.
   *
   * @param plane null where something is lacking
   * @param lack key of the messages; null where nothing is lacking
   */
  record Found(Plane plane, String lack) {
    static Found lacking(String key) {
      return new Found(null, key);
    }
  }

  static Found of(
      double[] position, double[] orientation, double[] spacing, int columns, int rows) {
    if (orientation.length != 6 || position.length != 3) {
      return Found.lacking("lack.position");
    }
    if (spacing.length != 2 || !(spacing[0] > 0) || !(spacing[1] > 0)) {
      return Found.lacking("lack.spacing");
    }
    Vec3 across = new Vec3(orientation[0], orientation[1], orientation[2]);
    Vec3 down = new Vec3(orientation[3], orientation[4], orientation[5]);
    if (Math.abs(across.length() - 1) > COSINE_TOLERANCE
        || Math.abs(down.length() - 1) > COSINE_TOLERANCE
        || Math.abs(across.dot(down)) > COSINE_TOLERANCE) {
      return Found.lacking("lack.orientation");
    }
    return new Found(
        new Plane(
            new Vec3(position[0], position[1], position[2]),
            across.unit(),
            down.unit(),
            spacing[1],
            spacing[0],
            columns,
            rows),
        null);
  }

  /** Of a single-frame object, or of a frame of an RT Dose. */
  static Found classic(Attributes data, int frame, int frames, int columns, int rows) {
    double[] position = Values.numbers(data, Tag.ImagePositionPatient);
    double[] orientation = Values.numbers(data, Tag.ImageOrientationPatient);
    double[] offsets = Values.numbers(data, Tag.GridFrameOffsetVector);
    if (frames > 1 && offsets.length != frames) {
      return Found.lacking("lack.position");
    }
    Found found = of(position, orientation, Values.numbers(data, Tag.PixelSpacing), columns, rows);
    if (frames == 1 || found.plane() == null) {
      return found;
    }
    // RT Dose, PS3.3 C.8.8.3.2: offsets along the normal, from 0 for the first frame.
    Plane first = found.plane();
    Vec3 origin = first.origin().plus(first.normal().times(offsets[frame] - offsets[0]));
    return new Found(
        new Plane(
            origin,
            first.columnAxis(),
            first.rowAxis(),
            first.columnSpacingMm(),
            first.rowSpacingMm(),
            columns,
            rows),
        null);
  }

  static Found enhanced(FunctionalGroups groups, int frame, int columns, int rows) {
    return of(
        Values.numbers(groups.macro(frame, Tag.PlanePositionSequence), Tag.ImagePositionPatient),
        Values.numbers(
            groups.macro(frame, Tag.PlaneOrientationSequence), Tag.ImageOrientationPatient),
        Values.numbers(groups.macro(frame, Tag.PixelMeasuresSequence), Tag.PixelSpacing),
        columns,
        rows);
  }
}
