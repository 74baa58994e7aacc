package org.fovea.dicom.slide;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.SlideReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads slides by way of the decoders of other images, frame by frame. Holds no file open. */
public final class DicomSlideReader implements SlideReader {
  private static final Logger LOG = LoggerFactory.getLogger(DicomSlideReader.class);
  private static final Text TEXT = Text.of(DicomSlideReader.class);

  /** No label and no overview has more pixels. */
  private static final long LARGEST_PICTURE = 64L << 20;

  /** Profiles of scanners are tables of colours at most this long, bytes. */
  private static final int LARGEST_PROFILE = 16 << 20;

  private final FilePixelReader pixels;
  private final boolean colourManaged;

  public DicomSlideReader(FilePixelReader pixels) {
    this(pixels, true);
  }

  /**
   * @param colourManaged whether ICC profiles are applied; without, colours are as stored
   */
  DicomSlideReader(FilePixelReader pixels, boolean colourManaged) {
    this.pixels = pixels;
    this.colourManaged = colourManaged;
  }

  @Override
  public TileSource open(SlideImage image) throws FoveaException {
    Slide slide = image.slide();
    List<LevelFrames> levels = new ArrayList<>();
    for (int i = 0; i < slide.levels().size(); i++) {
      levels.add(LevelFrames.of(image.levels().get(i), slide.levels().get(i), pixels));
    }
    return new DicomTileSource(slide, levels, pixels, table(image.highest()));
  }

  @Override
  public Tile picture(SlideImage.AssociatedImage image) throws FoveaException {
    Instance instance = image.instance();
    if ((long) instance.columns() * instance.rows() > LARGEST_PICTURE) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, instance.source().toString(), TEXT.get("picture.large"));
    }
    if (instance.frames() != 1) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED,
          instance.source().toString(),
          TEXT.get("picture.frames", instance.frames()));
    }
    Frame frame = pixels.frame(instance, 0);
    return TilePixels.of(frame, frame.columns(), frame.rows(), table(instance));
  }

  /** The conversion to sRGB; null where there is no profile, or none that can be used. */
  private SrgbTable table(Instance instance) throws FoveaException {
    if (!colourManaged) {
      return null;
    }
    Attributes header = pixels.header(instance.source());
    Attributes path = header.getNestedDataset(Tag.OpticalPathSequence);
    byte[] profile = path == null ? null : path.getSafeBytes(Tag.ICCProfile);
    if (profile == null) {
      profile = header.getSafeBytes(Tag.ICCProfile);
    }
    if (profile == null || profile.length == 0 || profile.length > LARGEST_PROFILE) {
      return null;
    }
    try {
      return SrgbTable.of(profile);
    } catch (RuntimeException e) {
      LOG.warn("the colour profile cannot be used; colours are shown as stored", e);
      return null;
    }
  }
}
