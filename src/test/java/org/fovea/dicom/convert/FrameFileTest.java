package org.fovea.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;

class FrameFileTest {

  @Test
  void offsetsBeyondFourGibibytesAreKept() throws Exception {
    int frames = 70;
    byte[] frame = new byte[(64 << 20) - 1];
    Beginning channel = new Beginning();
    try (FrameFile file =
        new FrameFile(channel, FrameFileTest::header, UID.JPEGBaseline1, frames)) {
      for (int i = 0; i < frames; i++) {
        file.frame(frame);
      }
      file.finish(1L << 40);
    }
    ByteBuffer b = ByteBuffer.wrap(channel.bytes).order(ByteOrder.LITTLE_ENDIAN);
    int offsets = find(b, 0x00017fe0);
    int lengths = find(b, 0x00027fe0);
    int pixels = find(b, 0x00107fe0);
    assertThat(b.getInt(offsets + 8)).isEqualTo(8 * frames);
    assertThat(lengths).isEqualTo(offsets + 12 + 8 * frames);
    assertThat(pixels).isEqualTo(lengths + 12 + 8 * frames);
    // each item: a head of 8 bytes and its value made even
    long item = (64 << 20) + 8L;
    assertThat(b.getLong(offsets + 12)).isZero();
    assertThat(b.getLong(offsets + 12 + 8 * 69)).isEqualTo(69 * item).isGreaterThan(1L << 32);
    assertThat(b.getLong(lengths + 12 + 8 * 69)).isEqualTo(64 << 20);
    // pixel data of undefined length, an empty offset table, the frames, the delimiter
    assertThat(channel.size()).isEqualTo(pixels + 12 + 8 + 70 * item + 8);
  }

  private static Attributes header(double ratio) {
    Attributes a = new Attributes();
    a.setString(Tag.SOPClassUID, VR.UI, UID.VLWholeSlideMicroscopyImageStorage);
    a.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
    return a;
  }

  private static int find(ByteBuffer b, int tag) {
    for (int i = 128; i + 4 <= b.limit(); i += 2) {
      if (b.getInt(i) == tag) {
        return i;
      }
    }
    throw new AssertionError("no element " + Integer.toHexString(tag));
  }

  /** Keeps the first bytes and counts the others. */
  private static final class Beginning implements SeekableByteChannel {
    private final byte[] bytes = new byte[8192];
    private long position;
    private long size;

    @Override
    public int write(ByteBuffer from) {
      int n = from.remaining();
      int kept = (int) Math.clamp(bytes.length - position, 0, n);
      from.get(bytes, (int) Math.min(position, bytes.length), kept);
      from.position(from.limit());
      position += n;
      size = Math.max(size, position);
      return n;
    }

    @Override
    public int read(ByteBuffer to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = newPosition;
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
