package org.fovea.dicom.assembly;

/**
 * By what frames at one position are told apart, in the order in which it is tried. The name in
 * lower case is the key of its words in the messages.
 */
enum Trait {
  STACK,
  IMAGE_TYPE,
  B_VALUE,
  ECHO,
  TEMPORAL_POSITION,
  INVERSION_TIME,
  TRIGGER_TIME,
  DIFFUSION_DIRECTION,
  DIMENSION,
  ACQUISITION,
  ACQUISITION_TIME
}
