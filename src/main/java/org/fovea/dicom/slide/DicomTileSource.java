package org.fovea.dicom.slide;

import java.util.List;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/** The tiles of one slide in DICOM files. */
final class DicomTileSource implements TileSource {
  private static final Text TEXT = Text.of(DicomTileSource.class);
  private final Slide slide;
  private final List<LevelFrames> levels;
  private final FilePixelReader pixels;
  private final SrgbTable table;

  DicomTileSource(Slide slide, List<LevelFrames> levels, FilePixelReader pixels, SrgbTable table) {
    this.slide = slide;
    this.levels = List.copyOf(levels);
    this.pixels = pixels;
    this.table = table;
  }

  @Override
  public Slide slide() {
    return slide;
  }

  @Override
  public Tile tile(int level, int column, int row) throws FoveaException {
    SlideLevel l = slide.levels().get(level);
    if (column < 0 || row < 0 || column >= l.tilesAcross() || row >= l.tilesDown()) {
      throw new IndexOutOfBoundsException("tile " + column + ", " + row);
    }
    int columns = Math.min(l.tileColumns(), l.columns() - column * l.tileColumns());
    int rows = Math.min(l.tileRows(), l.rows() - row * l.tileRows());
    LevelFrames.Place place = levels.get(level).at(column, row);
    if (place == null) {
      return new Tile(columns, rows, new int[columns * rows]);
    }
    Frame frame = pixels.frame(place.instance(), place.frame());
    if (frame.columns() < columns || frame.rows() < rows) {
      throw new FoveaException(
          ErrorCode.DAMAGED, place.instance().source().toString(), TEXT.get("tile.size"));
    }
    return TilePixels.of(frame, columns, rows, table);
  }

  @Override
  public void close() {
    // Files are opened for each tile.
  }
}
