package org.fovea.dicom.result;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.imaging.slide.SlideHeatmap;

/**
 * Builds a parametric map over a slide (PS3.3 A.75, C.8.32). Tiles in which nothing was analysed
 * are left out; in the others what was not analysed is NaN.
 */
final class SlideParametricMapObject {
  private final CommonModules common;
  private final ParametricMapObject maps;

  SlideParametricMapObject(CommonModules common) {
    this.common = common;
    this.maps = new ParametricMapObject(common);
  }

  /** The object; null where nothing was analysed. */
  Attributes build(
      SlideHeatmap map,
      SlideMatrix matrix,
      int seriesNumber,
      String seriesDescription,
      String contentDescription,
      String statement) {
    Attributes object = maps.head(seriesNumber, seriesDescription, contentDescription, statement);
    object.setNull(Tag.PatientOrientation, VR.CS);
    SlideGroups groups = new SlideGroups(common, matrix, object);
    if (groups.siteStated()) {
      object.remove(Tag.Laterality); // stays, empty, where the tissue may be of a paired organ
    }
    ParametricMapObject.sharedGroups(groups.shared());
    ParametricMapObject.mapping(
        groups.shared(), map.name(), map.quantity(), map.operatingThreshold());
    Dimensions.declare(
        object,
        new int[] {
          SlideGroups.ROW_POSITION,
          Tag.PlanePositionSlideSequence,
          SlideGroups.COLUMN_POSITION,
          Tag.PlanePositionSlideSequence
        },
        "Row Position",
        "Column Position");
    int side = SlideMatrix.TILE;
    List<int[]> tiles = new ArrayList<>();
    for (int row = 0; row < matrix.tilesDown(); row++) {
      for (int column = 0; column < matrix.tilesAcross(); column++) {
        if (analysed(map, column, row)) {
          tiles.add(new int[] {column, row});
        }
      }
    }
    if (tiles.isEmpty()) {
      return null;
    }
    ByteBuffer pixels =
        ByteBuffer.allocate(Math.multiplyExact(tiles.size(), 4 * side * side))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int[] tile : tiles) {
      groups.frame(tile[0], tile[1], tile[1] + 1, tile[0] + 1);
      for (int v = 0; v < side; v++) {
        for (int u = 0; u < side; u++) {
          pixels.putFloat(value(map, tile[0] * side + u, tile[1] * side + v));
        }
      }
    }
    groups.pixels(tiles.size());
    object.setBytes(Tag.FloatPixelData, VR.OF, pixels.array());
    return object;
  }

  private static boolean analysed(SlideHeatmap map, int column, int row) {
    int side = SlideMatrix.TILE;
    for (int v = 0; v < side; v++) {
      for (int u = 0; u < side; u++) {
        if (!Float.isNaN(value(map, column * side + u, row * side + v))) {
          return true;
        }
      }
    }
    return false;
  }

  private static float value(SlideHeatmap map, int column, int row) {
    return column < map.columns() && row < map.rows()
        ? map.values()[row * map.columns() + column]
        : Float.NaN;
  }
}
