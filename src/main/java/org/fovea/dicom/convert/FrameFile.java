package org.fovea.dicom.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleFunction;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.fovea.dicom.result.Uids;

/**
 * One object with encapsulated frames, written frame by frame (PS3.5 A.4): an empty Basic Offset
 * Table and an Extended Offset Table (PS3.3 C.7.6.3.1.8), which also holds offsets beyond 4 GiB.
 * The tables stand before the frames; room is kept for them and they are filled in at the end.
 */
final class FrameFile implements AutoCloseable {
  private static final int EXTENDED_OFFSET_TABLE = 0x7fe00001;
  private static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7fe00002;
  private static final int PIXEL_DATA = 0x7fe00010;
  private static final int ITEM = 0xfffee000;
  private static final int SEQUENCE_DELIMITATION = 0xfffee0dd;
  private static final int UNDEFINED = 0xffffffff;

  private final SeekableByteChannel channel;
  private final DoubleFunction<Attributes> header;
  private final String syntax;
  private final int headerLength;
  private final long[] offsets;
  private final long[] lengths;
  private final long first;
  private int frames;
  private long codedBytes;

  /**
   * @param channel empty; closed with this object
   * @param header the elements before the pixels for a compression ratio; always of one length
   * @param frames how many will come
   */
  FrameFile(
      SeekableByteChannel channel, DoubleFunction<Attributes> header, String syntax, int frames)
      throws IOException {
    this.channel = channel;
    this.header = header;
    this.syntax = syntax;
    offsets = new long[frames];
    lengths = new long[frames];
    byte[] bytes = header(1);
    headerLength = bytes.length;
    write(ByteBuffer.wrap(bytes));
    write(tables());
    ByteBuffer start = little(20);
    element(start, PIXEL_DATA, "OB", UNDEFINED);
    start.putShort((short) (ITEM >>> 16)).putShort((short) ITEM).putInt(0).flip();
    write(start);
    first = channel.position();
  }

  /** Adds the next frame, in one fragment. */
  void frame(byte[] coded) throws IOException {
    offsets[frames] = channel.position() - first;
    int padded = coded.length + (coded.length & 1);
    lengths[frames] = padded;
    frames++;
    codedBytes += coded.length;
    ByteBuffer item = little(8);
    item.putShort((short) (ITEM >>> 16)).putShort((short) ITEM).putInt(padded).flip();
    write(item);
    write(ByteBuffer.wrap(coded));
    if (padded > coded.length) {
      write(ByteBuffer.allocate(1));
    }
  }

  /**
   * Ends the file and fills in what stands before the frames.
   *
   * @param bytes of the pixels before coding, for the compression ratio
   */
  void finish(long bytes) throws IOException {
    if (frames != offsets.length) {
      throw new IllegalStateException(frames + " frames of " + offsets.length);
    }
    ByteBuffer end = little(8);
    end.putShort((short) (SEQUENCE_DELIMITATION >>> 16))
        .putShort((short) SEQUENCE_DELIMITATION)
        .putInt(0)
        .flip();
    write(end);
    byte[] again = header((double) bytes / Math.max(1, codedBytes));
    if (again.length != headerLength) {
      throw new IllegalStateException("the header changed its length");
    }
    channel.position(0);
    write(ByteBuffer.wrap(again));
    write(tables());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private byte[] header(double ratio) throws IOException {
    Attributes data = header.apply(ratio);
    Attributes meta = data.createFileMetaInformation(syntax);
    meta.setString(Tag.ImplementationClassUID, VR.UI, Uids.IMPLEMENTATION_CLASS);
    meta.setString(Tag.ImplementationVersionName, VR.SH, Uids.IMPLEMENTATION_VERSION);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    ImageOutputStream out = new ImageOutputStream(bytes, UID.ExplicitVRLittleEndian);
    out.writeDataset(meta, data);
    out.flush();
    return bytes.toByteArray();
  }

  private ByteBuffer tables() {
    ByteBuffer b = little(24 + 16 * offsets.length);
    element(b, EXTENDED_OFFSET_TABLE, "OV", 8 * offsets.length);
    for (long offset : offsets) {
      b.putLong(offset);
    }
    element(b, EXTENDED_OFFSET_TABLE_LENGTHS, "OV", 8 * lengths.length);
    for (long length : lengths) {
      b.putLong(length);
    }
    return b.flip();
  }

  private static void element(ByteBuffer b, int tag, String vr, int length) {
    b.putShort((short) (tag >>> 16)).putShort((short) tag);
    b.put(vr.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putInt(length);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
