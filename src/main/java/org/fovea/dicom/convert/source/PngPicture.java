package org.fovea.dicom.convert.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.fovea.common.FoveaException;
import org.fovea.dicom.convert.PixelSource;
import org.fovea.dicom.convert.SlideContent;

/**
 * A PNG file (ISO/IEC 15948), decoded row by row. Colour, grey and palettes of up to 8 bits; what
 * is transparent lies over white, as glass does.
 */
final class PngPicture implements SourcePicture {
  /** Deflate makes at most 1032 bytes of one. */
  private static final long MAXIMUM_INFLATION = 1032;

  private static final int MAXIMUM_PARTS = 4_000_000;
  private static final int LARGEST_PROFILE = 4 << 20;

  private final Path path;
  private final FileChannel channel;
  private final Failures failures;
  private final FileBytes bytes;
  private final List<long[]> data = new ArrayList<>();
  private int columns;
  private int rows;
  private int depth;
  private int colour;
  private boolean interlaced;
  private byte[] palette;
  private byte[] transparency;
  private byte[] profile;
  private Scale scale;
  private final PixelSource base;

  /**
   * @param channel closed with this picture
   */
  PngPicture(Path path, FileChannel channel) throws IOException, FoveaException {
    this.path = path;
    this.channel = channel;
    this.failures = new Failures(path);
    this.bytes = new FileBytes(channel);
    chunks();
    base =
        interlaced
            ? new WholePixels(path, "png", columns, rows, failures)
            : new RowPixels(columns, rows, new Lines()::next, failures);
  }

  private void chunks() throws IOException, FoveaException {
    long at = 8;
    boolean first = true;
    while (at + 12 <= bytes.size()) {
      ByteBuffer head = bytes.read(at, 8, ByteOrder.BIG_ENDIAN);
      long length = head.getInt() & 0xffffffffL;
      byte[] name = new byte[4];
      head.get(name);
      String type = new String(name, StandardCharsets.ISO_8859_1);
      if (first != type.equals("IHDR")) {
        throw failures.damaged(null);
      }
      first = false;
      long body = at + 8;
      switch (type) {
        case "IHDR" -> header(bytes.read(body, 13, ByteOrder.BIG_ENDIAN));
        case "PLTE" -> palette = small(body, length, 768);
        case "tRNS" -> transparency = small(body, length, 256);
        case "pHYs" -> physical(bytes.read(body, 9, ByteOrder.BIG_ENDIAN));
        case "iCCP" -> profile = profile(small(body, length, LARGEST_PROFILE));
        case "IDAT" -> {
          if (data.size() >= MAXIMUM_PARTS) {
            throw failures.damaged(null);
          }
          data.add(new long[] {body, length});
        }
        default -> {}
      }
      if (type.equals("IEND")) {
        break;
      }
      at = body + length + 4;
    }
    long held = 0;
    for (long[] part : data) {
      if (part[0] + part[1] > bytes.size()) {
        throw failures.damaged("cut", null);
      }
      held += part[1];
    }
    if (data.isEmpty() || (rowBytes() + 1L) * rows > MAXIMUM_INFLATION * (held + 1)) {
      throw failures.damaged("claims", null, columns, rows);
    }
    if (colour == 3 && palette == null) {
      throw failures.damaged(null);
    }
  }

  private byte[] small(long at, long length, int limit) throws IOException, FoveaException {
    if (length > limit) {
      throw failures.damaged(null);
    }
    return bytes.read(at, length, ByteOrder.BIG_ENDIAN).array();
  }

