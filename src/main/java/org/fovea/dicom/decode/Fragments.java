package org.fovea.dicom.decode;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the fragments of encapsulated pixel data are and which belong to which frame (PS3.5 A.4).
 *
 * @param offsets position of the first byte of each fragment
 * @param lengths length of each
 * @param frameStarts index of the first fragment of each frame
 * @param cut whether the file ends inside the last fragment
 */
record Fragments(long[] offsets, int[] lengths, int[] frameStarts, boolean cut) {
  private static final int MAXIMUM_FRAGMENTS = 4_000_000;

  /**
   * Walks over the items without reading them.
   *
   * @param first position of the Basic Offset Table's item tag
   * @param frames number of frames the header claims
   * @param extended Extended Offset Table relative to the first fragment's item tag, or null
   */
  static Fragments scan(SeekableByteChannel channel, long first, int frames, long[] extended)
      throws IOException {
    long size = channel.size();
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    long at = first;
    long[] table = new long[0];
    List<Long> offsets = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    boolean cutShort = false;
    boolean tableRead = false;
    while (at + 8 <= size) {
      read(channel, at, head.clear());
      head.flip();
      int tag = (head.getShort() & 0xffff) << 16 | head.getShort() & 0xffff;
      long length = head.getInt() & 0xffffffffL;
      at += 8;
      if (tag == 0xfffee0dd) {
        break;
      }
      if (tag != 0xfffee000) {
        throw new IOException("no item where a fragment should be");
      }
      long cut = Math.min(length, size - at);
      if (!tableRead) {
        tableRead = true;
        table = basicTable(channel, at, cut);
      } else {
        if (offsets.size() >= MAXIMUM_FRAGMENTS) {
          throw new IOException("too many fragments");
        }
        offsets.add(at);
        lengths.add((int) Math.min(cut, Integer.MAX_VALUE - 64));
      }
      if (cut < length) {
        cutShort = true;
        break;
      }
      at += length;
    }
    long[] o = offsets.stream().mapToLong(Long::longValue).toArray();
    int[] l = lengths.stream().mapToInt(Integer::intValue).toArray();
    return new Fragments(
        o, l, starts(channel, o, l, frames, extended != null ? extended : table), cutShort);
  }

  private static long[] basicTable(SeekableByteChannel channel, long at, long length)
      throws IOException {
    int n = (int) Math.min(length / 4, MAXIMUM_FRAGMENTS);
    ByteBuffer bytes = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
    read(channel, at, bytes);
    bytes.flip();
    long[] table = new long[n];
    for (int i = 0; i < n; i++) {
      table[i] = bytes.getInt() & 0xffffffffL;
    }
    return table;
  }

  private static int[] starts(
      SeekableByteChannel channel, long[] offsets, int[] lengths, int frames, long[] table)
      throws IOException {
    if (frames == 1) {
      return offsets.length == 0 ? new int[0] : new int[] {0};
    }
    if (offsets.length == frames) {
      int[] starts = new int[frames];
      for (int i = 0; i < frames; i++) {
        starts[i] = i;
      }
      return starts;
    }
    int known = Math.min(frames, offsets.length);
    if (table.length >= frames && offsets.length > 0) {
      long base = offsets[0] - 8;
      int[] starts = new int[frames];
      for (int f = 0; f < frames; f++) {
        int at = java.util.Arrays.binarySearch(offsets, base + table[f] + 8);
        if (at < 0) {
          throw new IOException("offset table points between fragments");
        }
        starts[f] = at;
      }
      return starts;
    }
    // No table: a fragment that opens with a codestream's first marker opens a frame.
    List<Integer> found = new ArrayList<>(known);
    ByteBuffer mark = ByteBuffer.allocate(3);
    for (int i = 0; i < offsets.length; i++) {
      if (lengths[i] < 3) {
        continue;
      }
      read(channel, offsets[i], mark.clear());
      int a = mark.get(0) & 0xff;
      int b = mark.get(1) & 0xff;
      int c = mark.get(2) & 0xff;
      boolean jpeg = a == 0xff && b == 0xd8 && c == 0xff;
      boolean jpeg2000 = a == 0xff && b == 0x4f && c == 0xff;
      if (jpeg || jpeg2000) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The bytes of one frame, its fragments joined. */
  byte[] frame(SeekableByteChannel channel, int frame) throws IOException {
    if (frame >= frameStarts.length) {
      throw new EOFException();
    }
    int from = frameStarts[frame];
    int to = frame + 1 < frameStarts.length ? frameStarts[frame + 1] : offsets.length;
    if (cut && to == offsets.length) {
      throw new EOFException();
    }
    long total = 0;
    for (int i = from; i < to; i++) {
      total += lengths[i];
    }
    if (to <= from || total > channel.size() || total > Integer.MAX_VALUE - 64) {
      throw new IOException("fragments of the frame");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) total);
    for (int i = from; i < to; i++) {
      bytes.limit(bytes.position() + lengths[i]);
      read(channel, offsets[i], bytes);
    }
    return bytes.array();
  }

  /** Fills what is left of a buffer from a position, however the channel hands it out. */
  static void read(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    channel.position(position);
    while (target.hasRemaining()) {
      if (channel.read(target) <= 0) {
        throw new EOFException();
      }
    }
  }
}
