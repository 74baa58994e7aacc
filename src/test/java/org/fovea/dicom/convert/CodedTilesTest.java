package org.fovea.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.Progress;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.decode.NativeCodecs;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.imaging.pixel.Samples;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiled TIFF files as scanners write them, made here byte by byte. */
class CodedTilesTest {
  private static final int TILE = 64;
  private static final String APERIO =
      "Aperio Image Library v11.2.1 \r\n100x60 [10,20 100x60] (64x64) Q=70|AppMag = 40|MPP = 0.25"
          + "|Left = 30.0|Top = 15.0|Date = 03/09/26|Time = 10:11:12";

  @TempDir Path folder;

  /** A picture of 100 by 60 pixels in two tiles. */
  private Path tiff(int compression, int photometric, List<byte[]> tiles, byte[] tables)
      throws Exception {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(new byte[8]);
    long[] offsets = new long[tiles.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = data.size();
      data.write(tiles.get(i));
    }
    Map<Integer, Object> tags = new TreeMap<>();
    tags.put(256, new long[] {100});
    tags.put(257, new long[] {60});
    tags.put(258, new long[] {8, 8, 8});
    tags.put(259, new long[] {compression});
    tags.put(262, new long[] {photometric});
    tags.put(270, (APERIO + "\0").getBytes(StandardCharsets.US_ASCII));
    tags.put(277, new long[] {3});
    tags.put(322, new long[] {TILE});
    tags.put(323, new long[] {TILE});
    tags.put(324, offsets);
    tags.put(325, tiles.stream().mapToLong(t -> t.length).toArray());
    if (tables != null) {
      tags.put(347, tables);
    }
    ByteBuffer directory =
        ByteBuffer.allocate(2 + 12 * tags.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
    directory.putShort((short) tags.size());
    for (Map.Entry<Integer, Object> tag : tags.entrySet()) {
      boolean text = tag.getValue() instanceof byte[];
      byte[] values = text ? (byte[]) tag.getValue() : little((long[]) tag.getValue());
      int type = !text ? 4 : tag.getKey() == 347 ? 7 : 2;
      directory.putShort(tag.getKey().shortValue()).putShort((short) type);
      directory.putInt(text ? values.length : values.length / 4);
      if (values.length <= 4) {
        directory.put(values).position(directory.position() + 4 - values.length);
      } else {
        directory.putInt(data.size());
        data.write(values);
      }
    }
    int at = data.size();
    data.write(directory.array());
    byte[] file = data.toByteArray();
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'I')
        .put((byte) 'I')
        .putShort((short) 42)
        .putInt(at);
    return Files.write(folder.resolve("made.svs"), file);
  }

