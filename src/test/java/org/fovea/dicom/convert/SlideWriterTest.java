package org.fovea.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.parse.DicomParser;
import org.fovea.finding.Code;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.slide.SlidePlacement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlideWriterTest {
  @TempDir Path folder;

  static SlideDescriptor descriptor(String name) {
    LocalDateTime when = LocalDateTime.of(2026, 3, 9, 10, 30);
    return new SlideDescriptor(
        new Patient("P-" + name, "Made^Slide", null, "O"),
        new SlideDescriptor.Study(ContentUids.of("study", name), "1", when, "ACC", "Biopsy"),
        new SlideDescriptor.Series(
            ContentUids.of("series", name),
            ContentUids.of("frame of reference", name),
            1,
            "H&E",
            when,
            "Test slide",
            ""),
        new SlideDescriptor.Specimen(
            "G-" + name,
            "G-" + name + "-1",
            ContentUids.of("specimen", name),
            "",
            new Code("SCT", "71854001", "Colon"),
            SlideDescriptor.HE));
  }

  private static Attributes header(Path file) throws FoveaException {
    return new DicomParser(new SourceOpener()).parse(Source.file(file)).dataset();
  }

  private static byte[] pixels(Path file, int frame) throws FoveaException {
    Frame decoded = new FilePixelReader().frame(Source.file(file), frame);
    return ((Samples.Bytes) decoded.samples()).values();
  }

  @Test
  void losslessLevelsHoldTheirPixelsAndTheMeansOfThem() throws Exception {
    MadePixels made = new MadePixels(150, 101);
    Path slide =
        new SlideWriter("test")
            .write(
                folder,
                descriptor("a"),
                SlideContent.of(made, 0.5),
                new SlideWriter.Options(new LosslessEncoder(), true, 64),
                Progress.none());
    assertThat(slide)
        .isEqualTo(
            folder.resolve(ContentUids.of("study", "a")).resolve(ContentUids.of("series", "a")));
    try (Stream<Path> files = Files.list(slide)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("level-0.dcm", "level-1.dcm", "level-2.dcm");
    }
    // 150 x 101 in tiles of 64: 3 x 2; 75 x 51: 2 x 1; 38 x 26: 1
    byte[] tile = pixels(slide.resolve("level-0.dcm"), 4);
    for (int y = 0; y < 37; y++) {
      for (int x = 0; x < 64; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(tile[3 * (64 * y + x) + c] & 0xff)
              .isEqualTo(MadePixels.value(64 + x, 64 + y, c));
        }
      }
    }
    byte[] half = pixels(slide.resolve("level-1.dcm"), 1);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 11; x++) {
        int u = 2 * (64 + x);
        int mean =
            (MadePixels.value(u, 2 * y, 1)
                    + MadePixels.value(u + 1, 2 * y, 1)
                    + MadePixels.value(u, 2 * y + 1, 1)
                    + MadePixels.value(u + 1, 2 * y + 1, 1)
                    + 2)
                / 4;
        assertThat(half[3 * (64 * y + x) + 1] & 0xff).isEqualTo(mean);
      }
    }
    Attributes top = header(slide.resolve("level-2.dcm"));
    assertThat(top.getInt(Tag.TotalPixelMatrixColumns, 0)).isEqualTo(38);
    assertThat(top.getInt(Tag.TotalPixelMatrixRows, 0)).isEqualTo(26);
    assertThat(top.getInt(Tag.NumberOfFrames, 0)).isEqualTo(1);
  }

  @Test
  void spacingOriginAndOrientationAreThoseGiven() throws Exception {
    SlideContent content =
        new SlideContent(
            new MadePixels(130, 70),
            0.0005,
            0.00025,
            new SlidePlacement(new Vec3(20, 40, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0)),
            20,
            null,
            SlideContent.History.NONE,
            List.of());
    Path slide =
        new SlideWriter("test")
            .write(
                folder,
                descriptor("b"),
                content,
                new SlideWriter.Options(new JpegEncoder(90), true, 64),
                Progress.none());
    Attributes level = header(slide.resolve("level-1.dcm"));
    Attributes measures =
        level
            .getNestedDataset(Tag.SharedFunctionalGroupsSequence)
            .getNestedDataset(Tag.PixelMeasuresSequence);
    // rows first: 0.25 um along columns, 0.5 um along rows, doubled
    assertThat(measures.getDoubles(Tag.PixelSpacing)).containsExactly(0.0005, 0.001);
    Attributes origin = level.getNestedDataset(Tag.TotalPixelMatrixOriginSequence);
    // half a pixel of the first level further in: 0.25 um along -y, 0.125 um along -x
    assertThat(origin.getDouble(Tag.XOffsetInSlideCoordinateSystem, 0)).isEqualTo(19.999875);
    assertThat(origin.getDouble(Tag.YOffsetInSlideCoordinateSystem, 0)).isEqualTo(39.99975);
    assertThat(level.getDoubles(Tag.ImageOrientationSlide)).containsExactly(0, -1, 0, -1, 0, 0);
    assertThat(level.getFloat(Tag.ImagedVolumeWidth, 0)).isEqualTo(0.065f);
    assertThat(level.getFloat(Tag.ImagedVolumeHeight, 0)).isEqualTo(0.0175f);
    assertThat(level.getNestedDataset(Tag.OpticalPathSequence).getDouble(Tag.ObjectiveLensPower, 0))
        .isEqualTo(20);
  }

  @Test
  void jpegStaysNear() throws Exception {
    Path slide =
        new SlideWriter("test")
            .write(
                folder,
                descriptor("c"),
                SlideContent.of(new MadePixels(128, 64), 0.5),
                new SlideWriter.Options(new JpegEncoder(90), true, 64),
                Progress.none());
    byte[] tile = pixels(slide.resolve("level-0.dcm"), 1);
    double worst = 0;
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        for (int c = 0; c < 3; c++) {
          worst =
              Math.max(
                  worst,
                  Math.abs((tile[3 * (64 * y + x) + c] & 0xff) - MadePixels.value(64 + x, y, c)));
        }
      }
    }
    assertThat(worst).isLessThan(20);
    Attributes level = header(slide.resolve("level-0.dcm"));
    assertThat(level.getString(Tag.LossyImageCompression)).isEqualTo("01");
    double coded = Files.size(slide.resolve("level-0.dcm"));
    assertThat(level.getDouble(Tag.LossyImageCompressionRatio, 0))
        .isGreaterThan(128 * 64 * 3 / coded)
        .isLessThan(100);
  }

  @Test
  void aFullDiskLeavesNothing() throws Exception {
    AtomicLong room = new AtomicLong(60_000);
    SlideWriter writer = new SlideWriter("test", channel -> new Narrow(channel, room));
    assertThatThrownBy(
            () ->
                writer.write(
                    folder.resolve("new/place"),
                    descriptor("d"),
                    SlideContent.of(new MadePixels(600, 600), 0.5),
                    new SlideWriter.Options(new LosslessEncoder(), true, 64),
                    Progress.none()))
        .isInstanceOfSatisfying(
            FoveaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRITE_FAILED))
        .hasMessageContaining("No space left");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void cancellingLeavesNothing() {
    Progress impatient =
        new Progress() {
          private int reports;

          @Override
          public void report(double fraction, String message) {
            reports++;
          }

          @Override
          public boolean cancelled() {
            return reports > 3;
          }
        };
    assertThatThrownBy(
            () ->
                new SlideWriter("test")
                    .write(
                        folder.resolve("new"),
                        descriptor("e"),
                        SlideContent.of(new MadePixels(600, 600), 0.5),
                        new SlideWriter.Options(new JpegEncoder(90), true, 64),
                        impatient))
        .isInstanceOf(CancellationException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndWhatIsBeingWrittenIsNot() throws Exception {
    Path study = folder.resolve(ContentUids.of("study", "g"));
    String series = ContentUids.of("series", "g");
    Path left = Files.createDirectories(study.resolve("." + series + ".1.part"));
    Path file = Files.createFile(left.resolve("level-0.dcm"));
    Path fresh = Files.createDirectories(study.resolve("." + series + ".2.part"));
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    Files.setLastModifiedTime(file, yesterday);
    Files.setLastModifiedTime(left, yesterday);
    new SlideWriter("test")
        .write(
            folder,
            descriptor("g"),
            SlideContent.of(new MadePixels(20, 20), 0.5),
            SlideWriter.Options.jpeg(),
            Progress.none());
    assertThat(left).doesNotExist();
    assertThat(fresh).isDirectory();
    assertThat(study.resolve(series).resolve("level-0.dcm")).exists();
  }

  @Test
  void twiceTheSameIsTheSame() throws Exception {
    Path[] slides = new Path[2];
    for (int i = 0; i < 2; i++) {
      slides[i] =
          new SlideWriter("test")
              .write(
                  folder.resolve("" + i),
                  descriptor("f"),
                  SlideContent.of(new MadePixels(200, 100), 0.5),
                  new SlideWriter.Options(new JpegEncoder(90), true, 64),
                  Progress.none());
    }
    for (int k = 0; k < 3; k++) {
      assertThat(slides[0].resolve("level-" + k + ".dcm"))
          .hasSameBinaryContentAs(slides[1].resolve("level-" + k + ".dcm"));
    }
  }

  /** A disk with little room. */
  private record Narrow(SeekableByteChannel channel, AtomicLong room)
      implements SeekableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (room.addAndGet(-bytes.remaining()) < 0) {
        throw new IOException("No space left on device");
      }
      return channel.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return channel.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
