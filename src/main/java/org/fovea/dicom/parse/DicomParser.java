package org.fovea.dicom.parse;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.ElementDictionary;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.BytesChannel;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;

/**
 * Reads headers into the toolkit's attributes and stops at the pixel data. Every length is compared
 * with what the file still holds before anything is allocated, nesting and memory are limited, and
 * files without preamble, meta header or transfer syntax are recognised (PS3.5 7, PS3.10 7).
 */
public final class DicomParser {
  private static final Text TEXT = Text.of(DicomParser.class);
  private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
  private static final int PREAMBLE = 128;
  private static final long UNDEFINED = 0xffffffffL;
  private static final int ITEM = 0xfffee000;
  private static final int ITEM_END = 0xfffee00d;
  private static final int SEQUENCE_END = 0xfffee0dd;
  private static final int FLOAT_PIXEL_DATA = 0x7fe00008;
  private static final int DOUBLE_PIXEL_DATA = 0x7fe00009;
  private static final int PIXEL_DATA = 0x7fe00010;
  private static final int MAXIMUM_DEPTH = 64;

  /** Single values beyond this are left out of the header; palettes and tables stay below it. */
  private static final int MAXIMUM_VALUE = 64 << 20;

  /** All values of one header together. */
  private static final long MAXIMUM_HEADER = 256L << 20;

  /** What a deflated dataset may unpack to, and no more than an eighth of the memory. */
  private static final int MAXIMUM_INFLATED = 1 << 29;

  /** Bytes unpacked for each packed one, looked at once there are many; blank images stay below. */
  private static final int MAXIMUM_RATIO = 500;

  private static final int RATIO_FROM = 64 << 20;

  private final SourceOpener opener;

  public DicomParser(SourceOpener opener) {
    this.opener = opener;
  }

