package org.fovea.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what comes out of a decompressor and stops where it is out of all proportion. */
final class UnpackLimitStream extends FilterInputStream {
  private final SourceOpener.Limits limits;
  private final long packedBytes;
  private final String message;
  private long count;

  /**
   * @param packedBytes length of the compressed bytes
   * @param message what the user is told when a limit is met
   */
  UnpackLimitStream(InputStream in, SourceOpener.Limits limits, long packedBytes, String message) {
    super(in);
    this.limits = limits;
    this.packedBytes = packedBytes;
    this.message = message;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      counted(1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = in.read(target, offset, length);
    if (n > 0) {
      counted(n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    counted(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void counted(long n) throws UnpackLimitException {
    count += n;
    if (limits.exceededBy(count, packedBytes)) {
      throw new UnpackLimitException(message);
    }
  }
}
