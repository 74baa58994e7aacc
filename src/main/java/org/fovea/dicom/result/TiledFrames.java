package org.fovea.dicom.result;

import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * Where the frames of a result lie in its total pixel matrix, and where that lies on the slide
 * (PS3.3 C.7.6.17.3, C.8.12.4). TILED_SPARSE by Plane Position (Slide); TILED_FULL by the order of
 * frames: along rows, then down, then segment by segment.
 *
 * @param matrix its size and spacing
 * @param placement of the matrix, by the centre of its first pixel
 * @param left first column of each frame, from 0
 * @param top first row of each frame, from 0
 * @param plane which of the planes of TILED_FULL each frame is of, from 0
 */
record TiledFrames(
    SlideLevel matrix, SlidePlacement placement, int[] left, int[] top, int[] plane) {

  /** Null where the object is not tiled or does not say where it lies. */
  static TiledFrames of(Attributes object, int frames, int columns, int rows) {
    int across = object.getInt(SlideGroups.TOTAL_COLUMNS, 0);
    int down = object.getInt(SlideGroups.TOTAL_ROWS, 0);
    Attributes origin = object.getNestedDataset(SlideGroups.MATRIX_ORIGIN);
    double[] directions = object.getDoubles(SlideGroups.ORIENTATION_SLIDE);
    Attributes shared = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    Attributes measures =
        shared == null ? null : shared.getNestedDataset(Tag.PixelMeasuresSequence);
    double[] spacing = measures == null ? null : measures.getDoubles(Tag.PixelSpacing);
    boolean placed =
        origin != null
            && directions != null
            && directions.length == 6
            && spacing != null
            && spacing.length == 2
            && spacing[0] > 0
            && spacing[1] > 0;
    if (across < 1 || down < 1 || !placed) {
      return null;
    }
    int[] left = new int[frames];
    int[] top = new int[frames];
    int[] plane = new int[frames];
    List<Attributes> groups = Elements.items(object, Tag.PerFrameFunctionalGroupsSequence);
    int tilesAcross = Math.ceilDiv(across, columns);
    int tiles = Math.multiplyExact(tilesAcross, Math.ceilDiv(down, rows));
    for (int f = 0; f < frames; f++) {
      Attributes position =
          f < groups.size() ? groups.get(f).getNestedDataset(Tag.PlanePositionSlideSequence) : null;
      if (position == null) {
        left[f] = f % tiles % tilesAcross * columns;
        top[f] = f % tiles / tilesAcross * rows;
        plane[f] = f / tiles;
      } else {
        left[f] = position.getInt(SlideGroups.COLUMN_POSITION, 0) - 1;
        top[f] = position.getInt(SlideGroups.ROW_POSITION, 0) - 1;
      }
      if (left[f] < 0 || top[f] < 0 || left[f] >= across || top[f] >= down) {
        return null;
      }
    }
    return new TiledFrames(
        new SlideLevel(across, down, columns, rows, spacing[1], spacing[0]),
        new SlidePlacement(
            new Vec3(
                origin.getDouble(Tag.XOffsetInSlideCoordinateSystem, 0),
                origin.getDouble(Tag.YOffsetInSlideCoordinateSystem, 0),
                0),
            new Vec3(directions[0], directions[1], directions[2]),
            new Vec3(directions[3], directions[4], directions[5])),
        left,
        top,
        plane);
  }
}
