package org.fovea.dicom.convert.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads places of a file, never more than it holds. */
final class FileBytes {
  private final FileChannel channel;
  private final long size;

  FileBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /**
   * Reads a place.
   *
   * @throws EOFException if the file does not reach that far
   */
  ByteBuffer read(long offset, long length, ByteOrder order) throws IOException {
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw new EOFException();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(order);
    read(offset, bytes);
    return bytes.flip();
  }

  private void read(long offset, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int n = channel.read(bytes, offset + bytes.position());
      if (n <= 0) {
        throw new EOFException();
      }
    }
  }

  /** The bytes from a place on. */
  InputStream stream(long from) {
    return new InputStream() {
      private long at = from;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int n = channel.read(ByteBuffer.wrap(target, offset, length), at);
        at += Math.max(0, n);
        return n;
      }
    };
  }
}
