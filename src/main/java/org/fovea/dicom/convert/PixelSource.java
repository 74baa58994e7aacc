package org.fovea.dicom.convert;

import java.util.Optional;
import org.fovea.common.FoveaException;

/** The pixels of one picture, handed out piece by piece. Used by one thread at a time. */
public interface PixelSource {

  /** Width, pixels. */
  int columns();

  /** Height, pixels. */
  int rows();

  /**
   * Reads a rectangle that lies inside the picture. Rectangles are asked for once each, in the
   * order of reading: from left to right, then from top to bottom, those of one row with the same y
   * and height.
   *
   * @param rgb receives 8-bit red, green and blue interleaved by pixel, row by row without padding:
   *     {@code 3 * width * height} bytes from 0
   * @throws FoveaException if the pixels cannot be read
   */
  void read(int x, int y, int width, int height, byte[] rgb) throws FoveaException;

  /**
   * The same pixels as tiles that are coded in a way that DICOM takes, to be kept as they are;
   * empty where they have to be encoded.
   */
  default Optional<CodedTiles> coded() {
    return Optional.empty();
  }
}
