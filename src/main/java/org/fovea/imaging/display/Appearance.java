package org.fovea.imaging.display;

import java.util.OptionalDouble;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.VoiLut;

/**
 * How a frame is to be shown.
 *
 * @param voi ignored for colour
 * @param inverted whether the user asks for negative brightness; that of MONOCHROME1 comes on top
 * @param paddingLow lowest stored value that is padding, shown black
 * @param paddingHigh highest such value
 * @param palette 0xRRGGBB by stored value minus {@code paletteFirst}; null where there is none
 */
public record Appearance(
    ModalityLut modalityLut,
    VoiLut voi,
    boolean inverted,
    OptionalDouble paddingLow,
    OptionalDouble paddingHigh,
    int[] palette,
    int paletteFirst) {

  /** As the header asks for it, with a window of one's own. */
  public static Appearance of(Presentation p, VoiLut voi, boolean inverted) {
    return new Appearance(
        p.modalityLut(),
        voi,
        inverted,
        p.paddingLow(),
        p.paddingHigh(),
        p.palette(),
        p.paletteFirst());
  }

  /** Whether a stored value is padding. */
  boolean padding(double stored) {
    return paddingLow.isPresent()
        && stored >= Math.min(paddingLow.getAsDouble(), high())
        && stored <= Math.max(paddingLow.getAsDouble(), high());
  }

  private double high() {
    return paddingHigh.orElse(paddingLow.getAsDouble());
  }
}
