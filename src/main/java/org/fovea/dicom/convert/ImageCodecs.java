package org.fovea.dicom.convert;

import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;

/**
 * The picture codecs of the JDK itself. The DICOM toolkit registers others under the same names,
 * which take no ordinary streams and no tables, and which comes first is chance.
 */
public final class ImageCodecs {
  private static final String JDK = "com.sun.imageio.";

  private ImageCodecs() {}

  /**
   * A reader, to be disposed of.
   *
   * @param format such as {@code jpeg}
   */
  public static ImageReader reader(String format) {
    for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format); all.hasNext(); ) {
      ImageReader reader = all.next();
      if (reader.getClass().getName().startsWith(JDK)) {
        return reader;
      }
    }
    throw new IllegalStateException("the JDK reads no " + format);
  }

  /**
   * A writer, to be disposed of.
   *
   * @param format such as {@code jpeg}
   */
  public static ImageWriter writer(String format) {
    for (Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName(format); all.hasNext(); ) {
      ImageWriter writer = all.next();
      if (writer.getClass().getName().startsWith(JDK)) {
        return writer;
      }
    }
    throw new IllegalStateException("the JDK writes no " + format);
  }
}
