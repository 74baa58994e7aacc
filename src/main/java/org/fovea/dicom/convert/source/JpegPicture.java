package org.fovea.dicom.convert.source;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.CodedTiles;
import org.fovea.dicom.convert.ImageCodecs;
import org.fovea.dicom.convert.PixelSource;
import org.fovea.dicom.convert.SlideContent;
import org.fovea.dicom.convert.SlideWriter;
import org.fovea.dicom.convert.TileCoding;

/**
 * A JPEG file. One that fits into a tile is kept as it is; a larger one is decoded in bands of rows
 * and encoded again in tiles.
 */
final class JpegPicture implements SourcePicture {
  /** A header longer than this, with its comments and thumbnails, is not looked through. */
  private static final int LONGEST_HEADER = 16 << 20;

  /** Pixels that one byte of JPEG may stand for; blank ones stay below a hundred. */
  private static final long MAXIMUM_COMPRESSION = 2000;

  /** Bytes of a decoded band: many rows, so that the file is not decoded too often. */
  private static final long BAND = 192L << 20;

  private final Path path;
  private final FileChannel channel;
  private final Failures failures;
  private final JpegStream stream;
  private final long length;
  private final PixelSource base;

  /**
   * @param channel closed with this picture
   */
  JpegPicture(Path path, FileChannel channel) throws IOException, FoveaException {
    this.path = path;
    this.channel = channel;
    this.failures = new Failures(path);
    FileBytes bytes = new FileBytes(channel);
    length = bytes.size();
    stream =
        JpegStream.of(
            bytes.read(0, Math.min(length, LONGEST_HEADER), ByteOrder.BIG_ENDIAN).array());
    int columns = stream.columns();
    int rows = stream.rows();
    if (columns < 1 || rows < 1) {
      throw failures.damaged(null);
    }
    if ((long) columns * rows > MAXIMUM_COMPRESSION * length) {
      throw failures.damaged("claims", null, columns, rows);
    }
    if (stream.precision() != 8) {
      throw failures.unsupported("bits", stream.precision());
    }
    if (stream.components() != 3 && stream.components() != 1) {
      throw failures.unsupported("samples", stream.components());
    }
    boolean small = columns <= SlideWriter.TILE && rows <= SlideWriter.TILE;
    if (small) {
      base = new OneTile(bytes.read(0, length, ByteOrder.BIG_ENDIAN).array());
    } else if (stream.process() == 0xc0 || stream.process() == 0xc1) {
      base = new Bands();
    } else {
      base = new WholePixels(path, "jpeg", columns, rows, failures);
    }
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
    int[] d = stream.density();
    if (d == null || d[1] == 0 || d[2] == 0) {
      return null;
    }
    return switch (d[0]) {
      case 1 -> Scale.believable(25.4 / d[1], 25.4 / d[2]);
      case 2 -> Scale.believable(10.0 / d[1], 10.0 / d[2]);
      default -> null;
    };
  }

  @Override
  public byte[] iccProfile() {
    return stream.components() == 3 ? Profiles.checked(stream.profile()) : null;
  }

  @Override
  public SlideContent.History history() {
    return new SlideContent.History(
        TileCoding.JPEG, 3.0 * stream.columns() * stream.rows() / length, "");
  }

  @Override
  public void close() throws FoveaException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failures.inaccessible(e);
    }
  }

  /** A file as small as a tile. */
  private final class OneTile implements PixelSource, CodedTiles {
    private final byte[] complete;
    private final boolean ycbcr = stream.ycbcr(true);

    OneTile(byte[] file) throws IOException {
      complete = JpegStream.complete(file, null, ycbcr);
    }

    @Override
    public int columns() {
      return stream.columns();
    }

    @Override
    public int rows() {
      return stream.rows();
    }

    @Override
    public void read(int x, int y, int width, int height, byte[] rgb) throws FoveaException {
      try {
        byte[] all = CodestreamDecoder.decode(complete, columns(), rows(), ycbcr);
        for (int v = 0; v < height; v++) {
          System.arraycopy(all, 3 * ((y + v) * columns() + x), rgb, 3 * v * width, 3 * width);
        }
      } catch (IOException | RuntimeException e) {
        throw failures.damaged(e);
      }
    }

    @Override
    public Optional<CodedTiles> coded() {
      return stream.baselineColour() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public TileCoding coding() {
      return ycbcr ? TileCoding.jpegYcbcr() : TileCoding.jpegRgb();
    }

    @Override
    public int tileColumns() {
      return columns();
    }

    @Override
    public int tileRows() {
      return rows();
    }

    @Override
    public byte[] tile(int column, int row) throws FoveaException {
      // A stream that is cut would be found by nobody before it is looked at.
      read(0, 0, columns(), rows(), new byte[3 * columns() * rows()]);
      return complete;
    }
  }

  /** Decodes as many rows at a time as {@link #BAND} holds. */
  private final class Bands implements PixelSource {
    private BufferedImage band;
    private int top;

    @Override
    public int columns() {
      return stream.columns();
    }

    @Override
    public int rows() {
      return stream.rows();
    }

    @Override
    public void read(int x, int y, int width, int height, byte[] rgb) throws FoveaException {
      if (band == null || y < top || y + height > top + band.getHeight()) {
        int rows = (int) Math.max(height, BAND / (3L * columns()));
        decode(y, Math.min(rows, rows() - y));
      }
      RasterRows.copy(band, x, y - top, width, height, rgb);
    }

    private void decode(int y, int rows) throws FoveaException {
      band = null; // before the next one is made
      ImageReader reader = ImageCodecs.reader("jpeg");
      boolean[] cut = new boolean[1];
      // The decoder fills up what is missing and only warns.
      reader.addIIOReadWarningListener(
          (r, warning) ->
              cut[0] |= warning.startsWith("Premature") || warning.startsWith("Corrupt"));
      try (FileImageInputStream in = new FileImageInputStream(path.toFile())) {
        reader.setInput(in, true, true);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(0, y, columns(), rows));
        band = reader.read(0, param);
        top = y;
        if (band.getWidth() != columns() || band.getHeight() != rows || cut[0]) {
          throw failures.damaged(null);
        }
      } catch (IOException | RuntimeException e) {
        throw failures.damaged(e);
      } finally {
        reader.dispose();
      }
    }
  }
}
