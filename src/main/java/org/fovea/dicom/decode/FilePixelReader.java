package org.fovea.dicom.decode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.dicom.parse.PixelData;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;

/**
 * Decodes frames from files. Only the bytes of the frame asked for are read; parsed headers are
 * kept for a while, so that scrolling does not parse again.
 */
public final class FilePixelReader implements PixelReader {
  private static final Text TEXT = Text.of(FilePixelReader.class);
  private static final long RETAINED_BYTES = 96L << 20;

  /** What a parsed header costs beyond its values, and by how much values grow in memory. */
  private static final int HEADER_OVERHEAD = 8 << 10;

  private static final int HEADER_GROWTH = 3;

  /**
   * Values for each compressed byte beyond which an image of more than {@link #SMALL_IMAGE} values
   * is no image: blank ones stay far below.
   */
  private static final long MAXIMUM_COMPRESSION = 50_000;

  private static final long SMALL_IMAGE = 1L << 24;
  private static final int EXTENDED_OFFSET_TABLE = 0x7fe00001;
  private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
  private static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
  private static final List<String> PLAIN =
      List.of(
          UID.ImplicitVRLittleEndian,
          UID.ExplicitVRLittleEndian,
          BIG_ENDIAN,
          UID.DeflatedExplicitVRLittleEndian);
  private static final List<String> CODESTREAMS =
      List.of(
          JPEG_BASELINE,
          "1.2.840.10008.1.2.4.51",
          "1.2.840.10008.1.2.4.57",
          "1.2.840.10008.1.2.4.70",
          "1.2.840.10008.1.2.4.80",
          "1.2.840.10008.1.2.4.81",
          "1.2.840.10008.1.2.4.90",
          "1.2.840.10008.1.2.4.91");

  private final DicomParser parser;
  private final PresentationReader presentations = new PresentationReader();
  private final Cache<Key, Parsed> cache;

  /** A file as it was when it was parsed; one written anew under the same name is another. */
  private record Key(Source source, long size, FileTime modified) {
    static Key of(Source source) {
      try {
        BasicFileAttributes a = Files.readAttributes(source.path(), BasicFileAttributes.class);
        return new Key(source, a.size(), a.lastModifiedTime());
      } catch (IOException e) {
        // Opening it will say why.
        return new Key(source, -1, FileTime.fromMillis(0));
      }
    }
  }

  /** A header with the places of its fragments, which are looked for on first use. */
  private static final class Parsed {
    private final DicomFile file;
    private final Layout layout;
    private Fragments fragments;

    Parsed(DicomFile file, Layout layout) {
      this.file = file;
      this.layout = layout;
    }

    synchronized Fragments fragments(SeekableByteChannel channel) throws IOException {
      if (fragments == null) {
        long[] extended = null;
        byte[] table = file.dataset().getSafeBytes(EXTENDED_OFFSET_TABLE);
        if (table != null && table.length >= 8) {
          extended = new long[table.length / 8];
          ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(extended);
        }
        PixelData data = file.pixelData().orElseThrow();
        fragments = Fragments.scan(channel, data.offset(), layout.frames(), extended);
      }
      return fragments;
    }
  }

  public FilePixelReader() {
    this(new DicomParser(new SourceOpener()));
  }

  public FilePixelReader(DicomParser parser) {
    this.parser = parser;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(RETAINED_BYTES)
            .weigher((Key key, Parsed p) -> weight(p.file))
            .build();
  }

  /** Bytes that a parsed header holds on to, roughly: what lies before the pixel data. */
  private static int weight(DicomFile file) {
    long header = file.pixelData().map(PixelData::offset).orElse(0L);
    long inflated = file.inflated() == null ? 0 : file.inflated().length;
    return (int) Math.min(Integer.MAX_VALUE, HEADER_OVERHEAD + HEADER_GROWTH * header + inflated);
  }

  @Override
  public Frame frame(Instance instance, int frameIndex) throws FoveaException {
    return frame(instance.source(), frameIndex);
  }

