package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader.Segment;
import org.fovea.finding.Code;
import org.fovea.imaging.volume.Mask;

/**
 * Reads the segments of a binary, fractional or label map segmentation (PS3.3 C.8.20, C.8.20.4).
 */
final class SegmentationParser {
  private SegmentationParser() {}

  static List<Segment> parse(PixelReader pixels, Instance instance, Attributes object)
      throws FoveaException {
    StoredFrames frames = new StoredFrames(pixels, instance, object);
    FrameGeometry geometry =
        FrameGeometry.of(object, frames.frames(), frames.columns(), frames.rows());
    TiledFrames tiles =
        geometry == null
            ? TiledFrames.of(object, frames.frames(), frames.columns(), frames.rows())
            : null;
    Map<Integer, BitSet> voxels = geometry == null ? Map.of() : voxels(object, frames, geometry);
    SlideSegments onSlide = tiles == null ? null : onSlide(object, frames, tiles);
    List<Segment> segments = new ArrayList<>();
    for (Attributes item : Elements.items(object, Tag.SegmentSequence)) {
      int number = item.getInt(Tag.SegmentNumber, 0);
      Mask mask =
          geometry == null
              ? null
              : new Mask(geometry.grid(), voxels.getOrDefault(number, new BitSet()));
      segments.add(
          new Segment(
              number,
              item.getString(Tag.SegmentLabel, ""),
              known(Elements.code(item, Tag.SegmentedPropertyTypeCodeSequence)),
              known(Elements.code(item, Tag.SegmentedPropertyCategoryCodeSequence)),
              item.getString(Tag.SegmentAlgorithmType, ""),
              item.getString(Tag.SegmentAlgorithmName, ""),
              item.getString(Tag.TrackingUID, ""),
              item.getString(Tag.TrackingID, ""),
              mask,
              onSlide == null ? null : onSlide.of(number)));
    }
    return segments;
  }

  private static Code known(Code code) {
    return code == null ? new Code("", "", "") : code;
  }

  private static Map<Integer, BitSet> voxels(
      Attributes object, StoredFrames frames, FrameGeometry geometry) throws FoveaException {
    boolean labels = labels(object);
    double least = least(object);
    List<Attributes> groups = Elements.items(object, Tag.PerFrameFunctionalGroupsSequence);
    Attributes shared = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    int area = frames.columns() * frames.rows();
    Map<Integer, BitSet> voxels = new HashMap<>();
    for (int f = 0; f < frames.frames(); f++) {
      int base = geometry.slices()[f] * area;
      double[] values = frames.frame(f);
      BitSet of =
          labels ? null : voxels.computeIfAbsent(segment(groups.get(f), shared), n -> new BitSet());
      for (int a = 0; a < area; a++) {
        if (labels) {
          int number = (int) values[a];
          if (number > 0) {
            voxels.computeIfAbsent(number, n -> new BitSet()).set(base + a);
          }
        } else if (values[a] >= least) {
          of.set(base + a);
        }
      }
    }
    return voxels;
  }

  private static boolean labels(Attributes object) {
    return object.getString(Tag.SegmentationType, "BINARY").equals("LABELMAP");
  }

  /** A fractional pixel belongs to the segment from half of the maximum on. */
  private static double least(Attributes object) {
    return object.getString(Tag.SegmentationType, "BINARY").equals("FRACTIONAL")
        ? object.getInt(Tag.MaximumFractionalValue, 255) / 2.0
        : 1;
  }

  private static SlideSegments onSlide(Attributes object, StoredFrames frames, TiledFrames tiles)
      throws FoveaException {
    boolean labels = labels(object);
    double least = least(object);
    List<Attributes> groups = Elements.items(object, Tag.PerFrameFunctionalGroupsSequence);
    List<Attributes> described = Elements.items(object, Tag.SegmentSequence);
    Attributes shared = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    SlideSegments segments = new SlideSegments(tiles);
    for (int f = 0; f < frames.frames(); f++) {
      int stated = segment(f < groups.size() ? groups.get(f) : null, shared);
      int plane = tiles.plane()[f];
      int number =
          stated == 0 && plane < described.size()
              ? described.get(plane).getInt(Tag.SegmentNumber, 0)
              : stated;
      segments.add(f, frames.frame(f), labels ? v -> (int) v : v -> v >= least ? number : 0);
    }
    return segments;
  }

  private static int segment(Attributes groups, Attributes shared) {
    for (Attributes place : new Attributes[] {groups, shared}) {
      Attributes item =
          place == null ? null : place.getNestedDataset(Tag.SegmentIdentificationSequence);
      if (item != null) {
        return item.getInt(Tag.ReferencedSegmentNumber, 0);
      }
    }
    return 0;
  }
}
