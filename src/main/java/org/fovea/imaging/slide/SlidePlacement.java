package org.fovea.imaging.slide;

import org.fovea.imaging.geometry.Vec3;

/**
 * Where the total pixel matrix lies in the slide coordinate system (PS3.3 C.8.12.2): x and y in the
 * plane of the slide, z its normal, mm.
 *
 * @param origin centre of the first pixel of the matrix of the highest resolution, mm (Total Pixel
 *     Matrix Origin Sequence)
 * @param rowDirection unit vector along a row, to the right of the image (Image Orientation
 *     (Slide), first three values)
 * @param columnDirection unit vector along a column, downwards in the image
 */
public record SlidePlacement(Vec3 origin, Vec3 rowDirection, Vec3 columnDirection) {

  /**
   * The slide coordinates, mm, of a point of the matrix of the highest resolution.
   *
   * @param x pixels from the left edge of the matrix (the centre of the first pixel is at 0.5)
   * @param y pixels from the upper edge
   */
  public Vec3 toSlide(double x, double y, SlideLevel highest) {
    return origin
        .plus(rowDirection.times((x - 0.5) * highest.spacingXMm()))
        .plus(columnDirection.times((y - 0.5) * highest.spacingYMm()));
  }

  /**
   * The point of the matrix of the highest resolution, pixels from its upper left corner, of slide
   * coordinates, mm: the reverse of {@link #toSlide}.
   *
   * @return x and y
   */
  public double[] toMatrix(Vec3 p, SlideLevel highest) {
    Vec3 d = p.minus(origin);
    return new double[] {
      d.dot(rowDirection) / highest.spacingXMm() + 0.5,
      d.dot(columnDirection) / highest.spacingYMm() + 0.5
    };
  }
}
