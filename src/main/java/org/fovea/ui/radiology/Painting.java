package org.fovea.ui.radiology;

import org.fovea.imaging.geometry.Plane;

/** What brush and eraser do when they are dragged over a picture. */
interface Painting {
  /**
   * Begins a stroke.
   *
   * @param shown what is painted on
   * @return null, or why nothing can be painted here, in words for the user
   */
  String begin(Shown shown, Plane plane, boolean erase);

  /** Goes on with the stroke at an image point. */
  void at(Point image);

  void end();

  /** Radius of the brush, mm. */
  double radius();

  /** Makes the brush larger or smaller. */
  void resize(int steps);
}
