package org.fovea.imaging.pixel;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the header of a frame asks for its values to be shown.
 *
 * @param vois named windows and tables of the header, the first is the default; may be empty
 * @param paddingLow lowest stored value that is padding and not tissue
 * @param paddingHigh highest such value (Pixel Padding Range Limit), equal to low where not ranged
 * @param palette for PALETTE COLOR: 0xRRGGBB by stored value minus {@code paletteFirst}; else null
 */
public record Presentation(
    ModalityLut modalityLut,
    List<NamedVoi> vois,
    OptionalDouble paddingLow,
    OptionalDouble paddingHigh,
    int[] palette,
    int paletteFirst) {

  /** A window or table with the explanation that the header gives it; empty where it gives none. */
  public record NamedVoi(String explanation, VoiLut lut) {}
}
