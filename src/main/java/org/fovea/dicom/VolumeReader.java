package org.fovea.dicom;

import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.imaging.volume.Volume;

/** Reads a stack that forms a regular volume. */
public interface VolumeReader {

  /**
   * Values of the modality, slice by slice, on {@link Stack#grid()}.
   *
   * @throws FoveaException if the stack has no grid, is in colour, or a frame cannot be decoded
   */
  Volume read(Stack stack, Progress progress) throws FoveaException;
}
