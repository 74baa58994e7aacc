package org.fovea.dicom.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Source;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.junit.jupiter.api.Test;

/** Images written byte by byte come back as the values that were written. */
class CodingsTest {
  private static Frame read(byte[] file, int frame) throws Exception {
    Path path = Files.createTempFile("coding", ".dcm");
    try {
      return new FilePixelReader().frame(Source.file(path(path, file)), frame);
    } finally {
      Files.delete(path);
    }
  }

  private static Path path(Path path, byte[] file) throws Exception {
    return Files.write(path, file);
  }

  private static double[] values(Frame frame) {
    double[] v = new double[frame.samples().length()];
    for (int i = 0; i < v.length; i++) {
      v[i] = frame.samples().get(i);
    }
    return v;
  }

  /** A way to store pixels: everything that the round trip varies. */
  record Coding(
      String syntax,
      int rows,
      int columns,
      int samples,
      boolean planar,
      int allocated,
      int stored,
      boolean signed,
      int frames,
      long seed) {}

  @Provide
  Arbitrary<Coding> codings() {
    Arbitrary<int[]> bits =
        Arbitraries.of(8, 16, 32)
            .flatMap(a -> Arbitraries.integers().between(1, a).map(s -> new int[] {a, s}));
    Arbitrary<int[]> size =
        Combinators.combine(
                Arbitraries.integers().between(1, 9), Arbitraries.integers().between(1, 9))
            .as((r, c) -> new int[] {r, c});
    return Combinators.combine(
            Arbitraries.of(
                DicomBytes.IMPLICIT,
                DicomBytes.EXPLICIT,
                DicomBytes.BIG,
                DicomBytes.DEFLATED,
                DicomBytes.RLE),
            size,
            Arbitraries.of(1, 3),
            Arbitraries.of(true, false),
            bits,
            Arbitraries.of(true, false),
            Arbitraries.integers().between(1, 3),
            Arbitraries.longs())
        .as(
            (syntax, s, n, planar, b, signed, frames, seed) ->
                new Coding(syntax, s[0], s[1], n, planar, b[0], b[1], signed, frames, seed));
  }

  @Property(tries = 600)
  void whatIsWrittenIsRead(@ForAll("codings") Coding c) throws Exception {
    Random random = new Random(c.seed());
    int pixels = c.rows() * c.columns();
    int n = pixels * c.samples();
    int bytes = c.allocated() / 8;
    DicomBytes b =
        DicomBytes.image(
            c.syntax(),
            c.rows(),
            c.columns(),
            c.samples(),
            c.samples() == 3 ? "RGB" : "MONOCHROME2",
            c.allocated(),
            c.stored(),
            c.signed());
    b.us(0x00280006, c.planar() ? 1 : 0).text(0x00280008, "IS", String.valueOf(c.frames()));
    double[][] expected = new double[c.frames()][n];
    byte[][] packed = new byte[c.frames()][];
    DicomBytes plain = new DicomBytes(c.syntax());
    for (int f = 0; f < c.frames(); f++) {
      byte[][] planes = new byte[c.samples() * bytes][pixels];
      long[] stored = new long[n];
      for (int p = 0; p < pixels; p++) {
        for (int s = 0; s < c.samples(); s++) {
          long value = random.nextLong() & (1L << c.stored()) - 1;
          boolean negative = c.signed() && (value >> c.stored() - 1) == 1;
          expected[f][p * c.samples() + s] = negative ? value - (1L << c.stored()) : value;
          // What lies above the stored bits belongs to nobody: fill it with noise, as overlays do.
          long noise = random.nextLong() << c.stored() & (1L << c.allocated()) - 1;
          stored[c.planar() ? s * pixels + p : p * c.samples() + s] = value | noise;
          for (int k = 0; k < bytes; k++) {
            planes[s * bytes + k][p] = (byte) ((value | noise) >> 8 * (bytes - 1 - k));
          }
        }
      }
      packed[f] = DicomBytes.rle(planes);
      for (long v : stored) {
        plain.number(v, bytes);
      }
    }
    byte[] file =
        c.syntax().equals(DicomBytes.RLE)
            ? b.fragments(null, packed).file()
            : b.pixels(plain.dataset()).file();
    for (int f = 0; f < c.frames(); f++) {
      Frame frame = read(file, f);
      assertThat(values(frame)).containsExactly(expected[f]);
      assertThat(frame.rows()).isEqualTo(c.rows());
      assertThat(frame.columns()).isEqualTo(c.columns());
      if (c.stored() <= 8) {
        assertThat(frame.samples()).isInstanceOf(Samples.Bytes.class);
      }
    }
  }

