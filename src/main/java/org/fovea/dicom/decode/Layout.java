package org.fovea.dicom.decode;

import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.PixelData;

/**
 * What the header says of the shape of its pixel data (PS3.3 C.7.6.3), checked before anything is
 * allocated.
 *
 * @param planar colour by plane, samples of one kind together
 */
record Layout(
    int columns,
    int rows,
    int samples,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean planar,
    String photometric,
    int frames) {

  /** One frame decoded may not be larger than this many values. */
  private static final long MAXIMUM_VALUES = 1L << 29;

  private static final Set<String> COLOURS =
      Set.of("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT");

  private static final Text TEXT = Text.of(Layout.class);

  static Layout of(DicomFile file) throws FoveaException {
    String source = file.source().toString();
    PixelData data =
        file.pixelData()
            .orElseThrow(
                () ->
                    new FoveaException(
                        ErrorCode.UNSUPPORTED,
                        source,
                        TEXT.get(file.truncated() ? "noImageTruncated" : "noImage")));
    Attributes a = file.dataset();
    int rows = a.getInt(Tag.Rows, 0);
    int columns = a.getInt(Tag.Columns, 0);
    int samples = a.getInt(Tag.SamplesPerPixel, 1);
    int allocated =
        switch (data.kind()) {
          case FLOAT -> 32;
          case DOUBLE -> 64;
          case INTEGER -> a.getInt(Tag.BitsAllocated, 0);
        };
    int stored =
        data.kind() == PixelData.Kind.INTEGER ? a.getInt(Tag.BitsStored, allocated) : allocated;
    int high = a.getInt(Tag.HighBit, stored - 1);
    int frames = frames(a, source);
    if (rows <= 0 || columns <= 0 || rows > 65535 || columns > 65535) {
      throw damaged(source, "noSize");
    }
    boolean known =
        switch (allocated) {
          case 1, 8, 16, 32 -> true;
          case 64 -> data.kind() == PixelData.Kind.DOUBLE;
          default -> false;
        };
    if (!known) {
      throw new FoveaException(ErrorCode.UNSUPPORTED, source, TEXT.get("bitsAllocated", allocated));
    }
    if (stored < 1 || stored > allocated || high < stored - 1 || high >= allocated) {
      throw damaged(source, "bitsContradict");
    }
    if (samples != 1 && samples != 3) {
      throw new FoveaException(ErrorCode.UNSUPPORTED, source, TEXT.get("samples", samples));
    }
    if ((long) rows * columns * samples > MAXIMUM_VALUES) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, source, TEXT.get("imageTooLarge", columns, rows));
    }
    String photometric =
        a.getString(Tag.PhotometricInterpretation, samples == 3 ? "RGB" : "MONOCHROME2").trim();
    if (samples == 3 && !COLOURS.contains(photometric)) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED, source, TEXT.get("colour", photometric, allocated));
    }
    return new Layout(
        columns,
        rows,
        samples,
        allocated,
        stored,
        high,
        data.kind() == PixelData.Kind.INTEGER && a.getInt(Tag.PixelRepresentation, 0) == 1,
        samples > 1 && a.getInt(Tag.PlanarConfiguration, 0) == 1,
        photometric,
        frames);
  }

  private static int frames(Attributes a, String source) throws FoveaException {
    String text = a.getString(Tag.NumberOfFrames, "1");
    try {
      int frames = Integer.parseInt(text.trim());
      if (frames < 1) {
        throw damaged(source, "noFrames");
      }
      return frames;
    } catch (NumberFormatException e) {
      throw damaged(source, "noFrames");
    }
  }

  private static FoveaException damaged(String source, String key) {
    return new FoveaException(ErrorCode.DAMAGED, source, TEXT.get(key));
  }

  /** Number of values of one frame. */
  int values() {
    return rows * columns * samples;
  }

  /** Colour in which two neighbours share their chrominance, uncompressed. */
  boolean subsampled() {
    return photometric.equals("YBR_FULL_422");
  }

  /** Colour as brightness and chrominance, to be turned into RGB here and not by a codec. */
  boolean ybr() {
    return samples == 3 && photometric.startsWith("YBR_FULL");
  }

  /** Bits of one uncompressed frame; 1-bit frames follow each other without padding. */
  long frameBits() {
    return subsampled() && samples == 3
        ? 2L * rows * columns * bitsAllocated
        : (long) rows * columns * samples * bitsAllocated;
  }
}
