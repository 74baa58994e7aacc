package org.fovea.inference.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A float32 array of numpy's format (NEP 1), as the golden pairs of bundles use it.
 *
 * @param values in C order
 */
public record Npy(int[] shape, float[] values) {
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([0-9, ]*)\\)");
  private static final long MAXIMUM_BYTES = 256L << 20;

  /**
   * Reads a file.
   *
   * @throws IOException if it is not a little-endian float32 array in C order, or ends early
   */
  public static Npy read(Path file) throws IOException {
    if (Files.size(file) > MAXIMUM_BYTES) {
      throw new IOException("array larger than expected: " + file);
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 10 || (in.get(0) & 0xff) != 0x93 || in.get(1) != 'N' || in.get(6) != 1) {
      throw new IOException("not a numpy array: " + file);
    }
    int length = in.getShort(8) & 0xffff;
    if (in.remaining() < 10 + length) {
      throw new IOException("numpy array ends early: " + file);
    }
    String header = new String(in.array(), 10, length, StandardCharsets.ISO_8859_1);
    Matcher shape = SHAPE.matcher(header);
    if (!header.contains("'descr': '<f4'")
        || !header.contains("'fortran_order': False")
        || !shape.find()) {
      throw new IOException("not a float32 array in C order: " + file);
    }
    int[] sizes =
        Pattern.compile(",")
            .splitAsStream(shape.group(1))
            .map(String::trim)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    long count = 1;
    for (int s : sizes) {
      count = Math.multiplyExact(count, s);
    }
    in.position(10 + length);
    if (in.remaining() != 4 * count) {
      throw new IOException("numpy array of another length than its shape: " + file);
    }
    float[] values = new float[(int) count];
    in.asFloatBuffer().get(values);
    return new Npy(sizes, values);
  }
}