  @Test
  void oneBitPixelsFollowEachOtherWithoutPaddingBetweenFrames() throws Exception {
    Random random = new Random(3);
    int pixels = 3 * 5;
    byte[] packed = new byte[(4 * pixels + 7) / 8];
    double[][] expected = new double[4][pixels];
    for (int i = 0; i < 4 * pixels; i++) {
      int bit = random.nextInt(2);
      expected[i / pixels][i % pixels] = bit;
      packed[i / 8] |= (byte) (bit << i % 8);
    }
    byte[] file =
        DicomBytes.image(DicomBytes.EXPLICIT, 3, 5, 1, "MONOCHROME2", 1, 1, false)
            .text(0x00280008, "IS", "4")
            .pixels(packed)
            .file();
    for (int f = 0; f < 4; f++) {
      assertThat(values(read(file, f))).containsExactly(expected[f]);
    }
  }

  @Test
  void withoutPreambleAndMetaHeader() throws Exception {
    for (String syntax : new String[] {DicomBytes.IMPLICIT, DicomBytes.EXPLICIT, DicomBytes.BIG}) {
      DicomBytes b = DicomBytes.image(syntax, 1, 2, 1, "MONOCHROME1", 16, 16, true);
      b.pixels(new DicomBytes(syntax).number(-2, 2).number(258, 2).dataset());
      Frame frame = read(b.dataset(), 0);
      assertThat(values(frame)).as(syntax).containsExactly(-2, 258);
      assertThat(frame.photometric()).isEqualTo(Photometric.MONOCHROME1);
    }
  }

  @Test
  void floatAndDoublePixels() throws Exception {
    for (String syntax : new String[] {DicomBytes.EXPLICIT, DicomBytes.BIG}) {
      DicomBytes f = DicomBytes.image(syntax, 1, 2, 1, "MONOCHROME2", 32, 32, false);
      byte[] floats =
          ByteBuffer.allocate(8).order(f.order()).putFloat(1.5f).putFloat(-3e7f).array();
      assertThat(values(read(f.element(0x7fe00008, "OF", floats).file(), 0)))
          .containsExactly(1.5, -3e7f);
      DicomBytes d = DicomBytes.image(syntax, 1, 2, 1, "MONOCHROME2", 64, 64, false);
      byte[] doubles =
          ByteBuffer.allocate(16).order(d.order()).putDouble(Math.PI).putDouble(-1e300).array();
      assertThat(values(read(d.element(0x7fe00009, "OD", doubles).file(), 0)))
          .containsExactly(Math.PI, -1e300);
    }
  }

  @Test
  void ybrFull422BecomesRgb() throws Exception {
    // Grey, then red by PS3.3 C.7.6.3.1.2: Y 76, Cb 85, Cr 255 is RGB 254, 0, 0 after rounding.
    byte[] packed = {10, (byte) 200, (byte) 128, (byte) 128, 76, 76, 85, (byte) 255};
    byte[] file =
        DicomBytes.image(DicomBytes.EXPLICIT, 1, 4, 3, "YBR_FULL_422", 8, 8, false)
            .pixels(packed)
            .file();
    Frame frame = read(file, 0);
    assertThat(frame.photometric()).isEqualTo(Photometric.RGB);
    assertThat(values(frame)).containsExactly(10, 10, 10, 200, 200, 200, 254, 0, 0, 254, 0, 0);
  }

  @Test
  void paletteStaysIndicesAndComesWithItsColours() throws Exception {
    DicomBytes b = DicomBytes.image(DicomBytes.EXPLICIT, 1, 3, 1, "PALETTE COLOR", 8, 8, false);
    for (int tag = 0x00281101; tag <= 0x00281103; tag++) {
      b.element(tag, "US", b.words(3, 4, 16));
    }
    b.element(0x00281201, "OW", b.words(0xff00, 0x0100, 0));
    b.element(0x00281202, "OW", b.words(0, 0x8000, 0));
    // Segmented: one discrete value 0, then a line to 0xfe00 over two entries.
    b.element(0x00281223, "OW", b.words(0, 1, 0, 1, 2, 0xfe00));
    byte[] file = b.pixels(new byte[] {4, 5, 6}).file();
    assertThat(values(read(file, 0))).containsExactly(4, 5, 6);
    Path path = path(Files.createTempFile("palette", ".dcm"), file);
    Presentation p = new FilePixelReader().presentation(Source.file(path), 0);
    Files.delete(path);
    assertThat(p.palette()).containsExactly(0xff0000, 0x01807f, 0x0000fe);
    assertThat(p.paletteFirst()).isEqualTo(4);
  }

