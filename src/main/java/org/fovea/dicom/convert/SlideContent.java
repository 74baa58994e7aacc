package org.fovea.dicom.convert;

import java.util.List;
import org.fovea.dicom.SlideImage;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * The pictures of one slide and their scale.
 *
 * @param base the highest resolution
 * @param spacingXMm distance between the centres of neighbouring pixels along a row of the highest
 *     resolution, mm
 * @param spacingYMm the same along a column, mm
 * @param placement where the matrix lies on the glass
 * @param objectivePower nominal magnification of the objective; NaN where not known
 * @param iccProfile colour profile of the pixels; null for sRGB
 * @param history how the pixels were coded before they came here
 * @param associated label, overview and thumbnail; may be empty
 */
public record SlideContent(
    PixelSource base,
    double spacingXMm,
    double spacingYMm,
    SlidePlacement placement,
    double objectivePower,
    byte[] iccProfile,
    History history,
    List<Associated> associated) {

  /** A placement for pictures of which only the scale is known: the slide's origin. */
  public static final SlidePlacement AT_ORIGIN =
      new SlidePlacement(new Vec3(0, 0, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0));

  public SlideContent {
    associated = List.copyOf(associated);
    if (!(spacingXMm > 0 && spacingYMm > 0)
        || Double.isInfinite(spacingXMm)
        || Double.isInfinite(spacingYMm)) {
      throw new IllegalArgumentException("spacing " + spacingXMm + ", " + spacingYMm);
    }
  }

  /**
   * A picture without a history and without others beside it.
   *
   * @param micrometresPerPixel of the highest resolution, along rows and columns
   */
  public static SlideContent of(PixelSource base, double micrometresPerPixel) {
    double mm = micrometresPerPixel / 1000;
    return new SlideContent(base, mm, mm, AT_ORIGIN, Double.NaN, null, History.NONE, List.of());
  }

  /**
   * What was lost before.
   *
   * @param lossyMethod Lossy Image Compression Method of the file the pixels come from; empty where
   *     it lost nothing
   * @param ratio its compression ratio; NaN where not known
   * @param note what the file says of itself, for Derivation Description; may be empty
   */
  public record History(String lossyMethod, double ratio, String note) {
    /** Nothing was lost. */
    public static final History NONE = new History("", Double.NaN, "");

    public boolean lossy() {
      return !lossyMethod.isEmpty();
    }
  }

  /** A picture of the glass itself. */
  public record Associated(SlideImage.Kind kind, PixelSource pixels, History history) {}
}
