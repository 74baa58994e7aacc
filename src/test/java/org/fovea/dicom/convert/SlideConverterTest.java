package org.fovea.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.imaging.pixel.Samples;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures written by other software, converted and read again. */
class SlideConverterTest {
  private static final ConversionRequest HALF_MICROMETRE =
      ConversionRequest.plain().withMicrometresPerPixel(0.5, 0.5);

  /** Pixels at (0, 0), (1100, 1500), (2219, 2966) and (2000, 700) as OpenSlide 3.4.1 reads them. */
  private static final String[] OPENSLIDE = {"ddb6dd", "824474", "f8f8f8", "f6f6f3"};

  @TempDir Path folder;

  private final SlideConverter converter = new SlideConverter(new SlideWriter("test"));

  private static BufferedImage picture(int columns, int rows, int type) {
    BufferedImage image = new BufferedImage(columns, rows, type);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int rgb = 0xff;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | MadePixels.value(x, y, c);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private Path convert(Path file, ConversionRequest request) throws FoveaException {
    return converter.convert(file, folder.resolve("out"), request, Progress.none());
  }

  private static Attributes header(Path file) throws FoveaException {
    return new DicomParser(new SourceOpener()).parse(Source.file(file)).dataset();
  }

  /** Puts the tiles of a level together. */
  private static int[][] matrix(Path file) throws FoveaException {
    Attributes a = header(file);
    int columns = a.getInt(Tag.TotalPixelMatrixColumns, 0);
    int rows = a.getInt(Tag.TotalPixelMatrixRows, 0);
    int w = a.getInt(Tag.Columns, 0);
    int h = a.getInt(Tag.Rows, 0);
    int[][] rgb = new int[rows][columns];
    FilePixelReader reader = new FilePixelReader();
    int across = Math.ceilDiv(columns, w);
    assertThat(a.getInt(Tag.NumberOfFrames, 0)).isEqualTo(across * Math.ceilDiv(rows, h));
    for (int f = 0; f < a.getInt(Tag.NumberOfFrames, 0); f++) {
      byte[] tile = ((Samples.Bytes) reader.frame(Source.file(file), f).samples()).values();
      for (int y = 0; y < h && f / across * h + y < rows; y++) {
        for (int x = 0; x < w && f % across * w + x < columns; x++) {
          int at = 3 * (y * w + x);
          rgb[f / across * h + y][f % across * w + x] =
              (tile[at] & 0xff) << 16 | (tile[at + 1] & 0xff) << 8 | tile[at + 2] & 0xff;
        }
      }
    }
    return rgb;
  }

  private static void same(int[][] found, BufferedImage expected) {
    assertThat(found.length).isEqualTo(expected.getHeight());
    assertThat(found[0].length).isEqualTo(expected.getWidth());
    for (int y = 0; y < found.length; y++) {
      for (int x = 0; x < found[0].length; x++) {
        if (found[y][x] != (expected.getRGB(x, y) & 0xffffff)) {
          assertThat(Integer.toHexString(found[y][x]))
              .as("pixel %d, %d", x, y)
              .isEqualTo(Integer.toHexString(expected.getRGB(x, y) & 0xffffff));
        }
      }
    }
  }

  private static double meanDifference(int[][] found, BufferedImage expected) {
    double sum = 0;
    for (int y = 0; y < found.length; y++) {
      for (int x = 0; x < found[0].length; x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((found[y][x] >> shift & 255) - (expected.getRGB(x, y) >> shift & 255));
        }
      }
    }
    return sum / (3.0 * found.length * found[0].length);
  }

