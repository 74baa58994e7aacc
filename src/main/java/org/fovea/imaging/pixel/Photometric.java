package org.fovea.imaging.pixel;

/** How stored values of a decoded frame are to be read (DICOM PS3.3 C.7.6.3.1.2). */
public enum Photometric {
  MONOCHROME1,
  MONOCHROME2,
  PALETTE_COLOR,
  /** Three samples, interleaved; every YBR coding has been turned into this by the decoder. */
  RGB
}
