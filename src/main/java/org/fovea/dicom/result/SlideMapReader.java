package org.fovea.dicom.result;

import java.nio.file.Path;
import java.util.Arrays;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.imaging.pixel.Frame;

/** Reads a parametric map over a slide back, tile by tile. */
public final class SlideMapReader {
  private static final Text TEXT = Text.of(SlideMapReader.class);
  private final FilePixelReader pixels;

  public SlideMapReader(FilePixelReader pixels) {
    this.pixels = pixels;
  }

  /**
   * The values of the whole matrix, row by row; NaN where no tile lies.
   *
   * @param map which of the maps in the object, from 0
   * @param columns width that the map must have
   * @param rows height that it must have
   * @throws FoveaException DAMAGED if it is of another size or a tile lies outside
   */
  public float[] read(Path file, int map, int columns, int rows) throws FoveaException {
    Source source = Source.file(file);
    Attributes header = pixels.header(source);
    Sequence frames = header.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    if (header.getInt(SlideGroups.TOTAL_COLUMNS, 0) != columns
        || header.getInt(SlideGroups.TOTAL_ROWS, 0) != rows
        || frames == null) {
      throw new FoveaException(ErrorCode.DAMAGED, file.toString(), TEXT.get("map.size"));
    }
    float[] values = new float[Math.multiplyExact(columns, rows)];
    Arrays.fill(values, Float.NaN);
    for (int f = 0; f < Math.min(frames.size(), pixels.frames(source)); f++) {
      if (map(frames.get(f)) != map) {
        continue;
      }
      Attributes position = frames.get(f).getNestedDataset(Tag.PlanePositionSlideSequence);
      int left = position == null ? -1 : position.getInt(SlideGroups.COLUMN_POSITION, 0) - 1;
      int top = position == null ? -1 : position.getInt(SlideGroups.ROW_POSITION, 0) - 1;
      if (left < 0 || top < 0 || left >= columns || top >= rows) {
        throw new FoveaException(ErrorCode.DAMAGED, file.toString(), TEXT.get("map.size"));
      }
      Frame frame = pixels.frame(source, f);
      for (int y = 0; y < Math.min(frame.rows(), rows - top); y++) {
        for (int x = 0; x < Math.min(frame.columns(), columns - left); x++) {
          values[(top + y) * columns + left + x] =
              (float) frame.samples().get(y * frame.columns() + x);
        }
      }
    }
    return values;
  }

  /** Which map a frame is of: the first of three dimensions; two are those of its place. */
  private static int map(Attributes groups) {
    Attributes content = groups.getNestedDataset(Tag.FrameContentSequence);
    int[] indices = content == null ? null : content.getInts(Tag.DimensionIndexValues);
    return indices == null || indices.length < 3 ? 0 : indices[0] - 1;
  }
}
