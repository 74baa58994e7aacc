package org.fovea.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TIFF files that lie. */
class HostileTiffTest {
  @TempDir Path folder;

  /** A classic little-endian file with one directory of LONG entries at 8. */
  private Path tiff(Map<Integer, Long> tags, long next, int extra) throws Exception {
    ByteBuffer b =
        ByteBuffer.allocate(8 + 2 + 12 * tags.size() + 4 + extra).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    b.putShort((short) tags.size());
    new TreeMap<>(tags)
        .forEach(
            (tag, v) ->
                b.putShort(tag.shortValue()).putShort((short) 4).putInt(1).putInt(v.intValue()));
    b.putInt((int) next);
    Path file = folder.resolve("made.tif");
    Files.write(file, b.array());
    return file;
  }

  private static Map<Integer, Long> grey(long columns, long rows, long offset, long length) {
    Map<Integer, Long> tags = new TreeMap<>();
    tags.put(256, columns);
    tags.put(257, rows);
    tags.put(258, 8L);
    tags.put(259, 1L);
    tags.put(262, 1L);
    tags.put(273, offset);
    tags.put(277, 1L);
    tags.put(278, rows);
    tags.put(279, length);
    return tags;
  }

  private Path convert(Path file) throws FoveaException {
    return new SlideConverter(new SlideWriter("test"))
        .convert(
            file,
            folder.resolve("out"),
            ConversionRequest.plain().withMicrometresPerPixel(0.5, 0.5),
            Progress.none());
  }

  private void refused(Path file, ErrorCode code) {
    assertThatThrownBy(() -> convert(file))
        .isInstanceOfSatisfying(
            FoveaException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.source()).isEqualTo(file.toString());
            });
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void directoriesInACircleAreReadOnce() throws Exception {
    // nine entries, then the pixels; the next directory is the first again
    Path file = tiff(grey(10, 10, 8 + 2 + 9 * 12 + 4, 100), 8, 100);
    assertThat(convert(file)).isDirectory();
  }

  @Test
  void subDirectoriesInACircleAreReadOnce() throws Exception {
    Map<Integer, Long> tags = grey(10, 10, 8 + 2 + 10 * 12 + 4, 100);
    tags.put(330, 8L);
    assertThat(convert(tiff(tags, 0, 100))).isDirectory();
  }

  @Test
  void stripsBehindTheEndAreNotBelieved() throws Exception {
    refused(tiff(grey(1000, 1000, 122, 1_000_000), 0, 100), ErrorCode.DAMAGED);
  }

  @Test
  void stripsShorterThanTheirPixelsAreNotBelieved() throws Exception {
    refused(tiff(grey(1000, 1000, 122, 100), 0, 100), ErrorCode.DAMAGED);
  }

  @Test
  void aStripThatCannotHoldItsPixelsCostsNoMemory() throws Exception {
    Map<Integer, Long> tags = grey(20_000, 20_000, 122, 100);
    tags.put(259, 8L);
    refused(tiff(tags, 0, 100), ErrorCode.DAMAGED);
  }

  @Test
  void tilesLargerThanMemoryAreRefused() throws Exception {
    Map<Integer, Long> tags = grey(60_000, 60_000, 122, 100);
    tags.remove(273);
    tags.remove(278);
    tags.remove(279);
    tags.put(259, 7L);
    tags.put(322, 65_520L);
    tags.put(323, 65_520L);
    tags.put(324, 122L);
    tags.put(325, 100L);
    refused(tiff(tags, 0, 200), ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void tilesWithoutASideAreNotBelieved() throws Exception {
    Map<Integer, Long> tags = grey(100, 100, 122, 100);
    tags.put(322, 0L);
    tags.put(323, 16L);
    tags.put(324, 122L);
    tags.put(325, 100L);
    refused(tiff(tags, 0, 200), ErrorCode.DAMAGED);
  }

  @Test
  void aCountOfEntriesThatIsNotThereIsNotBelieved() throws Exception {
    Path file = folder.resolve("made.tif");
    ByteBuffer b = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 60_000);
    Files.write(file, b.array());
    refused(file, ErrorCode.DAMAGED);
  }

  @Test
  void anEntryOfMoreValuesThanTheFileHoldsIsNotBelieved() throws Exception {
    Path file = tiff(grey(10, 10, 122, 100), 0, 100);
    byte[] bytes = Files.readAllBytes(file);
    // the count of StripOffsets, the sixth entry
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(10 + 5 * 12 + 4, 0x01000000);
    Files.write(file, bytes);
    refused(file, ErrorCode.DAMAGED);
  }

  @Test
  void picturesOfTheSameSizeAreNotGuessedBetween() throws Exception {
    int end = 8 + 2 + 9 * 12 + 4;
    Path file = tiff(grey(10, 10, end, 100), end + 100, 400);
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(bytes, 8, bytes, end + 100, 2 + 9 * 12);
    Files.write(file, bytes);
    refused(file, ErrorCode.UNSUPPORTED);
  }
}
