package org.fovea.dicom.convert;

import org.fovea.imaging.geometry.Vec3;

/**
 * The shape of one object of a slide: a level, or a picture of the glass.
 *
 * @param flavour Image Type, value 3 (PS3.3 C.8.12.4.1.1)
 * @param resampled whether it was computed from a higher resolution
 * @param columns width of the total pixel matrix
 * @param rows height of the total pixel matrix
 * @param tileColumns width of its frames
 * @param tileRows height of its frames
 * @param spacingXMm along a row, mm; NaN where not known
 * @param spacingYMm along a column, mm; NaN where not known
 * @param origin centre of its first pixel on the slide, mm
 * @param number Instance Number
 */
record PictureShape(
    String flavour,
    boolean resampled,
    int columns,
    int rows,
    int tileColumns,
    int tileRows,
    double spacingXMm,
    double spacingYMm,
    Vec3 origin,
    int number) {

  /** Number of frames. */
  int frames() {
    return Math.multiplyExact(Math.ceilDiv(columns, tileColumns), Math.ceilDiv(rows, tileRows));
  }

  boolean volume() {
    return flavour.equals("VOLUME");
  }

  /** Bytes of its pixels before coding, without the filling of tiles at the edges. */
  long bytes() {
    return 3L * columns * rows;
  }
}