  /**
   * Reads the header of one object.
   *
   * @throws FoveaException NOT_DICOM, DAMAGED or LIMIT_EXCEEDED, or as {@link SourceOpener}
   */
  public DicomFile parse(Source source) throws FoveaException {
    try (SeekableByteChannel channel = opener.openChannel(source)) {
      return new Run(source).parse(channel);
    } catch (EOFException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("endsEarly"), e);
    } catch (IOException e) {
      throw opener.failure(source, e);
    } catch (RuntimeException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("contradicts"), e);
    }
  }

  /** The bytes in which the positions of a parsed file count, to be closed. */
  public SeekableByteChannel open(DicomFile file) throws FoveaException {
    return file.inflated() == null
        ? opener.openChannel(file.source())
        : new BytesChannel(file.inflated());
  }

  /** One reading of one file. */
  private static final class Run {
    private final Source source;
    private long kept;
    private boolean truncated;
    private PixelData pixelData;

    Run(Source source) {
      this.source = source;
    }

    DicomFile parse(SeekableByteChannel channel) throws IOException, FoveaException {
      ByteReader in = new ByteReader(channel);
      if (in.remaining() == 0) {
        throw new FoveaException(ErrorCode.NOT_DICOM, source.toString(), TEXT.get("empty"));
      }
      boolean magic = startsWithMagic(in);
      in.position(magic ? PREAMBLE + 4 : 0);
      String syntax = readMeta(in);
      if (syntax == null && !magic && !looksLikeDataset(in)) {
        throw new FoveaException(ErrorCode.NOT_DICOM, source.toString(), TEXT.get("notDicom"));
      }
      byte[] inflated = null;
      if (UID.DeflatedExplicitVRLittleEndian.equals(syntax)) {
        inflated = inflate(in);
        in = new ByteReader(new BytesChannel(inflated));
      }
      boolean explicit;
      if (syntax == null) {
        explicit = explicitVr(in.peek(6));
        boolean big = bigEndian(in.peek(4));
        in.bigEndian(big);
        syntax =
            big ? BIG_ENDIAN : explicit ? UID.ExplicitVRLittleEndian : UID.ImplicitVRLittleEndian;
      } else {
        in.bigEndian(BIG_ENDIAN.equals(syntax));
        explicit = !UID.ImplicitVRLittleEndian.equals(syntax);
        byte[] first = in.peek(6);
        if (first.length == 6 && explicit != explicitVr(first)) {
          explicit = !explicit;
        }
      }
      Attributes dataset = new Attributes(in.bigEndian());
      try {
        readDataset(in, dataset, explicit, in.position() + in.remaining(), 0, false);
      } catch (EOFException e) {
        truncated = true;
      }
      if (dataset.isEmpty() && pixelData == null) {
        throw new FoveaException(
            magic ? ErrorCode.DAMAGED : ErrorCode.NOT_DICOM,
            source.toString(),
            TEXT.get(magic ? "endsEarly" : "notDicom"));
      }
      return new DicomFile(
          source, dataset, syntax, Optional.ofNullable(pixelData), truncated, inflated);
    }

    private static boolean startsWithMagic(ByteReader in) throws IOException {
      byte[] head = in.peek(PREAMBLE + 4);
      return head.length == PREAMBLE + 4
          && head[PREAMBLE] == 'D'
          && head[PREAMBLE + 1] == 'I'
          && head[PREAMBLE + 2] == 'C'
          && head[PREAMBLE + 3] == 'M';
    }

    /** Reads group 0002, if it is there; its length element is not believed. */
    private String readMeta(ByteReader in) throws IOException, FoveaException {
      Attributes meta = new Attributes();
      boolean explicit = true;
      while (in.remaining() >= 8) {
        byte[] head = in.peek(6);
        if ((head[0] & 0xff | (head[1] & 0xff) << 8) != 0x0002) {
          break;
        }
        if (meta.isEmpty()) {
          explicit = explicitVr(head);
        }
        Element element = readHeader(in, explicit, meta);
        if (element.length == UNDEFINED || element.length > in.remaining()) {
          throw new EOFException();
        }
        keep(in, meta, element);
      }
      return meta.getString(0x00020010);
    }

    private static boolean looksLikeDataset(ByteReader in) throws IOException {
      byte[] head = in.peek(12);
      if (head.length < 8) {
        return false;
      }
      boolean big = bigEndian(head);
      int group = big ? u16(head, 0, true) : u16(head, 0, false);
      int element = u16(head, 2, big);
      if (group != 0x0008 && group != 0x0004 && group != 0x0010 && group != 0x0020) {
        return false;
      }
      if (explicitVr(head)) {
        return true;
      }
      long length = (u16(head, 4, big) | (long) u16(head, 6, big) << 16);
      return !big && element <= 0x4000 && (length == UNDEFINED || length <= in.remaining() - 8);
    }

    private static int u16(byte[] b, int at, boolean big) {
      int low = b[at] & 0xff;
      int high = b[at + 1] & 0xff;
      return big ? low << 8 | high : high << 8 | low;
    }

    /** A first group of a few bits reads as a large number in the wrong byte order. */
    private static boolean bigEndian(byte[] head) {
      return head.length >= 2 && head[0] == 0 && head[1] != 0;
    }

    private static boolean explicitVr(byte[] head) {
      return head.length >= 6
          && head[4] >= 'A'
          && head[4] <= 'Z'
          && head[5] >= 'A'
          && head[5] <= 'Z';
    }

    private byte[] inflate(ByteReader in) throws IOException, FoveaException {
      Inflater inflater = new Inflater(true);
      try {
        long limit = Math.min(MAXIMUM_INFLATED, Runtime.getRuntime().maxMemory() / 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] packed = new byte[(int) Math.min(in.remaining(), 1 << 16)];
        byte[] buffer = new byte[1 << 16];
        while (!inflater.finished()) {
          if (inflater.needsInput()) {
            if (in.remaining() == 0) {
              truncated = true;
              break;
            }
            byte[] chunk = in.remaining() < packed.length ? new byte[(int) in.remaining()] : packed;
            in.read(chunk);
            inflater.setInput(chunk);
          }
          int n = inflater.inflate(buffer);
          if (n == 0 && inflater.needsDictionary()) {
            throw new DataFormatException("dictionary");
          }
          out.write(buffer, 0, n);
          boolean bomb =
              out.size() > RATIO_FROM && out.size() > MAXIMUM_RATIO * inflater.getBytesRead();
          if (out.size() > limit || bomb) {
            throw new FoveaException(
                ErrorCode.LIMIT_EXCEEDED,
                source.toString(),
                TEXT.get("unpacksTooLarge", out.size() >> 20));
          }
        }
        return out.toByteArray();
      } catch (DataFormatException e) {
        throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("contradicts"), e);
      } finally {
        inflater.end();
      }
    }

    private record Element(int tag, VR vr, long length, boolean undefinedUnknown) {}

    private Element readHeader(ByteReader in, boolean explicit, Attributes owner)
        throws IOException {
      int group = in.u16();
      int element = in.u16();
      int tag = group << 16 | element;
      if (group == 0xfffe) {
        return new Element(tag, null, in.u32(), false);
      }
      if (!explicit) {
        VR vr = vrOf(tag, owner);
        return new Element(tag, vr, in.u32(), false);
      }
      int a = in.u8();
      int b = in.u8();
      VR vr = known(a, b);
      if (vr == null) {
        // A representation nobody knows: short form of length, taken as it stands (PS3.5 6.2.2).
        return new Element(tag, VR.UN, in.u16(), false);
      }
      if (vr.headerLength() == 8) {
        return new Element(tag, vr, in.u16(), false);
      }
      in.u16();
      long length = in.u32();
      return new Element(tag, vr, length, vr == VR.UN && length == UNDEFINED);
    }

    private static VR known(int a, int b) {
      try {
        return VR.valueOf(a << 8 | b);
      } catch (RuntimeException e) {
        return null;
      }
    }

    private static VR vrOf(int tag, Attributes owner) {
      if ((tag & 0xffff) == 0) {
        return VR.UL;
      }
      if ((tag & 0x10000) != 0) {
        return (tag & 0xffff) < 0x100 ? VR.LO : VR.UN;
      }
      VR vr = ElementDictionary.vrOf(tag, null);
      return vr == null ? VR.UN : vr;
    }

    /** Reads elements up to a position, or to the item's end where its length is undefined. */
    private void readDataset(
        ByteReader in, Attributes into, boolean explicit, long end, int depth, boolean delimited)
        throws IOException, FoveaException {
      if (depth > MAXIMUM_DEPTH) {
        throw new FoveaException(
            ErrorCode.LIMIT_EXCEEDED, source.toString(), TEXT.get("nestedTooDeep", MAXIMUM_DEPTH));
      }
      while (in.position() < end) {
        if (end - in.position() < 8) {
          if (depth == 0) {
            truncated = truncated || in.remaining() > 0 && !onlyZeros(in);
            in.position(end);
            return;
          }
          throw new EOFException();
        }
        Element element = readHeader(in, explicit, into);
        if (element.tag == ITEM_END || element.tag == SEQUENCE_END || element.tag == ITEM) {
          if (delimited) {
            return;
          }
          continue;
        }
        if (depth == 0 && isPixelData(element.tag)) {
          pixelData = pixelData(in, element);
          return;
        }
        if (element.vr == VR.SQ || element.undefinedUnknown) {
          boolean inner = explicit && !element.undefinedUnknown;
          readSequence(in, into, element, inner, end, depth);
          continue;
        }
        if (element.length == UNDEFINED) {
          if (element.vr == VR.OB || element.vr == VR.OW) {
            skipFragments(in);
            continue;
          }
          readSequence(in, into, element, explicit && element.vr != VR.UN, end, depth);
          continue;
        }
        if (element.length > end - in.position()) {
          if (depth == 0) {
            truncated = true;
            in.position(end);
            return;
          }
          throw new EOFException();
        }
        keep(in, into, element);
      }
    }

    private static boolean onlyZeros(ByteReader in) throws IOException {
      for (byte b : in.peek(8)) {
        if (b != 0) {
          return false;
        }
      }
      return true;
    }

    private static boolean isPixelData(int tag) {
      return tag == PIXEL_DATA || tag == FLOAT_PIXEL_DATA || tag == DOUBLE_PIXEL_DATA;
    }

    /**
     * Whether the file ends inside a fragment. Files that end with the delimiter, as nearly all do,
     * are not looked through; where it is missing after whole fragments, nothing is.
     */
    private static boolean fragmentsEndEarly(ByteReader in) throws IOException {
      long begin = in.position();
      long end = begin + in.remaining();
      try {
        if (in.remaining() < 8) {
          return true;
        }
        in.position(end - 8);
        if ((in.u16() << 16 | in.u16()) == SEQUENCE_END) {
          return false;
        }
        in.position(begin);
        while (in.remaining() >= 8) {
          int tag = in.u16() << 16 | in.u16();
          long length = in.u32();
          if (tag != ITEM) {
            return false; // the end, or something that decoding will name
          }
          if (length > in.remaining()) {
            return true;
          }
          in.position(in.position() + length);
        }
        return in.remaining() > 0;
      } finally {
        in.position(begin);
      }
    }

    private PixelData pixelData(ByteReader in, Element element) throws IOException {
      PixelData.Kind kind =
          switch (element.tag) {
            case FLOAT_PIXEL_DATA -> PixelData.Kind.FLOAT;
            case DOUBLE_PIXEL_DATA -> PixelData.Kind.DOUBLE;
            default -> PixelData.Kind.INTEGER;
          };
      boolean encapsulated = element.length == UNDEFINED;
      if (encapsulated ? fragmentsEndEarly(in) : element.length > in.remaining()) {
        truncated = true;
      }
      long length = encapsulated ? in.remaining() : Math.min(element.length, in.remaining());
      return new PixelData(kind, encapsulated, in.position(), length);
    }

    private void keep(ByteReader in, Attributes into, Element element)
        throws IOException, FoveaException {
      if ((element.tag & 0xffff) == 0) {
        in.position(in.position() + element.length);
        return;
      }
      if (element.length > MAXIMUM_VALUE) {
        in.position(in.position() + element.length);
        return;
      }
      kept += element.length + 64;
      if (kept > MAXIMUM_HEADER) {
        throw new FoveaException(
            ErrorCode.LIMIT_EXCEEDED, source.toString(), TEXT.get("headerTooLarge"));
      }
      byte[] value = new byte[(int) element.length];
      in.read(value);
      if (element.vr == VR.UN && (element.tag & 0x10000) == 0 && value.length > 0) {
        // Written as UN by a program that did not know the attribute; the dictionary does.
        VR vr = ElementDictionary.vrOf(element.tag, null);
        if (vr != null && vr != VR.SQ && vr != VR.UN && !into.bigEndian()) {
          into.setBytes(element.tag, vr, value);
          return;
        }
      }
      into.setBytes(element.tag, element.vr, value);
    }

    private void readSequence(
        ByteReader in, Attributes into, Element element, boolean explicit, long end, int depth)
        throws IOException, FoveaException {
      boolean open = element.length == UNDEFINED;
      long stop = open ? end : in.position() + element.length;
      if (stop > end) {
        if (depth == 0) {
          truncated = true;
          stop = end;
        } else {
          throw new EOFException();
        }
      }
      Sequence sequence = into.newSequence(element.tag, 4);
      boolean big = in.bigEndian();
      while (in.position() < stop) {
        if (stop - in.position() < 8) {
          in.position(stop);
          return;
        }
        Element item = readHeader(in, explicit, into);
        if (item.tag == SEQUENCE_END) {
          return;
        }
        if (item.tag != ITEM) {
          throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("contradicts"));
        }
        kept += 256;
        if (kept > MAXIMUM_HEADER) {
          throw new FoveaException(
              ErrorCode.LIMIT_EXCEEDED, source.toString(), TEXT.get("headerTooLarge"));
        }
        Attributes inner = new Attributes(big);
        boolean openItem = item.length == UNDEFINED;
        long itemEnd = openItem ? stop : in.position() + item.length;
        if (itemEnd > stop) {
          throw new EOFException();
        }
        boolean innerExplicit = explicit;
        byte[] first = in.peek(6);
        if (explicit && first.length == 6 && !explicitVr(first) && (first[0] & 0xff) != 0xfe) {
          innerExplicit = false;
        }
        sequence.add(inner);
        readDataset(in, inner, innerExplicit, itemEnd, depth + 1, openItem);
        if (!openItem) {
          in.position(itemEnd);
        }
      }
    }

    private static void skipFragments(ByteReader in) throws IOException {
      while (in.remaining() >= 8) {
        int tag = in.u16() << 16 | in.u16();
        long length = in.u32();
        if (tag == SEQUENCE_END) {
          return;
        }
        if (length > in.remaining()) {
          throw new EOFException();
        }
        in.position(in.position() + length);
      }
      throw new EOFException();
    }
  }
}
