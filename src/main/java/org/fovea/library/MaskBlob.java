package org.fovea.library;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;

/** A mask as bytes: a version, its grid, and its bits, deflated. */
final class MaskBlob {
  private static final int VERSION = 1;

  private MaskBlob() {}

  /** The bytes of a mask; null for null. */
  static byte[] write(Mask mask) {
    if (mask == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(VERSION);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      Grid g = mask.grid();
      write(out, g.origin());
      write(out, g.columnAxis());
      write(out, g.rowAxis());
      write(out, g.sliceAxis());
      out.writeDouble(g.columnSpacingMm());
      out.writeDouble(g.rowSpacingMm());
      out.writeDouble(g.sliceSpacingMm());
      out.writeInt(g.columns());
      out.writeInt(g.rows());
      out.writeInt(g.slices());
      byte[] bits = mask.voxels().toByteArray();
      out.writeInt(bits.length);
      out.write(bits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The mask of some bytes; null for null.
   *
   * @throws IOException if they are not what {@link #write} makes
   */
  static Mask read(byte[] bytes) throws IOException {
    if (bytes == null) {
      return null;
    }
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IOException("mask of an unknown version");
    }
    try (DataInputStream in =
        new DataInputStream(
            new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)))) {
      Grid grid =
          new Grid(
              vec(in),
              vec(in),
              vec(in),
              vec(in),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readInt(),
              in.readInt(),
              in.readInt());
      int length = in.readInt();
      if (length < 0 || length > (grid.size() + 7L) / 8) {
        throw new IOException("mask larger than its grid");
      }
      byte[] bits = in.readNBytes(length);
      if (bits.length != length) {
        throw new IOException("mask ends early");
      }
      return new Mask(grid, BitSet.valueOf(bits));
    }
  }

  private static void write(DataOutputStream out, Vec3 v) throws IOException {
    out.writeDouble(v.x());
    out.writeDouble(v.y());
    out.writeDouble(v.z());
  }

  private static Vec3 vec(DataInputStream in) throws IOException {
    return new Vec3(in.readDouble(), in.readDouble(), in.readDouble());
  }
}