  private static byte[] little(long[] values) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      b.putInt((int) value);
    }
    return b.array();
  }

  private static byte[] pixels(int column) {
    byte[] rgb = new byte[3 * TILE * TILE];
    new MadePixels(200, 100).read(column * TILE, 0, TILE, TILE, rgb);
    return rgb;
  }

  private Path convert(Path file) throws Exception {
    return new SlideConverter(new SlideWriter("test"))
        .convert(file, folder.resolve("out"), ConversionRequest.plain(), Progress.none())
        .resolve("level-0.dcm");
  }

  private static Attributes header(Path file) throws Exception {
    return new DicomParser(new SourceOpener()).parse(Source.file(file)).dataset();
  }

  private static byte[] tile(Path file, int frame) throws Exception {
    return ((Samples.Bytes) new FilePixelReader().frame(Source.file(file), frame).samples())
        .values();
  }

  private static double difference(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return sum / a.length;
  }

  @Test
  void jpeg2000TilesAreKept() throws Exception {
    Assumptions.assumeTrue(NativeCodecs.available(), "skipped: no native encoder here");
    byte[] first = NativeCodecs.encodeJpeg2000(pixels(0), TILE, TILE);
    byte[] second = NativeCodecs.encodeJpeg2000(pixels(1), TILE, TILE);
    Path level = convert(tiff(33005, 2, List.of(first, second), null));
    assertThat(tile(level, 0)).isEqualTo(pixels(0));
    assertThat(tile(level, 1)).isEqualTo(pixels(1));
    assertThat(new String(Files.readAllBytes(level), StandardCharsets.ISO_8859_1))
        .contains(new String(first, StandardCharsets.ISO_8859_1));
    Attributes a = header(level);
    assertThat(a.getString(Tag.PhotometricInterpretation)).isEqualTo("RGB");
    assertThat(a.getString(Tag.AcquisitionDateTime)).isEqualTo("20260309101112");
    Attributes origin = a.getNestedDataset(Tag.TotalPixelMatrixOriginSequence);
    // 15 mm less 20 pixels of 0.25 um; 76 mm less 30 mm and 10 pixels
    assertThat(origin.getDouble(Tag.XOffsetInSlideCoordinateSystem, 0)).isEqualTo(14.995);
    assertThat(origin.getDouble(Tag.YOffsetInSlideCoordinateSystem, 0)).isEqualTo(45.9975);
  }

  @Test
  void tablesOfAbbreviatedJpegAreMergedIn() throws Exception {
    List<byte[]> tiles = new ArrayList<>();
    byte[] tables = null;
    for (int column = 0; column < 2; column++) {
      byte[] whole = new JpegEncoder(90).encode(pixels(column), TILE, TILE);
      byte[][] parts = abbreviate(whole);
      tables = parts[0];
      tiles.add(parts[1]);
    }
    Path level = convert(tiff(7, 6, tiles, tables));
    assertThat(header(level).getString(Tag.PhotometricInterpretation)).isEqualTo("YBR_FULL_422");
    assertThat(difference(tile(level, 0), pixels(0))).isLessThan(2);
    assertThat(difference(tile(level, 1), pixels(1))).isLessThan(2);
  }

  @Test
  void redGreenBlueInJpegIsMarkedAsSuch() throws Exception {
    byte[] first = new JpegEncoder(95).encodeUnturned(pixels(0), TILE, TILE);
    byte[] second = new JpegEncoder(95).encodeUnturned(pixels(1), TILE, TILE);
    Path level = convert(tiff(7, 2, List.of(first, second), null));
    assertThat(header(level).getString(Tag.PhotometricInterpretation)).isEqualTo("RGB");
    assertThat(difference(tile(level, 0), pixels(0))).isLessThan(2);
    // the Adobe segment with transform 0, for readers that know nothing but the stream
    assertThat(new String(Files.readAllBytes(level), StandardCharsets.ISO_8859_1))
        .contains("Adobe\0d\0\0\0\0\0");
  }

  @Test
  void tilesThatTheScannerLeftOutAreWhite() throws Exception {
    byte[] first = new JpegEncoder(90).encode(pixels(0), TILE, TILE);
    byte[] rgb = new JpegEncoder(90).encodeUnturned(pixels(0), TILE, TILE);
    byte[] white = new byte[3 * TILE * TILE];
    java.util.Arrays.fill(white, (byte) 255);
    assertThat(difference(tile(convert(tiff(7, 6, List.of(first, new byte[0]), null)), 1), white))
        .isLessThan(1);
    assertThat(difference(tile(convert(tiff(7, 2, List.of(rgb, new byte[0]), null)), 1), white))
        .isLessThan(1);
  }

  /** Parts a stream into its tables and the rest (ISO/IEC 10918-1 B.4, B.5). */
  private static byte[][] abbreviate(byte[] stream) {
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    tables.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    rest.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    int at = 2;
    while ((stream[at + 1] & 0xff) != 0xda) {
      int marker = stream[at + 1] & 0xff;
      int length = 2 + ((stream[at + 2] & 0xff) << 8 | stream[at + 3] & 0xff);
      boolean table = marker == 0xdb || marker == 0xc4;
      if (table || marker == 0xc0) {
        (table ? tables : rest).write(stream, at, length);
      }
      at += length;
    }
    rest.write(stream, at, stream.length - at);
    tables.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    return new byte[][] {tables.toByteArray(), rest.toByteArray()};
  }
}
