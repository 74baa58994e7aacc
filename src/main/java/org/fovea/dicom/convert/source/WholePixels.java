package org.fovea.dicom.convert.source;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.ImageCodecs;
import org.fovea.dicom.convert.PixelSource;

/**
 * A picture that has to be decoded as a whole, because its coding brings it in several passes over
 * all rows: interlaced PNG, progressive JPEG. Refused where it is too large for that.
 */
final class WholePixels implements PixelSource {
  /** Bytes of the decoded picture beyond which it is refused. */
  private static final long LIMIT = 1L << 30;

  private final Path path;
  private final String format;
  private final int columns;
  private final int rows;
  private final Failures failures;
  private BufferedImage image;

  WholePixels(Path path, String format, int columns, int rows, Failures failures)
      throws FoveaException {
    this.path = path;
    this.format = format;
    this.columns = columns;
    this.rows = rows;
    this.failures = failures;
    // The decoder keeps coefficients of two bytes beside the pixels.
    long bytes = 9L * columns * rows;
    if (3L * columns * rows > LIMIT || bytes > Runtime.getRuntime().maxMemory()) {
      throw failures.limit("whole", columns, rows);
    }
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void read(int x, int y, int width, int height, byte[] rgb) throws FoveaException {
    if (image == null) {
      image = decode();
    }
    RasterRows.copy(image, x, y, width, height, rgb);
  }

  private BufferedImage decode() throws FoveaException {
    ImageReader reader = ImageCodecs.reader(format);
    try (FileImageInputStream in = new FileImageInputStream(path.toFile())) {
      reader.setInput(in, true, true);
      BufferedImage read = reader.read(0);
      if (read.getWidth() != columns || read.getHeight() != rows) {
        throw failures.damaged(null);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      throw failures.damaged(e);
    } finally {
      reader.dispose();
    }
  }
}
