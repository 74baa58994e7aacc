package org.fovea.dicom;

import org.fovea.common.FoveaException;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Presentation;

/** Decodes frames, one at a time and only when asked. Safe for use by several threads at once. */
public interface PixelReader {

  /**
   * Stored values of one frame.
   *
   * @param frameIndex from 0
   * @throws FoveaException if the object is damaged, too large, or coded in a way not read here
   */
  Frame frame(Instance instance, int frameIndex) throws FoveaException;

  /** How the header asks for that frame to be shown, functional groups taken into account. */
  Presentation presentation(Instance instance, int frameIndex) throws FoveaException;
}
