package org.fovea.dicom.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Source;
import org.fovea.imaging.pixel.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie: each is refused in a sentence that names it, and nothing else is thrown. */
@Timeout(60)
class HostileInputTest {
  @TempDir Path folder;
  private final FilePixelReader reader = new FilePixelReader();

  private Source write(byte[] bytes) throws Exception {
    return Source.file(Files.write(Files.createTempFile(folder, "x", ".dcm"), bytes));
  }

  private FoveaException refused(byte[] bytes) throws Exception {
    return refused(bytes, 0);
  }

  private FoveaException refused(byte[] bytes, int frame) throws Exception {
    Source source = write(bytes);
    FoveaException e =
        catchThrowableOfType(FoveaException.class, () -> reader.frame(source, frame));
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).endsWith(".").doesNotContain("null").hasSizeLessThan(250);
    assertThat(e.source()).isEqualTo(source.toString());
    return e;
  }

  private static DicomBytes small(String syntax) {
    return DicomBytes.image(syntax, 4, 6, 1, "MONOCHROME2", 16, 12, false);
  }

  @Test
  void emptyFile() throws Exception {
    assertThat(refused(new byte[0]).code()).isEqualTo(ErrorCode.NOT_DICOM);
  }

  @Test
  void textFile() throws Exception {
    byte[] text = "Dear colleague, please find the images enclosed.\n".repeat(50).getBytes();
    assertThat(refused(text).code()).isEqualTo(ErrorCode.NOT_DICOM);
  }

  @Test
  void wrongMagic() throws Exception {
    byte[] file = small(DicomBytes.EXPLICIT).pixels(new byte[48]).file();
    file[131] = 'X';
    assertThat(refused(file).code()).isEqualTo(ErrorCode.NOT_DICOM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {DicomBytes.IMPLICIT, DicomBytes.EXPLICIT, DicomBytes.BIG, DicomBytes.DEFLATED})
  void truncatedAnywhere(String syntax) throws Exception {
    byte[] file = small(syntax).pixels(new byte[48]).file();
    assertThat(reader.frame(write(file), 0).samples().length()).isEqualTo(24);
    for (int length = 0; length < file.length; length++) {
      // The end of a deflated stream holds no data, so a few last bytes may be missed by nobody.
      if (!syntax.equals(DicomBytes.DEFLATED) || length < file.length - 4) {
        refused(Arrays.copyOf(file, length));
      }
    }
  }

  @Test
  void encapsulatedTruncatedAnywhere() throws Exception {
    byte[] frame = DicomBytes.rle(new byte[][] {new byte[24], new byte[24]});
    byte[] file = small(DicomBytes.RLE).fragments(null, frame).file();
    assertThat(reader.frame(write(file), 0).samples().length()).isEqualTo(24);
    // Without the eight bytes of the sequence delimiter everything is still there.
    for (int length = 0; length < file.length - 8; length++) {
      refused(Arrays.copyOf(file, length));
    }
  }

  @Test
  void hugeImageOfTenBytes() throws Exception {
    for (String syntax : new String[] {DicomBytes.EXPLICIT, DicomBytes.IMPLICIT}) {
      refused(
          DicomBytes.image(syntax, 65535, 65535, 1, "MONOCHROME2", 16, 16, false)
              .pixels(new byte[10])
              .file());
    }
  }

  @Test
  void largeImageOfFewCompressedBytes() throws Exception {
    byte[] frame = Arrays.copyOf(new byte[] {1, 0, 0, 0, 64}, 80);
    refused(
        DicomBytes.image(DicomBytes.RLE, 16000, 16000, 1, "MONOCHROME2", 8, 8, false)
            .fragments(null, frame)
            .file());
    byte[] jpeg = jpegHeader(16000, 16000, 8);
    FoveaException e =
        refused(
            DicomBytes.image(DicomBytes.JPEG, 16000, 16000, 1, "MONOCHROME2", 8, 8, false)
                .fragments(null, jpeg)
                .file());
    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  private static byte[] jpegHeader(int rows, int columns, int precision) {
    return new byte[] {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xc0,
      0,
      11,
      (byte) precision,
      (byte) (rows >> 8),
      (byte) rows,
      (byte) (columns >> 8),
      (byte) columns,
      1,
      1,
      0x11,
      0,
      (byte) 0xff,
      (byte) 0xd9
    };
  }

  @Test
  void codestreamOfAnotherSizeOrDepthNeverReachesTheDecoder() throws Exception {
    FoveaException size =
        refused(
            DicomBytes.image(DicomBytes.JPEG, 4, 6, 1, "MONOCHROME2", 8, 8, false)
                .fragments(null, jpegHeader(4000, 6000, 8))
                .file());
    assertThat(size.getMessage()).contains("6 × 4").contains("6,000 × 4,000");
    FoveaException depth =
        refused(
            DicomBytes.image(DicomBytes.JPEG, 4, 6, 1, "MONOCHROME2", 8, 8, false)
                .fragments(null, jpegHeader(4, 6, 12))
                .file());
    assertThat(depth.getMessage()).contains("8 bits").contains("12");
  }

  @Test
  void codestreamCutInItsHeader() throws Exception {
    byte[] jpeg = jpegHeader(4, 6, 8);
    for (int n = 0; n < jpeg.length; n++) {
      refused(
          DicomBytes.image(DicomBytes.JPEG, 4, 6, 1, "MONOCHROME2", 8, 8, false)
              .fragments(null, Arrays.copyOf(jpeg, n))
              .file());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0xfffffff0L, 0x7fffffffL, 0x80000000L, 100_000})
  void lyingLengths(long claimed) throws Exception {
    for (String vr : new String[] {"UT", "UN", "OB", "SQ"}) {
      refused(
          small(DicomBytes.EXPLICIT)
              .element(0x00420011, vr, new byte[10], claimed)
              .pixels(new byte[48])
              .file());
    }
    refused(
        small(DicomBytes.IMPLICIT)
            .element(0x00420011, "OB", new byte[10], claimed)
            .pixels(new byte[48])
            .file());
    refused(small(DicomBytes.EXPLICIT).element(0x7fe00010, "OW", new byte[10], claimed).file());
  }

  @Test
  void deepSequences() throws Exception {
    for (String syntax : new String[] {DicomBytes.EXPLICIT, DicomBytes.IMPLICIT}) {
      DicomBytes deep = small(syntax);
      for (int i = 0; i < 100_000; i++) {
        deep.element(0x00081140, "SQ", new byte[0], DicomBytes.UNDEFINED)
            .item(0xfffee000, DicomBytes.UNDEFINED);
      }
      assertThat(refused(deep.file()).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }
  }

  @Test
  void fragmentBeyondTheEnd() throws Exception {
    refused(
        small(DicomBytes.RLE)
            .element(0x7fe00010, "OB", new byte[0], DicomBytes.UNDEFINED)
            .item(0xfffee000, 0)
            .item(0xfffee000, 0xfffffff0L)
            .raw(new byte[20])
            .file());
  }

  @Test
  void offsetsOutside() throws Exception {
    byte[] frame = DicomBytes.rle(new byte[][] {new byte[24], new byte[24]});
    for (int[] table : new int[][] {{0, 1 << 30}, {-1, -2}, {8, 4}, {0, 3}}) {
      byte[] file =
          small(DicomBytes.RLE)
              .text(0x00280008, "IS", "2")
              .fragments(table, frame, frame, frame)
              .file();
      refused(file, 0);
      refused(file, 1);
    }
  }

  @Test
  void twoThousandMillionFrames() throws Exception {
    byte[] plain =
        small(DicomBytes.EXPLICIT).text(0x00280008, "IS", "2147483647").pixels(new byte[48]).file();
    refused(plain, Integer.MAX_VALUE - 1);
    refused(plain, 1);
    byte[] huge =
        DicomBytes.image(DicomBytes.EXPLICIT, 20000, 20000, 1, "MONOCHROME2", 16, 16, false)
            .text(0x00280008, "IS", "2147483647")
            .pixels(new byte[48])
            .file();
    for (int shift = 0; shift < 31; shift++) {
      refused(huge, Integer.MAX_VALUE >> shift);
    }
    byte[] frame = DicomBytes.rle(new byte[][] {new byte[24], new byte[24]});
    refused(
        small(DicomBytes.RLE).text(0x00280008, "IS", "2147483647").fragments(null, frame).file(),
        5);
  }

  @Test
  void noRowsNoFramesNoBits() throws Exception {
    refused(
        DicomBytes.image(DicomBytes.EXPLICIT, 0, 6, 1, "MONOCHROME2", 8, 8, false)
            .pixels(new byte[6])
            .file());
    refused(
        DicomBytes.image(DicomBytes.EXPLICIT, 1, 6, 1, "MONOCHROME2", 0, 0, false)
            .pixels(new byte[6])
            .file());
    refused(
        DicomBytes.image(DicomBytes.EXPLICIT, 1, 6, 1, "MONOCHROME2", 8, 12, false)
            .pixels(new byte[6])
            .file());
    for (String frames : new String[] {"0", "-3", "many", "99999999999"}) {
      refused(
          small(DicomBytes.EXPLICIT).text(0x00280008, "IS", frames).pixels(new byte[48]).file());
    }
  }

  @Test
  void compressedSyntaxOverPlainPixels() throws Exception {
    refused(
        DicomBytes.image(DicomBytes.JPEG, 4, 6, 1, "MONOCHROME2", 8, 8, false)
            .pixels(new byte[24])
            .file());
  }

  @Test
  void colourThatIsNotReadIsNamed() throws Exception {
    FoveaException e =
        refused(
            DicomBytes.image(DicomBytes.EXPLICIT, 2, 2, 3, "YBR_PARTIAL_422", 8, 8, false)
                .pixels(new byte[12])
                .file());
    assertThat(e.getMessage()).contains("YBR_PARTIAL_422");
    assertThat(
            refused(
                    DicomBytes.image("1.2.840.10008.1.2.4.102", 2, 2, 1, "MONOCHROME2", 8, 8, false)
                        .fragments(null, new byte[10])
                        .file())
                .getMessage())
        .contains("1.2.840.10008.1.2.4.102");
  }

  @Test
  void deflateBomb() throws Exception {
    byte[] head = small(DicomBytes.DEFLATED).file();
    byte[] meta = Arrays.copyOf(head, 132 + 12 + 8 + 22);
    assertThat(new String(meta, StandardCharsets.ISO_8859_1)).endsWith(DicomBytes.DEFLATED);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(meta);
    try (OutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
      out.write(small(DicomBytes.EXPLICIT).dataset());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 600; i++) {
        out.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    assertThat(refused(bomb.toByteArray()).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void zstdBomb() throws Exception {
    // RFC 8878: a frame of 128 KiB window, then blocks that each repeat one byte 128 Ki times.
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0x38});
    int block = (128 << 10) << 3 | 1 << 1;
    for (int i = 0; i < 32 * 1024; i++) {
      bomb.writeBytes(new byte[] {(byte) block, (byte) (block >> 8), (byte) (block >> 16), 0});
    }
    bomb.writeBytes(new byte[] {3, 0, 0});
    assertThat(refused(bomb.toByteArray()).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void fileReplacedUnderTheSameNameIsReadAnew() throws Exception {
    Source source =
        write(
            DicomBytes.image(DicomBytes.EXPLICIT, 2, 2, 1, "MONOCHROME2", 8, 8, false)
                .pixels(new byte[] {1, 2, 3, 4})
                .file());
    assertThat(reader.frame(source, 0).rows()).isEqualTo(2);
    Files.write(
        source.path(),
        DicomBytes.image(DicomBytes.EXPLICIT, 3, 2, 1, "MONOCHROME2", 8, 8, false)
            .pixels(new byte[] {1, 2, 3, 4, 5, 6})
            .file());
    Frame frame = reader.frame(source, 0);
    assertThat(frame.rows()).isEqualTo(3);
    assertThat(frame.samples().get(5)).isEqualTo(6);
  }

  @Test
  void hostileSegmentedPaletteEnds() throws Exception {
    DicomBytes b =
        DicomBytes.image(DicomBytes.EXPLICIT, 2, 2, 1, "PALETTE COLOR", 8, 8, false)
            .element(0x00281101, "US", new DicomBytes(DicomBytes.EXPLICIT).words(0, 0, 16))
            .element(0x00281102, "US", new DicomBytes(DicomBytes.EXPLICIT).words(0, 0, 16))
            .element(0x00281103, "US", new DicomBytes(DicomBytes.EXPLICIT).words(0, 0, 16));
    int[] segments = new int[4 * 500_000];
    // Empty discrete segments, then indirect ones that each ask for 65,535 of them.
    for (int i = 4 * 100_000; i < segments.length; i += 4) {
      segments[i] = 2;
      segments[i + 1] = 0xffff;
    }
    for (int tag = 0x00281221; tag <= 0x00281223; tag++) {
      b.element(tag, "OW", b.words(segments));
    }
    Source source = write(b.pixels(new byte[4]).file());
    FoveaException e =
        catchThrowableOfType(FoveaException.class, () -> reader.presentation(source, 0));
    assertThat(e.code()).isEqualTo(ErrorCode.DAMAGED);
  }
}
