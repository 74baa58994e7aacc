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
  private static final int[] BY_PLACE = {
    SlideGroups.ROW_POSITION,
    Tag.PlanePositionSlideSequence,
    SlideGroups.COLUMN_POSITION,
    Tag.PlanePositionSlideSequence
  };

  private static final int[] BY_QUANTITY = {
    Tag.LUTLabel,
    Tag.RealWorldValueMappingSequence,
    SlideGroups.ROW_POSITION,
    Tag.PlanePositionSlideSequence,
    SlideGroups.COLUMN_POSITION,
    Tag.PlanePositionSlideSequence
  };

  private final CommonModules common;
  private final ParametricMapObject maps;

  SlideParametricMapObject(CommonModules common) {
    this.common = common;
    this.maps = new ParametricMapObject(common);
  }

  /**
   * The object; null where nothing was analysed.
   *
   * @param quantities maps on the same cells, each with frames of its own
   */
  Attributes build(
      List<SlideHeatmap> quantities,
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
    boolean several = quantities.size() > 1;
    if (several) {
      Dimensions.declare(object, BY_QUANTITY, "Map", "Row Position", "Column Position");
    } else {
      mapping(groups.shared(), quantities.getFirst());
      Dimensions.declare(object, BY_PLACE, "Row Position", "Column Position");
    }
    List<Frame> frames = frames(quantities, matrix);
    if (frames.isEmpty()) {
      return null;
    }
    int side = SlideMatrix.TILE;
    ByteBuffer pixels =
        ByteBuffer.allocate(Math.multiplyExact(frames.size(), 4 * side * side))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Frame f : frames) {
      SlideHeatmap map = quantities.get(f.quantity());
      if (several) {
        mapping(
            groups.frame(f.column(), f.row(), f.quantity() + 1, f.row() + 1, f.column() + 1), map);
      } else {
        groups.frame(f.column(), f.row(), f.row() + 1, f.column() + 1);
      }
      for (int v = 0; v < side; v++) {
        for (int u = 0; u < side; u++) {
          pixels.putFloat(value(map, f.column() * side + u, f.row() * side + v));
        }
      }
    }
    groups.pixels(frames.size());
    object.setBytes(Tag.FloatPixelData, VR.OF, pixels.array());
    return object;
  }

  private record Frame(int quantity, int column, int row) {}

  /** The tiles in which there is a value, quantity by quantity. */
  private static List<Frame> frames(List<SlideHeatmap> quantities, SlideMatrix matrix) {
    List<Frame> frames = new ArrayList<>();
    for (int q = 0; q < quantities.size(); q++) {
      for (int row = 0; row < matrix.tilesDown(); row++) {
        for (int column = 0; column < matrix.tilesAcross(); column++) {
          if (analysed(quantities.get(q), column, row)) {
            frames.add(new Frame(q, column, row));
          }
        }
      }
    }
    return frames;
  }

  private static void mapping(Attributes groups, SlideHeatmap map) {
    ParametricMapObject.mapping(groups, map.name(), map.quantity(), map.operatingThreshold());
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
