package org.fovea.dicom.slide;

import java.util.Arrays;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.imaging.slide.SlideLevel;

/**
 * Which frame of which object holds a tile. In TILED_FULL it is the order of frames, of the first
 * focal plane and optical path (PS3.3 C.7.6.17.3); in TILED_SPARSE each frame says so (C.8.12.6.1).
 */
final class LevelFrames {
  private static final Text TEXT = Text.of(LevelFrames.class);
  private static final int COLUMN_POSITION = 0x0048021e;
  private static final int ROW_POSITION = 0x0048021f;
  private static final int NONE = -1;
  private final List<Instance> parts;
  private final int tilesAcross;

  /** Frame by tile, row by row; null where it is their order. */
  private final int[] frameOfTile;

  private LevelFrames(List<Instance> parts, int tilesAcross, int[] frameOfTile) {
    this.parts = parts;
    this.tilesAcross = tilesAcross;
    this.frameOfTile = frameOfTile;
  }

  /** A frame of an object. */
  record Place(Instance instance, int frame) {}

  static LevelFrames of(List<Instance> parts, SlideLevel level, FilePixelReader pixels)
      throws FoveaException {
    Attributes header = pixels.header(parts.getFirst().source());
    boolean full = "TILED_FULL".equals(header.getString(Tag.DimensionOrganizationType));
    if (full || !header.contains(Tag.PerFrameFunctionalGroupsSequence)) {
      return new LevelFrames(parts, level.tilesAcross(), null);
    }
    int[] frames = new int[Math.multiplyExact(level.tilesAcross(), level.tilesDown())];
    Arrays.fill(frames, NONE);
    int before = 0;
    for (Instance part : parts) {
      Sequence groups =
          pixels.header(part.source()).getSequence(Tag.PerFrameFunctionalGroupsSequence);
      int n = groups == null ? 0 : Math.min(groups.size(), part.frames());
      for (int f = 0; f < n; f++) {
        int tile = tile(groups.get(f), level, part);
        if (frames[tile] == NONE) {
          frames[tile] = before + f;
        }
      }
      before += part.frames();
    }
    return new LevelFrames(parts, level.tilesAcross(), frames);
  }

  private static int tile(Attributes group, SlideLevel level, Instance part) throws FoveaException {
    Attributes position = group.getNestedDataset(Tag.PlanePositionSlideSequence);
    int column = position == null ? 0 : position.getInt(COLUMN_POSITION, 0) - 1;
    int row = position == null ? 0 : position.getInt(ROW_POSITION, 0) - 1;
    boolean inside =
        position != null
            && column >= 0
            && row >= 0
            && column < level.columns()
            && row < level.rows();
    if (!inside || column % level.tileColumns() != 0 || row % level.tileRows() != 0) {
      throw new FoveaException(
          ErrorCode.UNSUPPORTED,
          part.source().toString(),
          TEXT.get("position", column + 1, row + 1));
    }
    return row / level.tileRows() * level.tilesAcross() + column / level.tileColumns();
  }

  /** Where a tile is; null where the scanner left it out. */
  Place at(int column, int row) {
    int tile = row * tilesAcross + column;
    int frame = frameOfTile == null ? tile : frameOfTile[tile];
    if (frame == NONE) {
      return null;
    }
    for (Instance part : parts) {
      if (frame < part.frames()) {
        return new Place(part, frame);
      }
      frame -= part.frames();
    }
    return null;
  }
}
