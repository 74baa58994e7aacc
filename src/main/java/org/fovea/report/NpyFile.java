package org.fovea.report;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Arrays in NumPy's file format, version 1.0 ({@code numpy.lib.format}): a header that names type
 * and shape, then the values, the last index running fastest.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final long MOST_VALUES = 1L << 30;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?[a-z]\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

  private NpyFile() {}

  /** What the values of an array are. */
  public enum Type {
    UINT8("|u1", 1, 0, 255),
    INT16("<i2", 2, Short.MIN_VALUE, Short.MAX_VALUE),
    UINT16("<u2", 2, 0, 65535),
    INT32("<i4", 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    UINT32("<u4", 4, 0, 0xffffffffL),
    FLOAT32("<f4", 4, 0, 0),
    FLOAT64("<f8", 8, 0, 0);

    private final String descr;
    private final int bytes;
    private final double low;
    private final double high;

    Type(String descr, int bytes, double low, double high) {
      this.descr = descr;
      this.bytes = bytes;
      this.low = low;
      this.high = high;
    }

    /** The first of the integer types that holds all values between two. */
    public static Type smallest(double low, double high) {
      for (Type t : new Type[] {UINT8, INT16, UINT16, INT32, UINT32}) {
        if (low >= t.low && high <= t.high) {
          return t;
        }
      }
      return FLOAT64;
    }

    /** Bytes a value takes. */
    public int bytes() {
      return bytes;
    }

    /** Appends a value. */
    public void put(ByteBuffer target, double value) {
      switch (this) {
        case UINT8 -> target.put((byte) (int) value);
        case INT16, UINT16 -> target.putShort((short) (int) value);
        case INT32, UINT32 -> target.putInt((int) (long) value);
        case FLOAT32 -> target.putFloat((float) value);
        case FLOAT64 -> target.putDouble(value);
      }
    }
  }

  /** Writes the header; the values follow, little endian. */
  public static void writeHeader(OutputStream out, Type type, int... shape) throws IOException {
    String dimensions =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    if (shape.length == 1) {
      dimensions += ",";
    }
    String header =
        "{'descr': '" + type.descr + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
    int length = MAGIC.length + 4 + header.length() + 1;
    header += " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT) + "\n";
    out.write(MAGIC);
    out.write(1);
    out.write(0);
    out.write(header.length() & 0xff);
    out.write(header.length() >> 8);
    out.write(header.getBytes(StandardCharsets.US_ASCII));
  }

  /** An array of numbers. */
  public record Array(int[] shape, double[] values) {}

  /**
   * Reads an array of booleans, integers or floats.
   *
   * @throws IOException if it is not one, ends early, or is larger than 2³⁰ values
   */
  public static Array read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("not an array of NumPy");
    }
    int length = in.readUnsignedByte() | in.readUnsignedByte() << 8;
    if (start[MAGIC.length] > 1) {
      length |= in.readUnsignedByte() << 16 | in.readUnsignedByte() << 24;
    }
    if (length < 0 || length > 1 << 16) {
      throw new IOException("header of " + length + " bytes");
    }
    String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    String descr = first(DESCR, header);
    if (first(ORDER, header).equals("True")) {
      throw new IOException("values in Fortran order");
    }
    int[] shape =
        Arrays.stream(first(SHAPE, header).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToInt(s -> Integer.parseInt(s.replace("L", "")))
            .toArray();
    long count = 1;
    for (int n : shape) {
      count *= n;
      if (count > MOST_VALUES) {
        throw new IOException("more values than are read here");
      }
    }
    return new Array(shape, values(in, descr, (int) count));
  }

  private static double[] values(InputStream in, String descr, int count) throws IOException {
    char order = descr.charAt(0);
    String kind = Character.isLetter(order) ? descr : descr.substring(1);
    int size = Integer.parseInt(kind.substring(1));
    double[] values = new double[count];
    byte[] chunk = new byte[8192 * size];
    for (int done = 0; done < count; ) {
      int n = Math.min(8192, count - done);
      if (in.readNBytes(chunk, 0, n * size) != n * size) {
        throw new EOFException("the array ends early");
      }
      ByteBuffer b =
          ByteBuffer.wrap(chunk)
              .order(order == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < n; i++) {
        values[done++] =
            switch (kind) {
              case "b1", "u1" -> b.get() & 0xff;
              case "i1" -> b.get();
              case "i2" -> b.getShort();
              case "u2" -> b.getShort() & 0xffff;
              case "i4" -> b.getInt();
              case "u4" -> b.getInt() & 0xffffffffL;
              case "i8", "u8" -> b.getLong();
              case "f4" -> b.getFloat();
              case "f8" -> b.getDouble();
              default -> throw new IOException("values of type " + descr);
            };
      }
    }
    return values;
  }

  private static String first(Pattern pattern, String header) throws IOException {
    Matcher m = pattern.matcher(header);
    if (!m.find()) {
      throw new IOException("not a header of NumPy");
    }
    return m.group(1);
  }
}