  private void header(ByteBuffer b) throws FoveaException {
    columns = b.getInt();
    rows = b.getInt();
    depth = b.get();
    colour = b.get();
    b.getShort();
    int interlace = b.get();
    if (columns < 1 || rows < 1 || interlace < 0 || interlace > 1) {
      throw failures.damaged(null);
    }
    boolean known =
        switch (colour) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw failures.damaged(null);
    }
    if (depth == 16) {
      throw failures.unsupported("bits", 16);
    }
    interlaced = interlace == 1;
    if (columns > Tiff.LONGEST_SIDE || rows > Tiff.LONGEST_SIDE) {
      throw failures.limit("large", columns, rows);
    }
  }

  /** Pixels per metre. */
  private void physical(ByteBuffer b) {
    double x = b.getInt() & 0xffffffffL;
    double y = b.getInt() & 0xffffffffL;
    if (b.get() == 1) {
      scale = Scale.believable(1000 / x, 1000 / y);
    }
  }

  private static byte[] profile(byte[] chunk) {
    int zero = 0;
    while (zero < chunk.length && chunk[zero] != 0) {
      zero++;
    }
    if (zero + 2 >= chunk.length) {
      return null;
    }
    try (InputStream in =
        new InflaterInputStream(
            new java.io.ByteArrayInputStream(chunk, zero + 2, chunk.length - zero - 2))) {
      return Profiles.checked(in.readNBytes(LARGEST_PROFILE));
    } catch (IOException e) {
      return null; // a picture is worth more than its profile
    }
  }

  private int samples() {
    return switch (colour) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  private int rowBytes() {
    return Math.toIntExact(((long) columns * samples() * depth + 7) / 8);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public PixelSource base() {
    return base;
  }

  @Override
  public Scale scale() {
    return scale;
  }

  @Override
  public boolean blackAndWhite() {
    return colour == 0 && depth == 1;
  }

  @Override
  public byte[] iccProfile() {
    return samples() < 3 && colour != 3 ? null : profile;
  }

  @Override
  public SlideContent.History history() {
    return SlideContent.History.NONE;
  }

  @Override
  public void close() throws FoveaException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failures.inaccessible(e);
    }
  }

  /** Inflates and unfilters (ISO/IEC 15948, 9). */
  private final class Lines {
    private final InputStream in =
        new BufferedInputStream(new InflaterInputStream(new SequenceInputStream(parts())), 1 << 16);
    private final int step = Math.max(1, samples() * depth / 8);
    private byte[] previous = new byte[rowBytes()];
    private byte[] line = new byte[rowBytes()];

    private Enumeration<InputStream> parts() {
      List<InputStream> streams = new ArrayList<>();
      for (long[] part : data) {
        streams.add(new Limited(bytes.stream(part[0]), part[1]));
      }
      return Collections.enumeration(streams);
    }

    void next(byte[] rgb, int offset) throws IOException {
      int filter = in.read();
      if (filter < 0 || in.readNBytes(line, 0, line.length) < line.length) {
        throw new EOFException();
      }
      unfilter(filter);
      for (int x = 0; x < columns; x++) {
        pixel(x, rgb, offset + 3 * x);
      }
      byte[] swap = previous;
      previous = line;
      line = swap;
    }

    private void unfilter(int filter) throws IOException {
      if (filter > 4) {
        throw new IOException("filter " + filter);
      }
      for (int i = 0; i < line.length; i++) {
        int left = i >= step ? line[i - step] & 0xff : 0;
        int up = previous[i] & 0xff;
        int corner = i >= step ? previous[i - step] & 0xff : 0;
        int guess =
            switch (filter) {
              case 1 -> left;
              case 2 -> up;
              case 3 -> (left + up) / 2;
              case 4 -> paeth(left, up, corner);
              default -> 0;
            };
        line[i] += (byte) guess;
      }
    }

    private static int paeth(int left, int up, int corner) {
      int p = left + up - corner;
      int a = Math.abs(p - left);
      int b = Math.abs(p - up);
      int c = Math.abs(p - corner);
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private void pixel(int x, byte[] rgb, int at) throws IOException {
      switch (colour) {
        case 2 -> {
          System.arraycopy(line, 3 * x, rgb, at, 3);
        }
        case 6 -> {
          int alpha = line[4 * x + 3] & 0xff;
          for (int c = 0; c < 3; c++) {
            rgb[at + c] = over(line[4 * x + c], alpha);
          }
        }
        case 4 -> fill(rgb, at, over(line[2 * x], line[2 * x + 1] & 0xff));
        case 3 -> {
          int index = packed(x);
          if (3 * index + 2 >= palette.length) {
            throw new IOException("colour " + index);
          }
          int alpha =
              transparency != null && index < transparency.length
                  ? transparency[index] & 0xff
                  : 255;
          for (int c = 0; c < 3; c++) {
            rgb[at + c] = over(palette[3 * index + c], alpha);
          }
        }
        default -> fill(rgb, at, (byte) (packed(x) * 255 / ((1 << depth) - 1)));
      }
    }

    private int packed(int x) {
      if (depth == 8) {
        return line[x] & 0xff;
      }
      int bit = x * depth;
      return line[bit >> 3] >> 8 - depth - (bit & 7) & (1 << depth) - 1;
    }

    private static void fill(byte[] rgb, int at, byte grey) {
      rgb[at] = grey;
      rgb[at + 1] = grey;
      rgb[at + 2] = grey;
    }

    /** Over white. */
    private static byte over(byte value, int alpha) {
      return alpha == 255
          ? value
          : (byte) (((value & 0xff) * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }

  /** So many bytes of a stream. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int n = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }
  }
}
