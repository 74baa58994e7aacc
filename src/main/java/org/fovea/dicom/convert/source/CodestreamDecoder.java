package org.fovea.dicom.convert.source;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.fovea.dicom.convert.ImageCodecs;
import org.fovea.dicom.decode.Codestream;
import org.fovea.dicom.decode.NativeCodecs;
import org.fovea.dicom.decode.SubsampledJpeg2000;

/** Decodes JPEG and JPEG 2000 codestreams of 8 bits to interleaved RGB. */
final class CodestreamDecoder {
  private CodestreamDecoder() {}

  /**
   * Decodes a stream that is complete on its own.
   *
   * @param ycbcr whether the components have to be turned from YCbCr into RGB
   * @throws IOException if it is damaged, or its size is another one
   */
  static byte[] decode(byte[] stream, int columns, int rows, boolean ycbcr) throws IOException {
    Codestream header = Codestream.of(stream);
    if (header.columns() != columns || header.rows() != rows) {
      throw new IOException(
          "codestream of " + header.columns() + " by " + header.rows() + " pixels");
    }
    if (header.precision() != 8 || header.components() != 1 && header.components() != 3) {
      throw new IOException("codestream of " + header.components() + " components");
    }
    byte[] values;
    boolean jpeg = header.kind() == Codestream.Kind.JPEG;
    boolean subsampled = !jpeg && SubsampledJpeg2000.is(stream);
    if (subsampled) {
      values = SubsampledJpeg2000.decode(stream, header);
    } else if (NativeCodecs.available()) {
      values = (byte[]) NativeCodecs.decode(stream, header, jpeg && ycbcr);
    } else if (jpeg) {
      values = plain(stream);
      if (ycbcr) {
        toRgb(values);
      }
    } else {
      throw new IOException("no decoder for JPEG 2000 on this system");
    }
    if (!jpeg && ycbcr && !subsampled) {
      toRgb(values);
    }
    return header.components() == 1 ? threefold(values) : values;
  }

  private static byte[] plain(byte[] stream) throws IOException {
    ImageReader reader = ImageCodecs.reader("jpeg");
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
      reader.setInput(in, true, true);
      Raster raster = reader.readRaster(0, null);
      int[] all =
          raster.getPixels(
              raster.getMinX(),
              raster.getMinY(),
              raster.getWidth(),
              raster.getHeight(),
              (int[]) null);
      byte[] values = new byte[all.length];
      for (int i = 0; i < all.length; i++) {
        values[i] = (byte) all[i];
      }
      return values;
    } finally {
      reader.dispose();
    }
  }

  private static byte[] threefold(byte[] grey) {
    byte[] rgb = new byte[3 * grey.length];
    for (int i = 0; i < grey.length; i++) {
      rgb[3 * i] = grey[i];
      rgb[3 * i + 1] = grey[i];
      rgb[3 * i + 2] = grey[i];
    }
    return rgb;
  }

  /** Full-range ITU-R BT.601, in place. */
  private static void toRgb(byte[] v) {
    for (int i = 0; i + 2 < v.length; i += 3) {
      double y = v[i] & 0xff;
      double cb = (v[i + 1] & 0xff) - 128;
      double cr = (v[i + 2] & 0xff) - 128;
      v[i] = clamp(y + 1.402 * cr);
      v[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
      v[i + 2] = clamp(y + 1.772 * cb);
    }
  }

  private static byte clamp(double v) {
    return (byte) Math.clamp(Math.round(v), 0, 255);
  }
}
