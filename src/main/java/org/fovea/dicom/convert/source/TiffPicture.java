package org.fovea.dicom.convert.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.common.FoveaException;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.convert.PixelSource;
import org.fovea.dicom.convert.SlideContent;
import org.fovea.dicom.convert.TileCoding;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * A TIFF file: one picture, a pyramid of the same picture in several resolutions, or Aperio's SVS
 * with pictures of the glass. The highest resolution is taken; the lower ones are computed from it,
 * so that each is half of the one before.
 */
final class TiffPicture implements SourcePicture {
  private static final int MASK = 4;

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss", Locale.ROOT);

  private final Path path;
  private final FileChannel channel;
  private final Failures failures;
  private final FileBytes bytes;
  private final TiffBlocks blocks;
  private final PixelSource base;
  private final Scale scale;
  private final byte[] profile;
  private final AperioDescription aperio;
  private final LocalDateTime written;
  private final List<SlideContent.Associated> associated = new ArrayList<>();

  /**
   * @param channel closed with this picture
   */
  TiffPicture(Path path, FileChannel channel) throws IOException, FoveaException {
    this.path = path;
    this.channel = channel;
    this.failures = new Failures(path);
    this.bytes = new FileBytes(channel);
    List<Tiff.Directory> directories = new Tiff(bytes).directories();
    String description = directories.getFirst().text(Tiff.IMAGE_DESCRIPTION);
    aperio = AperioDescription.is(description) ? new AperioDescription(description) : null;
    Tiff.Directory highest = aperio == null ? highest(directories) : directories.getFirst();
    blocks = TiffBlocks.of(highest, bytes.size(), failures);
    base = new TiffPixels(bytes, blocks, failures);
    written = moment(highest.text(Tiff.DATE_TIME));
    profile = Profiles.checked(highest.bytes(Tiff.ICC_PROFILE));
    if (aperio == null) {
      scale = TiffScale.of(highest, description);
    } else {
      scale = aperio.scale();
      for (Tiff.Directory d : directories.subList(1, directories.size())) {
        glass(d);
      }
    }
  }

  /** The tag DateTime; null where it holds none. */
  private static LocalDateTime moment(String text) {
    try {
      return text.isBlank() ? null : LocalDateTime.parse(text.strip(), DATE_TIME);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * The largest picture.
   *
   * @throws FoveaException if there are two of its size: which of them is the slide cannot be told
   */
  private Tiff.Directory highest(List<Tiff.Directory> directories)
      throws IOException, FoveaException {
    Tiff.Directory best = null;
    long most = 0;
    int equals = 0;
    for (Tiff.Directory d : directories) {
      if ((d.number(Tiff.NEW_SUBFILE_TYPE, 0) & MASK) != 0 || !d.has(Tiff.IMAGE_WIDTH)) {
        continue;
      }
      long pixels =
          Math.multiplyExact(d.number(Tiff.IMAGE_WIDTH, 0), d.number(Tiff.IMAGE_LENGTH, 0));
      if (pixels > most) {
        best = d;
        most = pixels;
        equals = 1;
      } else if (pixels == most) {
        equals++;
      }
    }
    if (best == null) {
      throw new IOException("no picture");
    }
    if (equals > 1) {
      throw failures.unsupported("pages", equals);
    }
    return best;
  }

  /** Takes a picture of the glass: in strips, and named in its description, or the second. */
  private void glass(Tiff.Directory d) throws IOException {
    if (d.has(Tiff.TILE_OFFSETS)) {
      return; // a level
    }
    String description = d.text(Tiff.IMAGE_DESCRIPTION);
    long type = d.number(Tiff.NEW_SUBFILE_TYPE, 0);
    String kind =
        AperioDescription.is(description) ? new AperioDescription(description).kind() : "";
    SlideImage.Kind shown =
        switch (kind) {
          case "label" -> SlideImage.Kind.LABEL;
          case "macro" -> SlideImage.Kind.OVERVIEW;
          default ->
              type == 1
                  ? SlideImage.Kind.LABEL
                  : type == 9 ? SlideImage.Kind.OVERVIEW : SlideImage.Kind.THUMBNAIL;
        };
    if (associated.stream().anyMatch(a -> a.kind() == shown)) {
      return;
    }
    try {
      TiffBlocks shape = TiffBlocks.of(d, bytes.size(), failures);
      associated.add(
          new SlideContent.Associated(
              shown, new TiffPixels(bytes, shape, failures), history(shape)));
    } catch (FoveaException e) {
      // A slide is worth more than the picture of its glass.
      org.slf4j.LoggerFactory.getLogger(TiffPicture.class)
          .warn("a picture of the glass is left out: {}", e.getMessage());
    }
  }

  private static SlideContent.History history(TiffBlocks blocks) {
    if (!blocks.lossy()) {
      return SlideContent.History.NONE;
    }
    double ratio = 3.0 * blocks.columns() * blocks.rows() / Math.max(1, blocks.codedBytes());
    return new SlideContent.History(
        blocks.jpeg2000() ? TileCoding.JPEG_2000 : TileCoding.JPEG, ratio, "");
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public PixelSource base() {
    return base;
  }

  @Override
  public Scale scale() {
    return scale;
  }

  @Override
  public SlidePlacement placement() {
    return aperio == null ? null : aperio.placement();
  }

  @Override
  public double objectivePower() {
    return aperio == null ? Double.NaN : aperio.objectivePower();
  }

  @Override
  public LocalDateTime scanned() {
    LocalDateTime said = aperio == null ? null : aperio.scanned();
    return said == null ? written : said;
  }

  @Override
  public byte[] iccProfile() {
    return profile;
  }

  @Override
  public SlideContent.History history() {
    return history(blocks);
  }

  @Override
  public List<SlideContent.Associated> associated() {
    return List.copyOf(associated);
  }

  @Override
  public void close() throws FoveaException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failures.inaccessible(e);
    }
  }
}
