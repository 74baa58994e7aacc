package org.fovea.ui.radiology;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;

/**
 * The outline of one finding while it is changed: by brush and eraser on the slices of its own
 * grid, or by cutting the heatmap at another threshold. Each stroke can be undone. The mask that it
 * began with is never written to. Used on one thread.
 */
public final class MaskEditor {
  /** Part of the slice spacing by which a picture may lie beside a slice of the grid. */
  private static final double BESIDE = 0.05;

  private static final double LEAST_RADIUS = 0.5;
  private static final double MOST_RADIUS = 60;

  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();

  /** What each step changed: the voxels that are different after it. */
  private final Deque<BitSet> done = new ArrayDeque<>();

  private final Deque<BitSet> undone = new ArrayDeque<>();
  private final Grid grid;
  private final BitSet before;
  private final BitSet voxels;
  private double radius = 5;
  private BitSet strokeStart;
  private int slice;
  private boolean erase;
  private Vec3 last;
  private Mask mask;

  /** Begins with a mask. */
  public MaskEditor(Mask from) {
    grid = from.grid();
    before = (BitSet) from.voxels().clone();
    voxels = (BitSet) from.voxels().clone();
    mask = new Mask(grid, (BitSet) voxels.clone());
  }

  /** Grows with every change, so that views can follow. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** Whether it differs from what it began with. */
  public ReadOnlyBooleanProperty dirtyProperty() {
    return dirty.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty redoableProperty() {
    return redoable.getReadOnlyProperty();
  }

  /** The mask as it is now; a new one after each change. */
  public Mask mask() {
    return mask;
  }

  /** Radius of brush and eraser, mm. */
  public double radius() {
    return radius;
  }

  /** Sets the radius, mm, kept between half a millimetre and six centimetres. */
  public void radius(double mm) {
    radius = Math.clamp(mm, LEAST_RADIUS, MOST_RADIUS);
    changed();
  }

  /** The slice of the mask's grid that a plane coincides with; -1 where there is none. */
  public int sliceAt(Plane plane) {
    Plane first = grid.plane(0);
    if (plane == null
        || Math.abs(first.normal().dot(plane.normal())) < 1 - 1e-4
        || !within(plane)) {
      return -1;
    }
    double k = grid.toIndex(plane.origin()).z();
    long near = Math.round(k);
    return near >= 0 && near < grid.slices() && Math.abs(k - near) <= BESIDE ? (int) near : -1;
  }

  /** Whether the plane stays on one slice from corner to corner, also of a sheared grid. */
  private boolean within(Plane plane) {
    double a = grid.toIndex(plane.origin()).z();
    double b = grid.toIndex(plane.toPatient(plane.columns() - 1, plane.rows() - 1)).z();
    return Math.abs(a - b) <= BESIDE;
  }

  /**
   * Begins a stroke.
   *
   * @throws IllegalArgumentException if the plane is not one of the grid's slices
   */
  public void begin(Plane plane, boolean erasing) {
    slice = sliceAt(plane);
    if (slice < 0) {
      throw new IllegalArgumentException("not a slice of the mask's grid");
    }
    erase = erasing;
    strokeStart = (BitSet) voxels.clone();
    last = null;
  }

  /** Goes on with the stroke to a point of the patient: a band as wide as the brush. */
  public void stroke(Vec3 to) {
    Vec3 from = last == null ? to : last;
    last = to;
    double length = to.minus(from).length();
    int steps = Math.max(1, (int) Math.ceil(length / Math.max(radius / 3, 0.25)));
    for (int i = 1; i <= steps; i++) {
      disc(from.plus(to.minus(from).times(i / (double) steps)));
    }
    mask = new Mask(grid, (BitSet) voxels.clone());
    changed();
  }

  private void disc(Vec3 center) {
    Vec3 at = grid.toIndex(center);
    double across = radius / grid.columnSpacingMm();
    double down = radius / grid.rowSpacingMm();
    int top = (int) Math.max(0, Math.ceil(at.y() - down));
    int bottom = (int) Math.min(grid.rows() - 1, Math.floor(at.y() + down));
    int left = (int) Math.max(0, Math.ceil(at.x() - across));
    int right = (int) Math.min(grid.columns() - 1, Math.floor(at.x() + across));
    for (int j = top; j <= bottom; j++) {
      for (int i = left; i <= right; i++) {
        double dx = (i - at.x()) / across;
        double dy = (j - at.y()) / down;
        if (dx * dx + dy * dy <= 1 + 1e-9) {
          voxels.set(grid.index(i, j, slice), !erase);
        }
      }
    }
    long i = Math.round(at.x());
    long j = Math.round(at.y());
    if (i >= 0 && j >= 0 && i < grid.columns() && j < grid.rows()) {
      voxels.set(grid.index((int) i, (int) j, slice), !erase); // however small the brush
    }
  }

  /** Ends the stroke, which from now on can be undone. */
  public void end() {
    if (strokeStart != null) {
      remember(strokeStart);
      strokeStart = null;
    }
  }

  private void remember(BitSet was) {
    BitSet difference = (BitSet) was.clone();
    difference.xor(voxels);
    if (!difference.isEmpty()) {
      done.push(difference);
      undone.clear();
    }
    mask = new Mask(grid, (BitSet) voxels.clone());
    changed();
  }

  /**
   * Puts another mask in place of what there is, as one step.
   *
   * @throws IllegalArgumentException if it lies on another grid
   */
  public void replace(Mask other) {
    if (!other.grid().equals(grid)) {
      throw new IllegalArgumentException("mask on another grid");
    }
    BitSet was = (BitSet) voxels.clone();
    voxels.clear();
    voxels.or(other.voxels());
    remember(was);
  }

  /** Whether the heatmap can be cut for this mask: it must lie on the same grid. */
  public boolean cuts(Volume heat) {
    return heat.grid().equals(grid);
  }

  /**
   * Puts in place of the mask what of the heatmap is at or above a threshold and hangs together,
   * face to face, with the mask as it was at the beginning.
   *
   * @throws IllegalArgumentException if the heatmap lies on another grid
   */
  public void cut(Volume heat, double threshold) {
    if (!cuts(heat)) {
      throw new IllegalArgumentException("heatmap on another grid");
    }
    BitSet was = (BitSet) voxels.clone();
    BitSet reached = new BitSet(grid.size());
    ArrayDeque<Integer> front = new ArrayDeque<>();
    for (int b = before.nextSetBit(0); b >= 0; b = before.nextSetBit(b + 1)) {
      if (heat.values()[b] >= threshold) {
        reached.set(b);
        front.add(b);
      }
    }
    int plane = grid.columns() * grid.rows();
    while (!front.isEmpty()) {
      int b = front.poll();
      int i = b % grid.columns();
      int j = b / grid.columns() % grid.rows();
      int k = b / plane;
      reach(i > 0, b - 1, heat, threshold, reached, front);
      reach(i < grid.columns() - 1, b + 1, heat, threshold, reached, front);
      reach(j > 0, b - grid.columns(), heat, threshold, reached, front);
      reach(j < grid.rows() - 1, b + grid.columns(), heat, threshold, reached, front);
      reach(k > 0, b - plane, heat, threshold, reached, front);
      reach(k < grid.slices() - 1, b + plane, heat, threshold, reached, front);
    }
    voxels.clear();
    voxels.or(reached);
    remember(was);
  }

  private static void reach(
      boolean there, int b, Volume heat, double threshold, BitSet reached, Deque<Integer> front) {
    if (there && !reached.get(b) && heat.values()[b] >= threshold) {
      reached.set(b);
      front.add(b);
    }
  }

  public void undo() {
    step(done, undone);
  }

  public void redo() {
    step(undone, done);
  }

  private void step(Deque<BitSet> from, Deque<BitSet> to) {
    if (!from.isEmpty()) {
      BitSet difference = from.pop();
      voxels.xor(difference);
      to.push(difference);
      mask = new Mask(grid, (BitSet) voxels.clone());
      changed();
    }
  }

  private void changed() {
    dirty.set(!voxels.equals(before));
    undoable.set(!done.isEmpty());
    redoable.set(!undone.isEmpty());
    revision.set(revision.get() + 1);
  }

  /** Volume of the mask as it is now, ml. */
  public double volumeMl() {
    return voxels.cardinality() * grid.voxelMl();
  }
}
