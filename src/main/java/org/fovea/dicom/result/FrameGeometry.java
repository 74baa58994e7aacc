package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;

/**
 * The regular grid that the frames of a multi-frame object lie on, by their positions alone: frames
 * may come in any order, several at one place, and places may be left out.
 *
 * @param grid slices in the direction of column axis × row axis
 * @param slices slice of each frame
 */
record FrameGeometry(Grid grid, int[] slices) {
  /** Positions closer than this along the normal are the same slice, mm. */
  private static final double SAME_SLICE_MM = 1e-3;

  /** How far a frame may lie from its slice, as part of the distance of slices. */
  private static final double TOLERANCE = 0.05;

  /** More voxels than this are not opened at once. */
  static final long MAXIMUM_VOXELS = 1L << 30;

  /**
   * The geometry of an object with functional groups.
   *
   * @return null where frames have no position in the patient or form no regular grid
   */
  static FrameGeometry of(Attributes object, int frames, int columns, int rows) {
    Attributes shared = object.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    List<Attributes> perFrame = Elements.items(object, Tag.PerFrameFunctionalGroupsSequence);
    if (frames < 1 || perFrame.size() < frames) {
      return null;
    }
    double[] orientation = null;
    double[] spacing = null;
    double hint = 0;
    Vec3[] places = new Vec3[frames];
    for (int f = 0; f < frames; f++) {
      Attributes groups = perFrame.get(f);
      double[] position =
          values(groups, shared, Tag.PlanePositionSequence, Tag.ImagePositionPatient, 3);
      double[] directions =
          values(groups, shared, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient, 6);
      double[] pixels = values(groups, shared, Tag.PixelMeasuresSequence, Tag.PixelSpacing, 2);
      if (position == null || directions == null || pixels == null) {
        return null;
      }
      if (f == 0) {
        orientation = directions;
        spacing = pixels;
        double[] between =
            values(groups, shared, Tag.PixelMeasuresSequence, Tag.SpacingBetweenSlices, 1);
        double[] thickness =
            values(groups, shared, Tag.PixelMeasuresSequence, Tag.SliceThickness, 1);
        hint = between != null ? Math.abs(between[0]) : thickness != null ? thickness[0] : 0;
      } else if (!same(orientation, directions, 1e-4) || !same(spacing, pixels, 1e-6)) {
        return null;
      }
      places[f] = new Vec3(position[0], position[1], position[2]);
    }
    return fit(places, orientation, spacing, hint, columns, rows);
  }

  private static FrameGeometry fit(
      Vec3[] places, double[] o, double[] spacing, double hint, int columns, int rows) {
    Vec3 column = new Vec3(o[0], o[1], o[2]);
    Vec3 row = new Vec3(o[3], o[4], o[5]);
    if (!(spacing[0] > 0 && spacing[1] > 0)
        || Math.abs(column.length() - 1) > 0.01
        || Math.abs(row.length() - 1) > 0.01
        || Math.abs(column.dot(row)) > 0.01) {
      return null;
    }
    Vec3 normal = column.cross(row).unit();
    double[] heights = new double[places.length];
    int low = 0;
    int high = 0;
    for (int f = 0; f < places.length; f++) {
      heights[f] = places[f].dot(normal);
      low = heights[f] < heights[low] ? f : low;
      high = heights[f] > heights[high] ? f : high;
    }
    double step = step(heights, hint);
    double extent = heights[high] - heights[low];
    double count = Math.rint(extent / step);
    if (!(count * columns * rows < MAXIMUM_VOXELS)) {
      return null;
    }
    Vec3 origin = places[low];
    Vec3 stride = count == 0 ? normal.times(step) : places[high].minus(origin).times(1 / count);
    int[] slices = new int[places.length];
    for (int f = 0; f < places.length; f++) {
      double k = Math.rint((heights[f] - heights[low]) / stride.dot(normal));
      Vec3 expected = origin.plus(stride.times(k));
      double allowed = Math.max(0.01, TOLERANCE * step);
      if (places[f].minus(expected).length() > allowed) {
        return null;
      }
      slices[f] = (int) k;
    }
    Grid grid =
        new Grid(
            origin,
            column.unit(),
            row.unit(),
            stride.unit(),
            spacing[1],
            spacing[0],
            stride.length(),
            columns,
            rows,
            (int) count + 1);
    return new FrameGeometry(grid, slices);
  }

  /**
   * The distance of neighbouring slices along the normal: the smallest step between two frames, or
   * what the header says where that step is a multiple of it, since slices may have been left out.
   */
  private static double step(double[] heights, double hint) {
    double[] sorted = heights.clone();
    java.util.Arrays.sort(sorted);
    double smallest = Double.MAX_VALUE;
    for (int a = 1; a < sorted.length; a++) {
      double step = sorted[a] - sorted[a - 1];
      if (step > SAME_SLICE_MM) {
        smallest = Math.min(smallest, step);
      }
    }
    if (smallest == Double.MAX_VALUE) {
      return hint > SAME_SLICE_MM && Double.isFinite(hint) ? hint : 1;
    }
    double times = smallest / hint;
    boolean multiple =
        hint > SAME_SLICE_MM && times > 0.98 && Math.abs(times - Math.rint(times)) < 0.02;
    return multiple ? smallest / Math.rint(times) : smallest;
  }

  private static boolean same(double[] a, double[] b, double tolerance) {
    for (int n = 0; n < a.length; n++) {
      if (!(Math.abs(a[n] - b[n]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  private static double[] values(
      Attributes frame, Attributes shared, int group, int tag, int count) {
    List<Attributes> places = new ArrayList<>();
    places.add(frame);
    places.add(shared);
    for (Attributes groups : places) {
      Attributes macro = groups == null ? null : groups.getNestedDataset(group);
      double[] values = macro == null ? null : macro.getDoubles(tag);
      if (values != null && values.length == count) {
        for (double value : values) {
          if (!Double.isFinite(value)) {
            return null;
          }
        }
        return values;
      }
    }
    return null;
  }
}
