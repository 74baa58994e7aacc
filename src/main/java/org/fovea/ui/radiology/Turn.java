package org.fovea.ui.radiology;

/**
 * A turn or reflection of the image on screen: {@code screen = (xx·x + xy·y, yx·x + yy·y)}, x to
 * the right, y down. One of the eight that map the pixel axes onto the screen's.
 */
public record Turn(int xx, int xy, int yx, int yy) {
  /** As stored. */
  public static final Turn NONE = new Turn(1, 0, 0, 1);

  /** This, then a quarter turn clockwise. */
  public Turn clockwise() {
    return new Turn(-yx, -yy, xx, xy);
  }

  /** This, then left and right exchanged on the screen. */
  public Turn flippedHorizontally() {
    return new Turn(-xx, -xy, yx, yy);
  }

  /** This, then top and bottom exchanged on the screen. */
  public Turn flippedVertically() {
    return new Turn(xx, xy, -yx, -yy);
  }

  /** Whether columns run vertically on the screen. */
  public boolean sideways() {
    return xx == 0;
  }
}
