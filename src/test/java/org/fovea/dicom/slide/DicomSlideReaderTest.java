package org.fovea.dicom.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;
import org.fovea.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomSlideReaderTest {
  @TempDir Path folder;
  private final DicomSlideReader reader = new DicomSlideReader(new FilePixelReader(), false);

  private static StudyReader.Outcome read(Path path) {
    return new FileStudyReader().read(List.of(path), Progress.none());
  }

  private static List<SlideImage> slides(Path path) {
    return read(path).studies().stream()
        .flatMap(s -> s.series().stream())
        .flatMap(s -> s.slides().stream())
        .toList();
  }

  private static int[][] all(int across, int down) {
    int[][] places = new int[across * down][];
    for (int i = 0; i < places.length; i++) {
      places[i] = new int[] {i % across, i / across};
    }
    return places;
  }

  private static void assertPlaced(Tile tile, int left, int top) {
    for (int y = 0; y < tile.rows(); y++) {
      for (int x = 0; x < tile.columns(); x++) {
        assertThat(tile.argb()[y * tile.columns() + x])
            .isEqualTo(0xff000000 | (left + x) << 16 | (top + y) << 8 | 7);
      }
    }
  }

  @Test
  void levelsAreOrderedBySizeAndTilesCutAtTheEdge() throws Exception {
    new MadeSlide("1.2.3.2", 20, 15, 16, 0.001).tiles(all(2, 1)).write(folder, "b");
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(3, 2)).write(folder, "a");
    SlideImage image = slides(folder).getFirst();
    assertThat(image.slide().levels())
        .containsExactly(
            new SlideLevel(40, 30, 16, 16, 0.0005, 0.0005),
            new SlideLevel(20, 15, 16, 16, 0.001, 0.001));
    assertThat(image.remarks()).isEmpty();
    try (TileSource source = reader.open(image)) {
      Tile last = source.tile(0, 2, 1);
      assertThat(last.columns()).isEqualTo(8);
      assertThat(last.rows()).isEqualTo(14);
      assertPlaced(last, 32, 16);
      assertPlaced(source.tile(1, 1, 0), 16, 0);
      assertThatThrownBy(() -> source.tile(0, 3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void sparseTilesAreWhereTheySayAndGapsAreClear() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005)
        .tiles(new int[] {2, 1}, new int[] {0, 0})
        .sparse(new int[] {33, 17}, new int[] {1, 1})
        .write(folder, "a");
    try (TileSource source = reader.open(slides(folder).getFirst())) {
      assertPlaced(source.tile(0, 2, 1), 32, 16);
      assertPlaced(source.tile(0, 0, 0), 0, 0);
      assertThat(source.tile(0, 1, 0).argb()).containsOnly(0);
    }
  }

  @Test
  void aSparseTileOutsideTheSlideIsRefused() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005)
        .tiles(new int[] {0, 0})
        .sparse(new int[] {4001, 1})
        .write(folder, "a");
    SlideImage image = slides(folder).getFirst();
    assertThatThrownBy(() -> reader.open(image))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("4,001");
  }

  @Test
  void partsOfAConcatenationAreOneLevel() throws Exception {
    int[][] places = all(3, 2);
    new MadeSlide("1.2.3.2", 40, 30, 16, 0.0005)
        .tiles(places[4], places[5])
        .part("1.2.9", 2, 4)
        .write(folder, "a");
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005)
        .tiles(places[0], places[1], places[2], places[3])
        .part("1.2.9", 1, 0)
        .write(folder, "b");
    try (TileSource source = reader.open(slides(folder).getFirst())) {
      assertPlaced(source.tile(0, 0, 1), 0, 16);
      assertPlaced(source.tile(0, 2, 1), 32, 16);
    }
  }

  @Test
  void aMissingPartLeavesTheLevelOutAndSaysSo() throws Exception {
    new MadeSlide("1.2.3.2", 40, 30, 16, 0.0005)
        .tiles(all(3, 2)[4], all(3, 2)[5])
        .part("1.2.9", 2, 4)
        .write(folder, "part2");
    new MadeSlide("1.2.3.3", 20, 15, 16, 0.001).tiles(all(2, 1)).write(folder, "low");
    SlideImage image = slides(folder).getFirst();
    assertThat(image.slide().levels()).hasSize(1);
    assertThat(image.remarks()).singleElement().asString().contains("part2");
  }

  @Test
  void aSlideThatLacksTilesIsNamedAndOthersAreRead() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(2, 2)).write(folder, "broken");
    MadeSlide other = new MadeSlide("1.2.3.4", 40, 30, 16, 0.0005).tiles(all(3, 2));
    other.data.setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3.99");
    other.write(folder, "sound");
    StudyReader.Outcome outcome = read(folder);
    assertThat(outcome.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("2 of its 6 tiles").contains("broken"));
    assertThat(slides(folder)).hasSize(1);
  }

  @Test
  void twoGlassesOfOneSeriesStayApart() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(3, 2)).write(folder, "a");
    MadeSlide other = new MadeSlide("1.2.3.2", 20, 15, 16, 0.0005).tiles(all(2, 1));
    other.data.setString(Tag.ContainerIdentifier, VR.LO, "G2");
    other.write(folder, "b");
    assertThat(slides(folder))
        .extracting(s -> s.slide().containerIdentifier())
        .containsExactly("G1", "G2");
  }

  @Test
  void theLabelIsNoLevelAndIsReadWhenAskedFor() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(3, 2)).write(folder, "a");
    MadeSlide label = new MadeSlide("1.2.3.5", 16, 16, 16, 0.1).tiles(all(1, 1));
    label.data.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "LABEL", "NONE");
    label.write(folder, "label");
    SlideImage image = slides(folder).getFirst();
    assertThat(image.slide().levels()).hasSize(1);
    assertThat(image.associated())
        .singleElement()
        .satisfies(a -> assertThat(a.kind()).isEqualTo(SlideImage.Kind.LABEL));
    assertPlaced(reader.picture(image.associated().getFirst()), 0, 0);
  }

  @Test
  void anAbsurdScaleIsNotBelieved() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 250).tiles(all(3, 2)).write(folder, "a");
    SlideImage image = slides(folder).getFirst();
    assertThat(image.slide().calibrated()).isFalse();
    assertThat(image.remarks()).singleElement().asString().contains("no microscope");
  }

  @Test
  void twoFilesOfOneUidAreNamed() throws Exception {
    new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(3, 2)).write(folder, "a");
    new MadeSlide("1.2.3.1", 20, 15, 16, 0.0005).tiles(all(2, 1)).write(folder, "b");
    assertThat(read(folder).problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("SOP Instance UID"));
    assertThat(slides(folder)).hasSize(1);
  }

  @Test
  void aFileCutShortIsRefusedTileByTile() throws Exception {
    Path file = new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(3, 2)).write(folder, "a");
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(Files.size(file) - 16 * 16 * 3);
    }
    for (SlideImage image : slides(folder)) {
      try (TileSource source = reader.open(image)) {
        assertPlaced(source.tile(0, 0, 0), 0, 0);
        assertThatThrownBy(() -> source.tile(0, 2, 1))
            .isInstanceOf(FoveaException.class)
            .hasMessageContaining("frame 6");
      }
    }
  }

  @Test
  void aMatrixOfFourThousandMillionTilesCostsNothing() throws Exception {
    MadeSlide made = new MadeSlide("1.2.3.1", 40, 30, 16, 0.0005).tiles(all(3, 2));
    made.data.setInt(0x00480006, VR.UL, Integer.MAX_VALUE);
    made.data.setInt(0x00480007, VR.UL, Integer.MAX_VALUE);
    made.write(folder, "a");
    assertThat(slides(folder)).isEmpty();
    assertThat(read(folder).problems()).hasSize(1);
  }

  /** Values computed with pydicom, Pillow and libjpeg-turbo. */
  @Test
  void tilesOfRealSlidesAreThoseOfOtherDecoders() throws Exception {
    Path wsi = SharedData.folder("wsi");
    Tile raw = tile(wsi.resolve("converter/raw.dicom"), 1, 1);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int v : raw.argb()) {
      digest.update((byte) (v >> 16));
      digest.update((byte) (v >> 8));
      digest.update((byte) v);
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("8575a220f42a52208d8534394f264b5573bf8cdfff055a12ed890969735e70d5");
    assertLike(
        tile(wsi.resolve("converter/jpeg.dicom"), 1, 1), 0x5b91d1, 110.056, 133.546, 182.744);
    assertLike(
        tile(wsi.resolve("converter/jpeg2000.dicom"), 1, 1), 0x5a90d8, 110.092, 133.526, 182.758);
    assertLike(
        tile(wsi.resolve("cmu-1-small-region/level-0-frames-0-30.dcm"), 2, 2),
        0xc6a3c4,
        142.804,
        101.923,
        138.49);
    assertLike(
        tile(wsi.resolve("tcga-rectum/TCGA-AF-2687-01Z-00-DX1_im_2.dcm"), 5, 10),
        0xf0f5ef,
        242.424,
        242.964,
        241.879);
    Path slides = SharedData.folder("slides");
    assertLike(
        tile(slides.resolve("colon-adenoma/level-0.dcm"), 10, 10),
        0xa09aa6,
        214.849,
        206.637,
        217.153);
    assertLike(
        tile(slides.resolve("duodenum-coeliac/level-1.dcm"), 1, 3),
        0xf2f2f2,
        212.051,
        192.62,
        212.806);
  }

  private Tile tile(Path file, int column, int row) throws FoveaException {
    try (TileSource source = reader.open(slides(file).getFirst())) {
      return source.tile(0, column, row);
    }
  }

  /** The pixel at (100, 100) within 3 and the means of red, green and blue within 1. */
  private static void assertLike(Tile tile, int rgb, double red, double green, double blue) {
    double[] means = new double[3];
    for (int v : tile.argb()) {
      means[0] += v >> 16 & 0xff;
      means[1] += v >> 8 & 0xff;
      means[2] += v & 0xff;
    }
    double[] expected = {red, green, blue};
    int pixel = tile.argb()[100 * tile.columns() + 100];
    for (int c = 0; c < 3; c++) {
      assertThat(means[c] / tile.argb().length).isCloseTo(expected[c], within(1.05));
      int shift = 16 - 8 * c;
      assertThat(pixel >> shift & 0xff).isCloseTo(rgb >> shift & 0xff, within(3));
    }
  }
}
