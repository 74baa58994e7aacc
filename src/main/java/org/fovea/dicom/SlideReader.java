package org.fovea.dicom;

import org.fovea.common.FoveaException;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/** Opens whole-slide images. Reads headers and offsets, no pixels before they are asked for. */
public interface SlideReader {

  /**
   * Opens a slide for reading tile by tile.
   *
   * @return to be closed; holds its files open
   * @throws FoveaException if a file cannot be read
   */
  TileSource open(SlideImage image) throws FoveaException;

  /**
   * The label, the overview or the thumbnail, whole.
   *
   * @throws FoveaException if it cannot be decoded, or is larger than such a picture is
   */
  Tile picture(SlideImage.AssociatedImage image) throws FoveaException;
}
