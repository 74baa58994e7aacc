package org.fovea.dicom.deidentify;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.PixelData;
import org.fovea.dicom.result.Uids;

/**
 * Writes a data set with the pixel data of the file it came from, which is copied as it is, so that
 * not one value changes. What stood behind the pixel data (padding, signatures) is left out.
 */
final class ObjectWriter {
  /** Explicit VR Big Endian, retired (PS3.5 A.3 of 2004). */
  private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";

  private static final int ITEM = 0xfffee000;
  private static final int SEQUENCE_END = 0xfffee0dd;
  private static final int BUFFER = 1 << 18;

  /** The syntax an object is written in: its own, but unpacked where it was deflated. */
  static String syntax(DicomFile file) {
    return file.inflated() == null ? file.transferSyntaxUid() : UID.ExplicitVRLittleEndian;
  }

  /**
   * Writes a new file and syncs it.
   *
   * @param dataset cleaned
   * @param pixels the bytes in which the file's positions count
   * @throws EOFException if the fragments end early
   * @throws IOException if it cannot be read or written; what was written is left to the caller
   */
  void write(Path target, Attributes dataset, DicomFile file, SeekableByteChannel pixels)
      throws IOException {
    String syntax = syntax(file);
    Attributes meta = dataset.createFileMetaInformation(syntax);
    meta.setString(Tag.ImplementationClassUID, VR.UI, Uids.IMPLEMENTATION_CLASS);
    meta.setString(Tag.ImplementationVersionName, VR.SH, Uids.IMPLEMENTATION_VERSION);
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      ImageOutputStream out = new ImageOutputStream(bytes, UID.ExplicitVRLittleEndian);
      out.writeDataset(meta, dataset);
      out.flush();
      if (file.pixelData().isPresent()) {
        copy(file.pixelData().get(), syntax, pixels, bytes);
      }
      bytes.flush();
      channel.force(true);
    }
  }

  private static void copy(PixelData data, String syntax, SeekableByteChannel in, OutputStream out)
      throws IOException {
    boolean big = BIG_ENDIAN.equals(syntax);
    boolean explicit = !UID.ImplicitVRLittleEndian.equals(syntax);
    long padded = data.length() + (data.length() & 1);
    ByteBuffer head =
        ByteBuffer.allocate(12).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int tag =
        switch (data.kind()) {
          case INTEGER -> Tag.PixelData;
          case FLOAT -> Tag.FloatPixelData;
          case DOUBLE -> Tag.DoubleFloatPixelData;
        };
    head.putShort((short) (tag >>> 16)).putShort((short) tag);
    if (explicit) {
      byte[] vr = representation(data, in);
      head.put(vr).putShort((short) 0);
    }
    head.putInt(data.encapsulated() ? -1 : (int) padded);
    out.write(head.array(), 0, head.position());
    in.position(data.offset());
    if (data.encapsulated()) {
      fragments(in, out);
    } else {
      copy(in, out, data.length());
      if (padded > data.length()) {
        out.write(0);
      }
    }
  }

  /** As it stands in the file before the length; OB or OW matters where bytes are swapped. */
  private static byte[] representation(PixelData data, SeekableByteChannel in) throws IOException {
    return switch (data.kind()) {
      case FLOAT -> new byte[] {'O', 'F'};
      case DOUBLE -> new byte[] {'O', 'D'};
      case INTEGER -> {
        if (data.encapsulated()) {
          yield new byte[] {'O', 'B'};
        }
        in.position(data.offset() - 8);
        byte[] vr = read(in, 2).array();
        yield vr[0] == 'O' && vr[1] == 'B' ? vr : new byte[] {'O', 'W'};
      }
    };
  }

  /** PS3.5 A.4: items, the first being the Basic Offset Table, until the sequence ends. */
  private static void fragments(SeekableByteChannel in, OutputStream out) throws IOException {
    while (true) {
      ByteBuffer head = read(in, 8).order(ByteOrder.LITTLE_ENDIAN);
      int tag = head.getShort(0) << 16 | head.getShort(2) & 0xffff;
      long length = head.getInt(4) & 0xffffffffL;
      if (tag == SEQUENCE_END) {
        out.write(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xdd, (byte) 0xe0, 0, 0, 0, 0});
        return;
      }
      if (tag != ITEM || length > in.size() - in.position()) {
        throw new EOFException();
      }
      out.write(head.array());
      copy(in, out, length);
    }
  }

  private static void copy(SeekableByteChannel in, OutputStream out, long length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, length)));
    for (long left = length; left > 0; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int n = in.read(buffer);
      if (n <= 0) {
        throw new EOFException();
      }
      out.write(buffer.array(), 0, n);
      left -= n;
    }
  }

  private static ByteBuffer read(SeekableByteChannel in, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (in.read(buffer) <= 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }
}
