package org.fovea.imaging.geometry;

/**
 * A regular grid of voxels in the patient. Index (column i, row j, slice k) has its centre at
 * {@code origin + i·columnSpacing·columnAxis + j·rowSpacing·rowAxis + k·sliceSpacing·sliceAxis};
 * linear index {@code (k·rows + j)·columns + i}.
 *
 * @param origin centre of voxel (0,0,0), mm
 * @param columnAxis unit direction of growing column index
 * @param rowAxis unit direction of growing row index
 * @param sliceAxis unit direction of growing slice index; perpendicular to the others unless the
 *     acquisition was sheared
 */
public record Grid(
    Vec3 origin,
    Vec3 columnAxis,
    Vec3 rowAxis,
    Vec3 sliceAxis,
    double columnSpacingMm,
    double rowSpacingMm,
    double sliceSpacingMm,
    int columns,
    int rows,
    int slices) {

  public Vec3 toPatient(double i, double j, double k) {
    return origin
        .plus(columnAxis.times(i * columnSpacingMm))
        .plus(rowAxis.times(j * rowSpacingMm))
        .plus(sliceAxis.times(k * sliceSpacingMm));
  }

  /** Fractional (column, row, slice) index of a patient point; exact for sheared grids too. */
  public Vec3 toIndex(Vec3 p) {
    Vec3 d = p.minus(origin);
    double det = columnAxis.dot(rowAxis.cross(sliceAxis));
    return new Vec3(
        d.dot(rowAxis.cross(sliceAxis)) / det / columnSpacingMm,
        d.dot(sliceAxis.cross(columnAxis)) / det / rowSpacingMm,
        d.dot(columnAxis.cross(rowAxis)) / det / sliceSpacingMm);
  }

  /** The plane of slice k. */
  public Plane plane(int k) {
    return new Plane(
        toPatient(0, 0, k), columnAxis, rowAxis, columnSpacingMm, rowSpacingMm, columns, rows);
  }

  /** Volume of one voxel in millilitres. */
  public double voxelMl() {
    double det = Math.abs(columnAxis.dot(rowAxis.cross(sliceAxis)));
    return columnSpacingMm * rowSpacingMm * sliceSpacingMm * det / 1000;
  }

  /** Number of voxels. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(columns, rows), slices);
  }

  public int index(int i, int j, int k) {
    return (k * rows + j) * columns + i;
  }
}
