package org.fovea.dicom.decode;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG 2000 whose chrominance has fewer columns or rows than its brightness, as Aperio's scanners
 * write it (tag 33003 of their TIFF); the native decoder refuses it.
 */
public final class SubsampledJpeg2000 {
  private static final int COMPONENTS = 40;

  private SubsampledJpeg2000() {}

  /** Whether the SIZ marker (ISO/IEC 15444-1 A.5.1) names components of different sampling. */
  public static boolean is(byte[] b) {
    if (b.length < COMPONENTS + 11 || u16(b, 0) != 0xff4f || u16(b, 2) != 0xff51) {
      return false;
    }
    int n = u16(b, COMPONENTS);
    return n == 3 && (b[46] != b[43] || b[47] != b[44] || b[49] != b[43] || b[50] != b[44]);
  }

  /**
   * Decodes eight-bit colour.
   *
   * @return red, green and blue, interleaved by pixel
   * @throws IOException if the decoder gives up or gives back another shape
   */
  public static byte[] decode(byte[] bytes, Codestream stream) throws IOException {
    ImageReader reader = new J2KImageReaderSpi().createReaderInstance();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in);
      Raster raster = reader.read(0).getRaster();
      if (raster.getWidth() != stream.columns()
          || raster.getHeight() != stream.rows()
          || raster.getNumBands() != 3
          || stream.precision() != 8) {
        throw new IOException("the decoder gave back another shape");
      }
      int[] values =
          raster.getPixels(
              raster.getMinX(), raster.getMinY(), stream.columns(), stream.rows(), (int[]) null);
      byte[] rgb = new byte[values.length];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) values[i];
      }
      return rgb;
    } catch (RuntimeException e) {
      throw new IOException("the decoder gave up", e);
    } finally {
      reader.dispose();
    }
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }
}
