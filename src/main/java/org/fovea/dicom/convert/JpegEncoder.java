package org.fovea.dicom.convert;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.NodeList;

/**
 * JPEG baseline (process 1), YCbCr with chrominance halved along rows: the sampling that the name
 * YBR_FULL_422 means (PS3.5 8.2.1).
 */
public final class JpegEncoder implements TileEncoder {
  private static final String NATIVE = "javax_imageio_jpeg_image_1.0";
  private static final ColorModel RGB =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private final float quality;

  /**
   * @param quality 1 to 100, as the IJG software scales the tables of ISO/IEC 10918-1 Annex K
   */
  public JpegEncoder(int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality " + quality);
    }
    this.quality = quality / 100f;
  }

  @Override
  public TileCoding coding() {
    return TileCoding.jpegYcbcr();
  }

  @Override
  public byte[] encode(byte[] rgb, int columns, int rows) throws IOException {
    BufferedImage image = new BufferedImage(RGB, raster(rgb, columns, rows), false, null);
    ImageWriter writer = ImageCodecs.writer("jpeg");
    try {
      ImageWriteParam param = param(writer);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      halveChrominanceAlongRows(metadata);
      return write(writer, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
  }

  /** As {@link #encode}, with red, green and blue as components and no segment that says so. */
  public byte[] encodeUnturned(byte[] rgb, int columns, int rows) throws IOException {
    ImageWriter writer = ImageCodecs.writer("jpeg");
    try {
      return write(writer, new IIOImage(raster(rgb, columns, rows), null, null), param(writer));
    } finally {
      writer.dispose();
    }
  }

  private static WritableRaster raster(byte[] rgb, int columns, int rows) {
    return Raster.createInterleavedRaster(
        new DataBufferByte(rgb, 3 * columns * rows),
        columns,
        rows,
        3 * columns,
        3,
        new int[] {0, 1, 2},
        new Point());
  }

  private ImageWriteParam param(ImageWriter writer) {
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    return param;
  }

  private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam param)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, param);
      out.flush();
    }
    return bytes.toByteArray();
  }

  private static void halveChrominanceAlongRows(IIOMetadata metadata) throws IOException {
    IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(NATIVE);
    NodeList components = tree.getElementsByTagName("componentSpec");
    for (int c = 0; c < components.getLength(); c++) {
      IIOMetadataNode component = (IIOMetadataNode) components.item(c);
      component.setAttribute("HsamplingFactor", c == 0 ? "2" : "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(NATIVE, tree);
  }
}
