package org.fovea.dicom.result;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.imaging.pixel.Samples;

/** The stored values of a result object, one number a pixel, frame by frame. */
final class StoredFrames {
  private static final Text TEXT = Text.of(StoredFrames.class);

  private final PixelReader reader;
  private final Instance instance;
  private final int columns;
  private final int rows;
  private final int frames;
  private final Values stored;

  private interface Values {
    double at(long index);
  }

  /**
   * Looks at the pixels of an object and checks that they are as long as its header says.
   *
   * @param reader decodes compressed frames
   * @throws FoveaException DAMAGED, LIMIT_EXCEEDED or UNSUPPORTED
   */
  StoredFrames(PixelReader reader, Instance instance, Attributes object) throws FoveaException {
    this.reader = reader;
    this.instance = instance;
    this.columns = object.getInt(Tag.Columns, 0);
    this.rows = object.getInt(Tag.Rows, 0);
    this.frames = object.getInt(Tag.NumberOfFrames, 1);
    String name = instance.source().toString();
    if (columns < 1 || rows < 1 || frames < 1) {
      throw new FoveaException(
          ErrorCode.DAMAGED, name, TEXT.get("frames.short", frames, columns, rows));
    }
    long pixels = (long) columns * rows * frames;
    if ((double) columns * rows * frames > FrameGeometry.MAXIMUM_VOXELS) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED, name, TEXT.get("limit", frames, columns, rows));
    }
    this.stored = values(object, pixels, name);
  }

  private Values values(Attributes object, long pixels, String name) throws FoveaException {
    int tag = Tag.PixelData;
    int bits = object.getInt(Tag.BitsAllocated, 0);
    if (object.contains(Tag.FloatPixelData)) {
      tag = Tag.FloatPixelData;
      bits = 32;
    } else if (object.contains(Tag.DoubleFloatPixelData)) {
      tag = Tag.DoubleFloatPixelData;
      bits = 64;
    }
    if (object.getValue(tag) instanceof Fragments) {
      return null;
    }
    byte[] bytes = bytes(object, tag);
    if (bytes == null || bytes.length < (pixels * bits + 7) / 8 || bits == 0) {
      throw new FoveaException(
          ErrorCode.DAMAGED, name, TEXT.get("frames.short", frames, columns, rows));
    }
    ByteBuffer data =
        ByteBuffer.wrap(bytes)
            .order(object.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    boolean signed = object.getInt(Tag.PixelRepresentation, 0) == 1;
    if (tag == Tag.FloatPixelData) {
      return index -> data.getFloat((int) (4 * index));
    }
    if (tag == Tag.DoubleFloatPixelData) {
      return index -> data.getDouble((int) (8 * index));
    }
    return switch (bits) {
      case 1 -> {
        // In big endian, the bits of a 16-bit word begin in its second byte (PS3.5 8.1.1).
        int swap = object.bigEndian() && object.getVR(tag) == VR.OW ? 1 : 0;
        yield index -> bytes[(int) (index >> 3) ^ swap] >> (index & 7) & 1;
      }
      case 8 -> {
        int swap = object.bigEndian() && object.getVR(tag) == VR.OW ? 1 : 0;
        yield index -> bytes[(int) index ^ swap] & 0xff;
      }
      case 16 ->
          signed
              ? index -> data.getShort((int) (2 * index))
              : index -> data.getShort((int) (2 * index)) & 0xffff;
      default ->
          throw new FoveaException(
              ErrorCode.UNSUPPORTED, name, TEXT.get("kind.unsupported", bits + " bit"));
    };
  }

  private static byte[] bytes(Attributes object, int tag) throws FoveaException {
    try {
      return object.getBytes(tag);
    } catch (java.io.IOException e) {
      throw new FoveaException(ErrorCode.DAMAGED, null, TEXT.get("damaged"), e);
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  int frames() {
    return frames;
  }

  /** One frame, row by row. */
  double[] frame(int number) throws FoveaException {
    int area = columns * rows;
    double[] values = new double[area];
    if (stored != null) {
      long base = (long) number * area;
      for (int a = 0; a < area; a++) {
        values[a] = stored.at(base + a);
      }
      return values;
    }
    Samples samples = reader.frame(instance, number).samples();
    if (samples.length() != area) {
      throw new FoveaException(
          ErrorCode.DAMAGED, instance.source().toString(), TEXT.get("damaged"));
    }
    for (int a = 0; a < area; a++) {
      values[a] = samples.get(a);
    }
    return values;
  }
}
