package org.fovea.imaging.slide;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final String HE = "h&e";
  private static final String EOSIN = "eosin";

  /** In British and American spelling. */
  private static final String HEMATOXYLIN = "matoxylin";

  public Slide {
    stains = List.copyOf(stains);
    levels = List.copyOf(levels);
  }

  /** The highest resolution, whose pixels are the coordinates of outlines and maps. */
  public SlideLevel highest() {
    return levels.getFirst();
  }

  /** Whether the header names haematoxylin and eosin, in either spelling or by their letters. */
  public boolean hematoxylinEosin() {
    String all = String.join(" ", stains).toLowerCase(Locale.ROOT);
    return all.contains(HE) || all.contains(EOSIN) && all.contains(HEMATOXYLIN);
  }

  /**
   * The stains in one line, haematoxylin and eosin as H&amp;E; empty where the header is silent.
   */
  public String stainsInBrief() {
    if (!hematoxylinEosin()) {
      return String.join(", ", stains);
    }
    Stream<String> others =
        stains.stream()
            .filter(
                stain -> {
                  String s = stain.toLowerCase(Locale.ROOT);
                  return Stream.of(HE, EOSIN, HEMATOXYLIN).noneMatch(s::contains);
                });
    return Stream.concat(Stream.of("H&E"), others).collect(Collectors.joining(", "));
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
