package org.fovea.dicom.convert.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directories of a TIFF file (TIFF 6.0) or a BigTIFF file. No size is believed before it has
 * been held against the length of the file; directories that lead in a circle are read once.
 */
final class Tiff {
  /** Longest side of a picture that is taken, pixels. */
  static final int LONGEST_SIDE = 1 << 24;

  static final int NEW_SUBFILE_TYPE = 254;
  static final int IMAGE_WIDTH = 256;
  static final int IMAGE_LENGTH = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int IMAGE_DESCRIPTION = 270;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int X_RESOLUTION = 282;
  static final int Y_RESOLUTION = 283;
  static final int PLANAR_CONFIGURATION = 284;
  static final int RESOLUTION_UNIT = 296;
  static final int DATE_TIME = 306;
  static final int PREDICTOR = 317;
  static final int COLOR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_LENGTH = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTE_COUNTS = 325;
  static final int SUB_IFDS = 330;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;
  static final int ICC_PROFILE = 34675;

  private static final int MAXIMUM_DIRECTORIES = 4096;

  /** Bytes an entry's values may take: offsets of sixteen million tiles, or a profile. */
  private static final long LARGEST_ENTRY = 128L << 20;

  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private final FileBytes bytes;
  private final ByteOrder order;
  private final boolean big;
  private final List<Directory> directories = new ArrayList<>();

  /**
   * Reads all directories, sub-directories after their parents.
   *
   * @throws IOException if the file is cut or contradicts itself
   */
  Tiff(FileBytes bytes) throws IOException {
    this.bytes = bytes;
    ByteBuffer head = bytes.read(0, 8, ByteOrder.BIG_ENDIAN);
    order = head.getShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    head.order(order);
    int version = head.getShort();
    big = version == 43;
    long first;
    if (big) {
      if (head.getShort() != 8) {
        throw new IOException("offsets of BigTIFF");
      }
      first = bytes.read(8, 8, order).getLong();
    } else {
      first = head.getInt() & 0xffffffffL;
    }
    read(first);
    if (directories.isEmpty()) {
      throw new IOException("no directory");
    }
  }

  List<Directory> directories() {
    return directories;
  }

  private void read(long first) throws IOException {
    Set<Long> seen = new HashSet<>();
    Deque<Long> waiting = new ArrayDeque<>();
    waiting.add(first);
    while (!waiting.isEmpty()) {
      long at = waiting.pop();
      if (at == 0 || !seen.add(at)) {
        continue;
      }
      if (directories.size() >= MAXIMUM_DIRECTORIES) {
        throw new IOException("more directories than a picture has");
      }
      int entryBytes = big ? 20 : 12;
      long count =
          big ? bytes.read(at, 8, order).getLong() : bytes.read(at, 2, order).getShort() & 0xffffL;
      if (count < 1 || count > 65535) {
        throw new IOException("directory of " + count + " entries");
      }
      long start = at + (big ? 8 : 2);
      ByteBuffer block = bytes.read(start, count * entryBytes + (big ? 8 : 4), order);
      Map<Integer, Entry> entries = new HashMap<>();
      for (int i = 0; i < count; i++) {
        int position = i * entryBytes;
        int tag = block.getShort(position) & 0xffff;
        int type = block.getShort(position + 2) & 0xffff;
        long values = big ? block.getLong(position + 4) : block.getInt(position + 4) & 0xffffffffL;
        long size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
        if (size == 0 || values < 0) {
          continue; // of a kind that is not known: not ours
        }
        int inline = big ? 8 : 4;
        long field = start + position + (big ? 12 : 8);
        boolean within = values <= inline / size;
        long where =
            within
                ? field
                : big ? block.getLong(position + 12) : block.getInt(position + 8) & 0xffffffffL;
        entries.put(tag, new Entry(tag, type, values, where));
      }
      Directory directory = new Directory(entries);
      directories.add(directory);
      long next =
          big
              ? block.getLong((int) count * entryBytes)
              : block.getInt((int) count * entryBytes) & 0xffffffffL;
      waiting.addLast(next);
      long[] below = directory.longs(SUB_IFDS);
      for (int i = below.length - 1; i >= 0; i--) {
        waiting.addFirst(below[i]);
      }
    }
  }

  /** One entry: so many values of a type, at a place. */
  private record Entry(int tag, int type, long count, long offset) {}

  /** One directory: the tags of one picture. */
  final class Directory {
    private final Map<Integer, Entry> entries;

    private Directory(Map<Integer, Entry> entries) {
      this.entries = entries;
    }

    boolean has(int tag) {
      return entries.containsKey(tag);
    }

    /** The bytes of an entry; null where it is absent. */
    byte[] bytes(int tag) throws IOException {
      Entry entry = entries.get(tag);
      return entry == null ? null : values(entry).array();
    }

    private ByteBuffer values(Entry entry) throws IOException {
      long size = TYPE_BYTES[entry.type()];
      if (entry.count() > LARGEST_ENTRY / size) {
        throw new IOException("entry " + entry.tag() + " of " + entry.count() + " values");
      }
      return bytes.read(entry.offset(), entry.count() * size, order);
    }

    /** Whole numbers; empty where the entry is absent. */
    long[] longs(int tag) throws IOException {
      Entry entry = entries.get(tag);
      if (entry == null) {
        return new long[0];
      }
      ByteBuffer b = values(entry);
      long[] all = new long[Math.toIntExact(entry.count())];
      for (int i = 0; i < all.length; i++) {
        all[i] =
            switch (entry.type()) {
              case 1, 2, 7 -> b.get() & 0xff;
              case 6 -> b.get();
              case 3 -> b.getShort() & 0xffff;
              case 8 -> b.getShort();
              case 4, 13 -> b.getInt() & 0xffffffffL;
              case 9 -> b.getInt();
              case 16, 17, 18 -> b.getLong();
              default -> throw new IOException("entry " + tag + " is no whole number");
            };
      }
      return all;
    }

    /** The first value of an entry. */
    long number(int tag, long otherwise) throws IOException {
      long[] all = longs(tag);
      return all.length == 0 ? otherwise : all[0];
    }

    /** A fraction; NaN where the entry is absent or no number. */
    double rational(int tag) throws IOException {
      Entry entry = entries.get(tag);
      if (entry == null || entry.count() < 1) {
        return Double.NaN;
      }
      ByteBuffer b = values(entry);
      return switch (entry.type()) {
        case 5 -> (double) (b.getInt() & 0xffffffffL) / (b.getInt() & 0xffffffffL);
        case 10 -> (double) b.getInt() / b.getInt();
        case 11 -> b.getFloat();
        case 12 -> b.getDouble();
        case 3 -> b.getShort() & 0xffff;
        case 4 -> b.getInt() & 0xffffffffL;
        default -> Double.NaN;
      };
    }

    /** A text up to its first zero; empty where the entry is absent. */
    String text(int tag) throws IOException {
      byte[] b = bytes(tag);
      if (b == null) {
        return "";
      }
      int end = 0;
      while (end < b.length && b[end] != 0) {
        end++;
      }
      return new String(b, 0, end, java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