  /**
   * Stored values of one frame of a file.
   *
   * @param frameIndex from 0
   */
  public Frame frame(Source source, int frameIndex) throws FoveaException {
    Parsed parsed = parsed(source);
    if (frameIndex < 0 || frameIndex >= parsed.layout.frames()) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          source.toString(),
          TEXT.get("noSuchFrame", frameIndex + 1, parsed.layout.frames()));
    }
    requireRoom(parsed.layout, source);
    try (SeekableByteChannel channel = parser.open(parsed.file)) {
      return parsed.file.pixelData().orElseThrow().encapsulated()
          ? encapsulated(parsed, channel, frameIndex)
          : uncompressed(parsed, channel, frameIndex);
    } catch (EOFException e) {
      throw new FoveaException(
          ErrorCode.DAMAGED, source.toString(), TEXT.get("pixelsEndEarly", frameIndex + 1), e);
    } catch (IOException | RuntimeException e) {
      throw new FoveaException(
          ErrorCode.DAMAGED, source.toString(), TEXT.get("pixelsDamaged", frameIndex + 1), e);
    }
  }

  /** Turns away what would not fit into half of the memory, before any of it is taken. */
  private static void requireRoom(Layout layout, Source source) throws FoveaException {
    long bytes = 2L * layout.values() * Math.max(1, layout.bitsAllocated() / 8);
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED,
          source.toString(),
          TEXT.get("imageTooLarge", layout.columns(), layout.rows()));
    }
  }

  /** Number of frames a file's header claims. */
  public int frames(Source source) throws FoveaException {
    return parsed(source).layout.frames();
  }

  @Override
  public Presentation presentation(Instance instance, int frameIndex) throws FoveaException {
    return presentation(instance.source(), frameIndex);
  }

  /** As {@link #presentation(Instance, int)}, for a file. */
  public Presentation presentation(Source source, int frameIndex) throws FoveaException {
    Parsed parsed = parsed(source);
    try {
      return presentations.read(parsed.file.dataset(), parsed.layout, frameIndex);
    } catch (RuntimeException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("tablesDamaged"), e);
    }
  }

  private Parsed parsed(Source source) throws FoveaException {
    Key key = Key.of(source);
    Parsed known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    DicomFile file = parser.parse(source);
    Layout layout;
    try {
      layout = Layout.of(file);
    } catch (RuntimeException e) {
      throw new FoveaException(ErrorCode.DAMAGED, source.toString(), TEXT.get("headerDamaged"), e);
    }
    Parsed parsed = new Parsed(file, layout);
    cache.put(key, parsed);
    return parsed;
  }

  private static Frame uncompressed(Parsed parsed, SeekableByteChannel channel, int index)
      throws IOException, FoveaException {
    Layout layout = parsed.layout;
    PixelData data = parsed.file.pixelData().orElseThrow();
    String syntax = parsed.file.transferSyntaxUid();
    if (!PLAIN.contains(syntax)) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          parsed.file.source().toString(),
          TEXT.get("notEncapsulated", UID.nameOf(syntax), syntax));
    }
    if (layout.ybr() && layout.bitsAllocated() != 8 && data.kind() == PixelData.Kind.INTEGER) {
      throw unsupportedColour(parsed);
    }
    long firstBit = Math.multiplyExact(index, layout.frameBits());
    long lastBit = Math.addExact(firstBit, layout.frameBits());
    long from = firstBit / 8;
    long to = (lastBit + 7) / 8;
    if (to > data.length()) {
      throw new EOFException();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
    Fragments.read(channel, data.offset() + from, bytes);
    ByteOrder order = order(parsed.file);
    byte[] raw = bytes.array();
    return switch (data.kind()) {
      case FLOAT -> frame(layout, StoredValues.floats(raw, layout.values(), order));
      case DOUBLE -> frame(layout, StoredValues.doubles(raw, layout.values(), order));
      case INTEGER -> {
        if (layout.bitsAllocated() == 1) {
          yield frame(layout, StoredValues.bits(raw, (int) (firstBit & 7), layout.values()));
        }
        int pixels = layout.rows() * layout.columns();
        if (layout.samples() == 3 && layout.subsampled()) {
          raw = Colour.expand422(raw, pixels);
        } else if (layout.planar()) {
          raw = StoredValues.interleave(raw, pixels, layout.samples(), layout.bitsAllocated() / 8);
        }
        if (layout.samples() == 3
            && layout.bitsAllocated() == 8
            && layout.photometric().startsWith("YBR_FULL")) {
          Colour.ybrFullToRgb(raw);
        }
        yield frame(layout, StoredValues.integers(raw, layout, order));
      }
    };
  }

  private static FoveaException unsupportedColour(Parsed parsed) {
    return new FoveaException(
        ErrorCode.UNSUPPORTED,
        parsed.file.source().toString(),
        TEXT.get("colour", parsed.layout.photometric(), parsed.layout.bitsAllocated()));
  }

  private static ByteOrder order(DicomFile file) {
    return BIG_ENDIAN.equals(file.transferSyntaxUid())
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
  }

  private static Frame encapsulated(Parsed parsed, SeekableByteChannel channel, int index)
      throws IOException, FoveaException {
    Layout layout = parsed.layout;
    String syntax = parsed.file.transferSyntaxUid();
    boolean rle = UID.RLELossless.equals(syntax);
    if (!rle && !CODESTREAMS.contains(syntax)) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED,
          parsed.file.source().toString(),
          TEXT.get("syntax", UID.nameOf(syntax), syntax));
    }
    if (rle && (layout.bitsAllocated() == 1 || layout.ybr() && layout.bitsAllocated() != 8)) {
      throw unsupportedColour(parsed);
    }
    byte[] bytes = parsed.fragments(channel).frame(channel, index);
    return rle ? runLength(layout, bytes) : codestream(parsed, bytes);
  }

  private static Frame runLength(Layout layout, byte[] packed) throws IOException {
    int pixels = layout.rows() * layout.columns();
    int bytes = Math.max(1, layout.bitsAllocated() / 8);
    byte[] planes = RleDecoder.decode(packed, layout.samples() * bytes, pixels);
    byte[] raw = new byte[planes.length];
    for (int s = 0; s < layout.samples(); s++) {
      for (int b = 0; b < bytes; b++) {
        int plane = (s * bytes + b) * pixels;
        for (int p = 0; p < pixels; p++) {
          // Planes come most significant byte first; values are put together little endian.
          raw[(p * layout.samples() + s) * bytes + bytes - 1 - b] = planes[plane + p];
        }
      }
    }
    if (layout.samples() == 3 && bytes == 1 && layout.photometric().equals("YBR_FULL")) {
      Colour.ybrFullToRgb(raw);
    }
    return frame(layout, StoredValues.integers(raw, layout, ByteOrder.LITTLE_ENDIAN));
  }

  private static Frame codestream(Parsed parsed, byte[] bytes) throws IOException, FoveaException {
    Layout layout = parsed.layout;
    String source = parsed.file.source().toString();
    Codestream stream = Codestream.of(bytes);
    if (stream.columns() != layout.columns()
        || stream.rows() != layout.rows()
        || stream.components() != layout.samples()) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          source,
          TEXT.get(
              "sizeContradicts", layout.columns(), layout.rows(), stream.columns(), stream.rows()));
    }
    if (layout.values() > SMALL_IMAGE && layout.values() > MAXIMUM_COMPRESSION * bytes.length) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED,
          source,
          TEXT.get("imageTooLarge", layout.columns(), layout.rows()));
    }
    if (stream.precision() > layout.bitsAllocated()) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          source,
          TEXT.get("precisionContradicts", layout.bitsAllocated(), stream.precision()));
    }
    if (stream.precision() > 16) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED, source, TEXT.get("precision", stream.precision()));
    }
    if (stream.kind() == Codestream.Kind.JPEG_2000 && SubsampledJpeg2000.is(bytes)) {
      return frame(layout, new Samples.Bytes(SubsampledJpeg2000.decode(bytes, stream), false));
    }
    if (!NativeCodecs.available()) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED,
          source,
          TEXT.get("noNative", UID.nameOf(parsed.file.transferSyntaxUid())));
    }
    boolean colour = layout.samples() == 3;
    Object values = NativeCodecs.decode(bytes, stream, colour && isYcbcr(layout, stream));
    if (values instanceof byte[] v) {
      if (colour
          && stream.kind() == Codestream.Kind.JPEG_LS
          && layout.photometric().startsWith("YBR_FULL")) {
        Colour.ybrFullToRgb(v);
      }
      if (layout.signed() && stream.precision() < 8 && !stream.signed()) {
        int unused = 8 - stream.precision();
        for (int i = 0; i < v.length; i++) {
          v[i] = (byte) ((byte) (v[i] << unused) >> unused);
        }
      }
      return frame(layout, new Samples.Bytes(v, layout.signed()));
    }
    short[] v = (short[]) values;
    if (layout.signed() && stream.precision() < 16 && !stream.signed()) {
      int unused = 16 - stream.precision();
      for (int i = 0; i < v.length; i++) {
        v[i] = (short) ((short) (v[i] << unused) >> unused);
      }
    }
    // A codestream may hold more bits than the header says; then none of them is dropped.
    return frame(
        layout,
        stream.precision() > 8
            ? new Samples.Shorts(v, layout.signed())
            : StoredValues.narrow(v, layout));
  }

  /**
   * Whether the samples of a codestream are YCbCr; what it says of itself goes before the header.
   */
  private static boolean isYcbcr(Layout layout, Codestream stream) {
    return switch (stream.kind()) {
      case JPEG_2000, JPEG_LS -> false;
      case JPEG -> {
        if (stream.adobeTransform() >= 0) {
          yield stream.adobeTransform() == 1;
        }
        if (stream.rgbComponents()) {
          yield false;
        }
        yield stream.jfif() || layout.photometric().startsWith("YBR");
      }
    };
  }

  private static Frame frame(Layout layout, Samples samples) {
    Photometric photometric =
        layout.samples() == 3
            ? Photometric.RGB
            : switch (layout.photometric()) {
              case "MONOCHROME1" -> Photometric.MONOCHROME1;
              case "PALETTE COLOR" -> Photometric.PALETTE_COLOR;
              default -> Photometric.MONOCHROME2;
            };
    return new Frame(
        layout.columns(),
        layout.rows(),
        layout.samples(),
        layout.bitsStored(),
        photometric,
        samples);
  }

  /** The header of a file, kept for a while; not to be changed. */
  public Attributes header(Source source) throws FoveaException {
    return parsed(source).file.dataset();
  }
}