  private Path written(BufferedImage image, String format, String name, String compression)
      throws IOException {
    Path file = folder.resolve(name);
    ImageWriter writer = ImageCodecs.writer(format);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      if (format.equals("tiff") && name.contains("tiled")) {
        param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        param.setTiling(208, 144, 0, 0);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return file;
  }

  private static BufferedImage read(Path file) throws IOException {
    String format = file.toString().endsWith("tif") ? "tiff" : "jpeg";
    ImageReader reader = ImageCodecs.reader(format);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void aPngFieldIsOneLevelOfOneTile() throws Exception {
    BufferedImage image = picture(224, 224, BufferedImage.TYPE_3BYTE_BGR);
    Path file = written(image, "png", "GT-1.png", null);
    Path slide = convert(file, ConversionRequest.plain().withMicrometresPerPixel(1.1, 1.1));
    try (Stream<Path> files = Files.list(slide)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("level-0.dcm");
    }
    Path level = slide.resolve("level-0.dcm");
    same(matrix(level), image);
    Attributes a = header(level);
    assertThat(a.getInt(Tag.Columns, 0)).isEqualTo(224);
    assertThat(a.getString(Tag.PatientID)).isEqualTo("GT-1");
    assertThat(a.getString(Tag.ContainerIdentifier)).isEqualTo("GT-1");
    assertThat(a.getString(Tag.LossyImageCompression)).isEqualTo("00");
    assertThat(
            a.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
                .getNestedDataset(Tag.PixelMeasuresSequence)
                .getDoubles(Tag.PixelSpacing))
        .containsExactly(0.0011, 0.0011);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_INDEXED})
  void greyAndPaletteKeepTheirValues(int type) throws Exception {
    BufferedImage image = new BufferedImage(90, 70, type);
    for (int y = 0; y < 70; y++) {
      for (int x = 0; x < 90; x++) {
        image.getRaster().setSample(x, y, 0, (x + 2 * y) % 200);
      }
    }
    int[][] found =
        matrix(
            convert(written(image, "png", "g.png", null), HALF_MICROMETRE).resolve("level-0.dcm"));
    for (int y = 0; y < 70; y++) {
      for (int x = 0; x < 90; x++) {
        int value = (x + 2 * y) % 200;
        int expected =
            type == BufferedImage.TYPE_BYTE_GRAY
                ? value * 0x010101
                : image.getColorModel().getRGB(value) & 0xffffff;
        assertThat(found[y][x]).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "LZW", "ZLib", "Deflate", "PackBits"})
  void tiffInStripsIsKeptWithoutLoss(String compression) throws Exception {
    BufferedImage image = picture(700, 531, BufferedImage.TYPE_3BYTE_BGR);
    String chosen = compression.equals("none") ? null : compression;
    Path file = written(image, "tiff", "strips.tif", chosen);
    same(matrix(convert(file, HALF_MICROMETRE).resolve("level-0.dcm")), image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "none"})
  void tiffInTilesOfAnotherSizeIsKeptWithoutLoss(String compression) throws Exception {
    BufferedImage image = picture(1100, 531, BufferedImage.TYPE_3BYTE_BGR);
    String chosen = compression.equals("none") ? null : compression;
    Path file = written(image, "tiff", "tiled.tif", chosen);
    Path slide = convert(file, HALF_MICROMETRE);
    same(matrix(slide.resolve("level-0.dcm")), image);
    assertThat(header(slide.resolve("level-2.dcm")).getInt(Tag.TotalPixelMatrixColumns, 0))
        .isEqualTo(275);
  }

  @Test
  void jpegTilesOfATiffAreKeptAsTheyAre() throws Exception {
    BufferedImage image = picture(600, 300, BufferedImage.TYPE_3BYTE_BGR);
    Path file = written(image, "tiff", "tiled.tif", "JPEG");
    Path slide = convert(file, HALF_MICROMETRE);
    Attributes a = header(slide.resolve("level-0.dcm"));
    assertThat(a.getInt(Tag.Columns, 0)).isEqualTo(208);
    assertThat(a.getInt(Tag.Rows, 0)).isEqualTo(144);
    assertThat(a.getStrings(Tag.ImageType)).startsWith("ORIGINAL");
    // what another decoder makes of the same tiles; chrominance may be rounded otherwise
    assertThat(meanDifference(matrix(slide.resolve("level-0.dcm")), read(file))).isLessThan(0.5);
  }

  @Test
  void aSmallJpegIsKeptAndALargeOneStaysNear() throws Exception {
    Path small =
        written(picture(333, 211, BufferedImage.TYPE_3BYTE_BGR), "jpeg", "small.jpg", null);
    Path kept = convert(small, HALF_MICROMETRE).resolve("level-0.dcm");
    assertThat(meanDifference(matrix(kept), read(small))).isLessThan(0.5);
    assertThat(header(kept).getStrings(Tag.ImageType)).startsWith("ORIGINAL");

    Path large =
        written(picture(900, 700, BufferedImage.TYPE_3BYTE_BGR), "jpeg", "large.jpg", null);
    Path again = convert(large, HALF_MICROMETRE).resolve("level-0.dcm");
    assertThat(meanDifference(matrix(again), read(large))).isLessThan(2);
    assertThat(header(again).getStrings(Tag.ImageType)).startsWith("DERIVED");
    assertThat(header(again).getStrings(Tag.LossyImageCompressionMethod))
        .containsExactly("ISO_10918_1", "ISO_10918_1");
  }

  @Test
  void withoutAScaleItIsRefusedWithWhatToDo() throws Exception {
    Path file = written(picture(64, 64, BufferedImage.TYPE_3BYTE_BGR), "png", "n.png", null);
    assertThatThrownBy(() -> convert(file, ConversionRequest.plain()))
        .isInstanceOfSatisfying(
            FoveaException.class, e -> assertThat(e.source()).isEqualTo(file.toString()))
        .hasMessageContaining("--um-per-pixel");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void maskPicturesAreNoSlides() throws Exception {
    Path file = written(picture(64, 64, BufferedImage.TYPE_BYTE_BINARY), "png", "m.png", null);
    assertThatThrownBy(() -> convert(file, HALF_MICROMETRE)).hasMessageContaining("masks");
  }

  @Test
  void theSameFileHasTheSameUidsAndAnotherPatientOthers() throws Exception {
    BufferedImage image = picture(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    Path file = written(image, "png", "a.png", null);
    Path first = convert(file, HALF_MICROMETRE);
    Path copy = folder.resolve("elsewhere").resolve("a.png");
    Files.createDirectories(copy.getParent());
    Files.copy(file, copy);
    Files.setLastModifiedTime(copy, java.nio.file.attribute.FileTime.fromMillis(0));
    assertThat(convert(copy, HALF_MICROMETRE)).isEqualTo(first);
    Path renamed = Files.move(copy, copy.resolveSibling("b.png"));
    assertThat(convert(renamed, HALF_MICROMETRE)).isNotEqualTo(first);
  }

  @Test
  void anSvsKeepsItsTilesScaleAndPlace() throws Exception {
    Path svs = SharedData.folder("wsi").resolve("converter/CMU-1-Small-Region.svs");
    Path slide = convert(svs, ConversionRequest.plain());
    Attributes a = header(slide.resolve("level-0.dcm"));
    // as tiffinfo and the description of the file say
    assertThat(a.getInt(Tag.TotalPixelMatrixColumns, 0)).isEqualTo(2220);
    assertThat(a.getInt(Tag.TotalPixelMatrixRows, 0)).isEqualTo(2967);
    assertThat(a.getInt(Tag.Columns, 0)).isEqualTo(240);
    assertThat(a.getString(Tag.PhotometricInterpretation)).isEqualTo("RGB");
    assertThat(a.getString(Tag.AcquisitionDateTime)).isEqualTo("20091229095915");
    assertThat(
            a.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
                .getNestedDataset(Tag.PixelMeasuresSequence)
                .getDoubles(Tag.PixelSpacing))
        .containsExactly(0.000499, 0.000499);
    Attributes path = a.getNestedDataset(Tag.OpticalPathSequence);
    assertThat(path.getDouble(Tag.ObjectiveLensPower, 0)).isEqualTo(20);
    // Top 23.449873 mm less 5576 and 100 pixels, 76 mm less Left 25.691574 mm and 42673 pixels
    Attributes origin = a.getNestedDataset(Tag.TotalPixelMatrixOriginSequence);
    assertThat(origin.getDouble(Tag.XOffsetInSlideCoordinateSystem, 0))
        .isCloseTo(23.449873 - 5676 * 0.000499, within(1e-6));
    assertThat(origin.getDouble(Tag.YOffsetInSlideCoordinateSystem, 0))
        .isCloseTo(76 - 25.691574 - 42673 * 0.000499, within(1e-6));
    int[][] found = matrix(slide.resolve("level-0.dcm"));
    // read by OpenSlide 3.4.1
    assertThat(Integer.toHexString(found[0][0])).isEqualTo(OPENSLIDE[0]);
    assertThat(Integer.toHexString(found[1500][1100])).isEqualTo(OPENSLIDE[1]);
    assertThat(Integer.toHexString(found[2966][2219])).isEqualTo(OPENSLIDE[2]);
    assertThat(Integer.toHexString(found[700][2000])).isEqualTo(OPENSLIDE[3]);
    try (Stream<Path> files = Files.list(slide)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "level-0.dcm",
              "level-1.dcm",
              "level-2.dcm",
              "level-3.dcm",
              "level-4.dcm",
              "label.dcm",
              "overview.dcm",
              "thumbnail.dcm");
    }
    assertThat(header(slide.resolve("label.dcm")).getStrings(Tag.ImageType))
        .containsExactly("ORIGINAL", "PRIMARY", "LABEL", "NONE");
  }

  @Test
  void allObjectsAreValid() throws Exception {
    Path tool = SharedData.tool("check-dicom");
    Path svs = SharedData.folder("wsi").resolve("converter/CMU-1-Small-Region.svs");
    convert(svs, ConversionRequest.plain());
    convert(
        written(picture(600, 300, BufferedImage.TYPE_3BYTE_BGR), "png", "p.png", null),
        new ConversionRequest(
            "P1",
            "Doe^Jane",
            "S-26-1",
            "A1",
            java.time.LocalDate.of(2026, 1, 2),
            "Biopsy",
            SlideDescriptor.HE,
            new org.fovea.finding.Code("SCT", "38848004", "Duodenum"),
            0.5,
            0.25,
            ConversionRequest.Compression.JPEG));
    Process process =
        new ProcessBuilder(tool.toString(), folder.resolve("out").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static void refused(Executable work, ErrorCode code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(FoveaException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private interface Executable {
    void run() throws Exception;
  }

  @Test
  void cutFilesAreNamedAndLeaveNothing() throws Exception {
    BufferedImage image = picture(600, 400, BufferedImage.TYPE_3BYTE_BGR);
    Path[] files = {
      written(image, "png", "cut.png", null),
      written(image, "jpeg", "cut.jpg", null),
      written(picture(300, 200, BufferedImage.TYPE_3BYTE_BGR), "jpeg", "small.jpg", null),
      written(image, "tiff", "cut.tif", "LZW"),
      written(image, "tiff", "tiled.tif", "JPEG"),
    };
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> convert(file, HALF_MICROMETRE))
          .as(file.toString())
          .isInstanceOfSatisfying(
              FoveaException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DAMAGED);
                assertThat(e.source()).isEqualTo(file.toString());
              });
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aCutSvsIsNamed() throws Exception {
    Path svs = SharedData.folder("wsi").resolve("converter/CMU-1-Small-Region.svs");
    byte[] bytes = Files.readAllBytes(svs);
    Path cut = folder.resolve("cut.svs");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refused(() -> convert(cut, ConversionRequest.plain()), ErrorCode.DAMAGED);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aPngThatClaimsMoreThanItHoldsIsNotBelieved() throws Exception {
    BufferedImage image = picture(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    Path file = written(image, "png", "bomb.png", null);
    byte[] bytes = Files.readAllBytes(file);
    // width and height of the header
    bytes[18] = (byte) 255;
    bytes[19] = (byte) 255;
    bytes[22] = (byte) 255;
    bytes[23] = (byte) 255;
    Files.write(file, bytes);
    refused(() -> convert(file, HALF_MICROMETRE), ErrorCode.DAMAGED);
  }
}
