package org.fovea.imaging.slide;

import java.util.List;
import org.fovea.imaging.Acquisition;

/**
 * A whole-slide image as its headers tell it, without pixels.
 *
 * @param frameOfReferenceUid empty where absent
 * @param containerIdentifier what is written on the glass or its barcode; empty where absent
 * @param stains stains in the words of the header, such as {@code hematoxylin stain}; empty where
 *     the header is silent
 * @param levels resolutions of the same scanned area, highest first; never empty
 */
public record Slide(
    String seriesInstanceUid,
    String frameOfReferenceUid,
    String containerIdentifier,
    String description,
    Acquisition acquisition,
    List<String> stains,
    SlidePlacement placement,
    List<SlideLevel> levels) {

  public Slide {
    stains = List.copyOf(stains);
    levels = List.copyOf(levels);
  }

  /** The highest resolution, whose pixels are the coordinates of outlines and maps. */
  public SlideLevel highest() {
    return levels.getFirst();
  }

  /** How many pixels of the highest resolution one pixel of a level is wide. */
  public double downsample(int level) {
    return (double) highest().columns() / levels.get(level).columns();
  }

  /** Whether lengths can be given in mm. */
  public boolean calibrated() {
    return highest().spacingXMm() > 0 && highest().spacingYMm() > 0;
  }
}
