package org.fovea.dicom.parse;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Buffered reading of a channel that knows how much is left and never reads past it. */
final class ByteReader {
  private final SeekableByteChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
  private long start;
  private boolean bigEndian;

  ByteReader(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    buffer.limit(0);
  }

  void bigEndian(boolean big) {
    bigEndian = big;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  long position() {
    return start + buffer.position();
  }

  long remaining() {
    return size - position();
  }

  void position(long p) {
    if (p >= start && p <= start + buffer.limit()) {
      buffer.position((int) (p - start));
    } else {
      start = p;
      buffer.position(0).limit(0);
    }
  }

  /** Bytes from here on without moving; fewer than asked for at the end. */
  byte[] peek(int count) throws IOException {
    long here = position();
    byte[] bytes = new byte[(int) Math.clamp(size - here, 0, count)];
    read(bytes);
    position(here);
    return bytes;
  }

  int u8() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return buffer.get() & 0xff;
  }

  int u16() throws IOException {
    int a = u8();
    int b = u8();
    return bigEndian ? a << 8 | b : b << 8 | a;
  }

  long u32() throws IOException {
    long a = u16();
    long b = u16();
    return bigEndian ? a << 16 | b : b << 16 | a;
  }

  void read(byte[] target) throws IOException {
    int done = 0;
    while (done < target.length) {
      if (!buffer.hasRemaining()) {
        fill();
      }
      int n = Math.min(buffer.remaining(), target.length - done);
      buffer.get(target, done, n);
      done += n;
    }
  }

  private void fill() throws IOException {
    start += buffer.limit();
    buffer.clear();
    channel.position(start);
    int n = channel.read(buffer);
    buffer.flip();
    if (n <= 0) {
      throw new EOFException();
    }
  }
}
