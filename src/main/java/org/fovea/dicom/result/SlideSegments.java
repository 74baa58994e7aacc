package org.fovea.dicom.result;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleToIntFunction;
import org.fovea.dicom.ResultReader.OnSlide;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.geometry.Vec3;

/**
 * Collects the pixels of segments on a slide, tile by tile, and draws their borders. A matrix of
 * more pixels than can be held is thinned evenly.
 */
final class SlideSegments {
  /** Pixels of a matrix that are held of each segment. */
  private static final long MOST = 1 << 24;

  private final TiledFrames frames;
  private final int every;
  private final int columns;
  private final int rows;
  private final Map<Integer, BitSet> cells = new HashMap<>();

  SlideSegments(TiledFrames frames) {
    this.frames = frames;
    long across = frames.matrix().columns();
    long down = frames.matrix().rows();
    int n = 1;
    while (Math.ceilDiv(across, n) * Math.ceilDiv(down, n) > MOST) {
      n++;
    }
    every = n;
    columns = (int) Math.ceilDiv(across, n);
    rows = (int) Math.ceilDiv(down, n);
  }

  /**
   * Adds the pixels of a frame.
   *
   * @param which segment a value belongs to; 0 for none
   */
  void add(int frame, double[] values, DoubleToIntFunction which) {
    int width = frames.matrix().tileColumns();
    for (int a = 0; a < values.length; a++) {
      int x = frames.left()[frame] + a % width;
      int y = frames.top()[frame] + a / width;
      boolean inside = x < frames.matrix().columns() && y < frames.matrix().rows();
      if (inside && x % every == every / 2 && y % every == every / 2) {
        int segment = which.applyAsInt(values[a]);
        if (segment > 0) {
          cells.computeIfAbsent(segment, s -> new BitSet()).set(y / every * columns + x / every);
        }
      }
    }
  }

  /** Where a segment lies; without rings where it has no pixel. */
  OnSlide of(int segment) {
    BitSet set = cells.getOrDefault(segment, new BitSet());
    if (set.isEmpty()) {
      return new OnSlide(List.of(), 0);
    }
    int left = columns;
    int right = 0;
    int top = set.nextSetBit(0) / columns;
    int bottom = (set.length() - 1) / columns;
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      left = Math.min(left, i % columns);
      right = Math.max(right, i % columns);
    }
    int width = right - left + 1;
    float[] field = new float[width * (bottom - top + 1)];
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      field[(i / columns - top) * width + i % columns - left] = 1;
    }
    List<double[]> rings = new ArrayList<>();
    for (double[] line : Contours.of(field, width, bottom - top + 1, 0.5)) {
      if (line.length >= 6) {
        rings.add(placed(line, left, top));
      }
    }
    double cell = frames.matrix().spacingXMm() * frames.matrix().spacingYMm() * every * every;
    return new OnSlide(rings, set.cardinality() * cell);
  }

  private double[] placed(double[] line, int left, int top) {
    double[] ring = new double[line.length];
    for (int i = 0; i < line.length; i += 2) {
      Vec3 p =
          frames
              .placement()
              .toSlide(
                  (line[i] + left + 0.5) * every,
                  (line[i + 1] + top + 0.5) * every,
                  frames.matrix());
      ring[i] = p.x();
      ring[i + 1] = p.y();
    }
    return ring;
  }
}
