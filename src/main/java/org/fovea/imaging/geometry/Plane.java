package org.fovea.imaging.geometry;

/**
 * Where one image lies in the patient (DICOM PS3.3 C.7.6.2, Image Plane).
 *
 * @param origin centre of the first pixel, mm (Image Position (Patient))
 * @param columnAxis unit direction in which the column index grows, along a row (first triplet of
 *     Image Orientation (Patient))
 * @param rowAxis unit direction in which the row index grows, down a column (second triplet)
 * @param columnSpacingMm distance of neighbouring columns' centres, mm (second value of Pixel
 *     Spacing)
 * @param rowSpacingMm distance of neighbouring rows' centres, mm (first value of Pixel Spacing)
 */
public record Plane(
    Vec3 origin,
    Vec3 columnAxis,
    Vec3 rowAxis,
    double columnSpacingMm,
    double rowSpacingMm,
    int columns,
    int rows) {

  /** Unit normal, column axis × row axis. */
  public Vec3 normal() {
    return columnAxis.cross(rowAxis).unit();
  }

  /** Patient coordinates, mm, of a (fractional) pixel index; 0,0 is the first pixel's centre. */
  public Vec3 toPatient(double column, double row) {
    return origin
        .plus(columnAxis.times(column * columnSpacingMm))
        .plus(rowAxis.times(row * rowSpacingMm));
  }

  /** Fractional column of a patient point projected onto the plane. */
  public double column(Vec3 p) {
    return p.minus(origin).dot(columnAxis) / columnSpacingMm;
  }

  /** Fractional row of a patient point projected onto the plane. */
  public double row(Vec3 p) {
    return p.minus(origin).dot(rowAxis) / rowSpacingMm;
  }

  /** Signed distance, mm, of a patient point from the plane, along the normal. */
  public double distance(Vec3 p) {
    return p.minus(origin).dot(normal());
  }
}
