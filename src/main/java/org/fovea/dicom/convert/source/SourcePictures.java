package org.fovea.dicom.convert.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.fovea.common.FoveaException;

/** Opens PNG, JPEG, TIFF and SVS files, by what they begin with and not by their names. */
public final class SourcePictures {
  private static final int PNG = 0x89504e47;

  private SourcePictures() {}

  private enum Kind {
    PNG,
    JPEG,
    TIFF,
    NONE
  }

  /** Whether a file begins as one of these does. False where it cannot be read. */
  public static boolean recognises(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return kind(channel) != Kind.NONE;
    } catch (IOException e) {
      return false;
    }
  }

  private static Kind kind(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8);
    while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
      // until there are eight or no more
    }
    if (head.hasRemaining()) {
      return Kind.NONE;
    }
    int first = head.getInt(0);
    if (first == PNG && head.getInt(4) == 0x0d0a1a0a) {
      return Kind.PNG;
    }
    if (first >>> 8 == 0xffd8ff) {
      return Kind.JPEG;
    }
    return switch (first) {
      case 0x49492a00, 0x49492b00, 0x4d4d002a, 0x4d4d002b -> Kind.TIFF;
      default -> Kind.NONE;
    };
  }

  /**
   * Opens a file and reads its headers, no pixels.
   *
   * @return to be closed; null where the file is none of these
   * @throws FoveaException if it cannot be read, is damaged or of a kind that is not taken
   */
  public static SourcePicture open(Path path) throws FoveaException {
    Failures failures = new Failures(path);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw failures.inaccessible(e);
    }
    SourcePicture picture = null;
    try {
      picture =
          switch (kind(channel)) {
            case PNG -> new PngPicture(path, channel);
            case JPEG -> new JpegPicture(path, channel);
            case TIFF -> new TiffPicture(path, channel);
            case NONE -> null;
          };
      return picture;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw failures.damaged(e);
    } finally {
      if (picture == null) {
        try {
          channel.close();
        } catch (IOException e) {
          org.slf4j.LoggerFactory.getLogger(SourcePictures.class).warn("a file stays open", e);
        }
      }
    }
  }
}
