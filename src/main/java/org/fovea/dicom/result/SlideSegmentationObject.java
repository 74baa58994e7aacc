package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.finding.Finding;

/** Builds a binary segmentation on a slide, a segment for each of its parts (PS3.3 A.51). */
final class SlideSegmentationObject {
  private final CommonModules common;
  private final SegmentationObject segments;

  SlideSegmentationObject(CommonModules common) {
    this.common = common;
    this.segments = new SegmentationObject(common);
  }

  /**
   * What one segment is, and where.
   *
   * @param inside cell by cell of the matrix, row by row; asked for once
   */
  record Part(Finding finding, Supplier<boolean[]> inside) {}

  /**
   * The object; tiles in which a segment has no pixel are left out.
   *
   * @param parts at least one
   * @param creator DICOM person name of who corrected the parts; empty where a model found them
   */
  Attributes build(
      List<Part> parts,
      SlideMatrix matrix,
      int seriesNumber,
      String seriesDescription,
      String contentDescription,
      String statement,
      String creator) {
    List<String> texts = new ArrayList<>(List.of(statement, creator));
    parts.forEach(p -> texts.add(p.finding().label() + p.finding().trackingId()));
    Attributes object =
        common.object(UID.SegmentationStorage, "SEG", seriesNumber, seriesDescription, texts);
    object.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    object.setString(Tag.ContentLabel, VR.CS, "FINDINGS");
    object.setString(Tag.ContentDescription, VR.LO, Elements.line(contentDescription, 64));
    object.setString(Tag.ContentCreatorName, VR.PN, creator);
    object.setInt(Tag.BitsAllocated, VR.US, 1);
    object.setInt(Tag.BitsStored, VR.US, 1);
    object.setInt(Tag.HighBit, VR.US, 0);
    object.setInt(Tag.PixelRepresentation, VR.US, 0);
    object.setString(Tag.SegmentationType, VR.CS, "BINARY");
    object.setNull(Tag.PatientOrientation, VR.CS);
    SlideGroups groups = new SlideGroups(common, matrix, object);
    Dimensions.declare(
        object,
        new int[] {
          Tag.ReferencedSegmentNumber,
          Tag.SegmentIdentificationSequence,
          SlideGroups.ROW_POSITION,
          Tag.PlanePositionSlideSequence,
          SlideGroups.COLUMN_POSITION,
          Tag.PlanePositionSlideSequence
        },
        "Segment Number",
        "Row Position",
        "Column Position");
    int area = SlideMatrix.TILE * SlideMatrix.TILE;
    BitSet packed = new BitSet();
    BitSet seen = new BitSet();
    boolean overlap = false;
    int frames = 0;
    for (int s = 0; s < parts.size(); s++) {
      segments.describe(
          Elements.more(object, Tag.SegmentSequence),
          parts.get(s).finding(),
          creator.isEmpty(),
          s + 1,
          statement);
      boolean[] inside = parts.get(s).inside().get();
      for (int cell = 0; cell < inside.length; cell++) {
        if (inside[cell]) {
          overlap |= seen.get(cell);
          seen.set(cell);
        }
      }
      for (int row = 0; row < matrix.tilesDown(); row++) {
        for (int column = 0; column < matrix.tilesAcross(); column++) {
          BitSet tile = tile(inside, matrix, column, row);
          if (tile.isEmpty()) {
            continue;
          }
          Attributes frame = groups.frame(column, row, s + 1, row + 1, column + 1);
          Elements.item(frame, Tag.SegmentIdentificationSequence)
              .setInt(Tag.ReferencedSegmentNumber, VR.US, s + 1);
          long base = (long) frames * area;
          for (int b = tile.nextSetBit(0); b >= 0; b = tile.nextSetBit(b + 1)) {
            packed.set(Math.toIntExact(base + b));
          }
          frames++;
        }
      }
    }
    object.setString(Tag.SegmentsOverlap, VR.CS, overlap ? "YES" : "NO");
    groups.pixels(frames);
    object.setBytes(Tag.PixelData, VR.OB, SegmentationObject.bytes(packed, (long) frames * area));
    return object;
  }

  private static BitSet tile(boolean[] inside, SlideMatrix matrix, int column, int row) {
    BitSet bits = new BitSet();
    int side = SlideMatrix.TILE;
    for (int v = 0; v < Math.min(side, matrix.rows() - row * side); v++) {
      for (int u = 0; u < Math.min(side, matrix.columns() - column * side); u++) {
        bits.set(v * side + u, inside[(row * side + v) * matrix.columns() + column * side + u]);
      }
    }
    return bits;
  }
}