  @Test
  void jpegBaselineWrittenByAnotherEncoder() throws Exception {
    BufferedImage image = new BufferedImage(40, 24, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 40; x++) {
        image.getRaster().setSample(x, y, 0, 3 * x + 2 * y);
      }
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", jpeg);
    // The JDK's own decoder by name: the toolkit registers others that do not read such streams.
    ImageReader jdk = null;
    for (var all = ImageIO.getImageReadersByFormatName("jpeg"); all.hasNext(); ) {
      ImageReader next = all.next();
      jdk = next.getClass().getName().startsWith("com.sun.") ? next : jdk;
    }
    jdk.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.toByteArray())));
    BufferedImage decoded = jdk.read(0);
    // Two frames, each in two fragments, so that only the offset table tells them apart.
    byte[] all = jpeg.toByteArray();
    byte[] first = java.util.Arrays.copyOf(all, 100);
    byte[] rest = java.util.Arrays.copyOfRange(all, 100, all.length);
    int length = 8 + 100 + 8 + rest.length + rest.length % 2;
    byte[] file =
        DicomBytes.image(DicomBytes.JPEG, 24, 40, 1, "MONOCHROME2", 8, 8, false)
            .text(0x00280008, "IS", "2")
            .fragments(new int[] {0, length}, first, rest, first, rest)
            .file();
    for (int f = 0; f < 2; f++) {
      double[] values = values(read(file, f));
      for (int i = 0; i < values.length; i++) {
        assertThat(Math.abs(values[i] - decoded.getRaster().getSample(i % 40, i / 40, 0)))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void mutatedFilesAreReadOrRefusedInWords() throws Exception {
    fuzz(3000, 20261);
  }

  @Test
  @org.junit.jupiter.api.Tag("slow")
  void manyMutatedFilesAreReadOrRefusedInWords() throws Exception {
    fuzz(200_000, 77);
  }

  /** Uncompressed, run-length and palette files: these never reach a native decoder. */
  private static void fuzz(int count, long seed) throws Exception {
    byte[] frame = DicomBytes.rle(new byte[][] {new byte[24], new byte[24]});
    byte[][] seeds = {
      sample(DicomBytes.EXPLICIT).pixels(new byte[96]).file(),
      sample(DicomBytes.IMPLICIT).pixels(new byte[96]).file(),
      sample(DicomBytes.BIG).pixels(new byte[96]).file(),
      sample(DicomBytes.DEFLATED).pixels(new byte[96]).file(),
      sample(DicomBytes.RLE).fragments(null, frame, frame).file()
    };
    Random random = new Random(seed);
    Path path = Files.createTempFile("mutated", ".dcm");
    Source source = Source.file(path);
    FileHeaderReader headers = new FileHeaderReader();
    int read = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes = seeds[i % seeds.length].clone();
      for (int k = random.nextInt(6); k >= 0; k--) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
          case 0 -> bytes[at] = (byte) random.nextInt();
          case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          default -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        }
      }
      if (random.nextInt(8) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Files.write(path, bytes);
      try {
        headers.read(source);
        FilePixelReader reader = new FilePixelReader();
        reader.presentation(source, 1);
        Frame decoded = reader.frame(source, 1);
        assertThat(decoded.samples().length()).isPositive();
        read++;
      } catch (FoveaException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutation " + i + " of seed " + seed, e);
      }
    }
    Files.delete(path);
    // Some mutations touch what does not matter, some what does.
    assertThat(read).isBetween(count / 50, count - count / 50);
  }

  private static DicomBytes sample(String syntax) {
    DicomBytes b = DicomBytes.image(syntax, 4, 6, 1, "PALETTE COLOR", 16, 12, false);
    b.text(0x00280008, "IS", "2");
    b.text(0x00281050, "DS", "40\\400").text(0x00281051, "DS", "80\\100");
    for (int tag = 0x00281101; tag <= 0x00281103; tag++) {
      b.element(tag, "US", b.words(4, 0, 16));
    }
    b.element(0x00281221, "OW", b.words(0, 2, 7, 9, 2, 1, 0, 0));
    b.element(0x00281222, "OW", b.words(0, 1, 0, 1, 3, 0xfe00));
    b.element(0x00281203, "OW", b.words(1, 2, 3, 4));
    DicomBytes item = new DicomBytes(syntax).text(0x00283003, "LO", "lungs");
    DicomBytes inner = new DicomBytes(syntax);
    inner.item(0xfffee000, item.dataset().length).raw(item.dataset());
    return b.element(0x00283010, "SQ", inner.dataset());
  }
}
