package org.fovea.inference;

import org.fovea.common.FoveaException;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.TileSource;

/**
 * One slide that a bundle may look at.
 *
 * @param slideInstanceUid SOP Instance UID of its highest resolution
 * @param opener opens the tiles, when they are wanted
 */
public record SlideInput(
    String studyInstanceUid,
    String patientId,
    String slideInstanceUid,
    Slide slide,
    Opener opener) {

  /** Opens the tiles of the slide. */
  @FunctionalInterface
  public interface Opener {
    TileSource open() throws FoveaException;
  }
}
