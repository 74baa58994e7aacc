package org.fovea.dicom.convert.source;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.PixelSource;
import org.fovea.dicom.convert.SlideContent;
import org.fovea.imaging.slide.SlidePlacement;

/** A picture that is not DICOM, opened for conversion. Used by one thread. */
public interface SourcePicture extends AutoCloseable {

  Path path();

  /** The picture at its highest resolution. */
  PixelSource base();

  /** The scale that the file states; null where it states none, or none that can be believed. */
  Scale scale();

  /** Where on the glass the picture lies; null where the file does not say. Needs the scale. */
  default SlidePlacement placement() {
    return null;
  }

  /** Nominal magnification of the objective; NaN where the file does not say. */
  default double objectivePower() {
    return Double.NaN;
  }

  /** When it was scanned; null where the file does not say. */
  default LocalDateTime scanned() {
    return null;
  }

  /** Whether pixels are black or white only, as those of a mask and not of tissue. */
  default boolean blackAndWhite() {
    return false;
  }

  /** ICC profile of the pixels; null where there is none. */
  default byte[] iccProfile() {
    return null;
  }

  /** What compression cost in the file. */
  SlideContent.History history();

  /** Pictures of the glass. */
  default List<SlideContent.Associated> associated() {
    return List.of();
  }

  @Override
  void close() throws FoveaException;
}
