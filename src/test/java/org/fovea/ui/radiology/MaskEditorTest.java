package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;
import org.junit.jupiter.api.Test;

class MaskEditorTest {
  /** 20 × 20 × 5 voxels of 1 × 1 × 3 mm, the first at the origin. */
  private static final Grid GRID =
      new Grid(
          new Vec3(0, 0, 0),
          new Vec3(1, 0, 0),
          new Vec3(0, 1, 0),
          new Vec3(0, 0, 1),
          1,
          1,
          3,
          20,
          20,
          5);

  private final Mask empty = new Mask(GRID, new BitSet());
  private final MaskEditor editor = new MaskEditor(empty);

  @Test
  void aDabIsADiscOnOneSlice() {
    editor.radius(2);
    editor.begin(GRID.plane(3), false);
    editor.stroke(new Vec3(10, 10, 9));
    editor.end();
    // voxel centres within 2 of (10, 10): 13
    assertThat(editor.mask().count()).isEqualTo(13);
    assertThat(editor.mask().contains(12, 10, 3)).isTrue();
    assertThat(editor.mask().contains(12, 11, 3)).isFalse();
    assertThat(editor.mask().contains(10, 10, 2)).isFalse();
    assertThat(editor.volumeMl()).isEqualTo(13 * 3 / 1000.0);
    assertThat(empty.count()).as("what it began with").isZero();
  }

  @Test
  void aFastStrokeLeavesNoGaps() {
    editor.radius(1);
    editor.begin(GRID.plane(0), false);
    editor.stroke(new Vec3(2, 5, 0));
    editor.stroke(new Vec3(17, 5, 0));
    editor.end();
    for (int i = 1; i <= 18; i++) {
      assertThat(editor.mask().contains(i, 5, 0)).as("column %d", i).isTrue();
    }
  }

  @Test
  void undoAndRedoGoStrokeByStroke() {
    editor.radius(1);
    for (int k = 0; k < 3; k++) {
      editor.begin(GRID.plane(k), false);
      editor.stroke(new Vec3(5, 5, 3 * k));
      editor.end();
    }
    BitSet all = editor.mask().voxels();
    editor.undo();
    assertThat(editor.mask().count()).isEqualTo(10);
    editor.undo();
    editor.undo();
    assertThat(editor.mask().count()).isZero();
    assertThat(editor.dirtyProperty().get()).isFalse();
    assertThat(editor.undoableProperty().get()).isFalse();
    editor.redo();
    editor.redo();
    editor.redo();
    assertThat(editor.mask().voxels()).isEqualTo(all);
    editor.undo();
    editor.begin(GRID.plane(4), false);
    editor.stroke(new Vec3(5, 5, 12));
    editor.end();
    assertThat(editor.redoableProperty().get()).as("a new stroke ends the redo").isFalse();
  }

  @Test
  void theEraserTakesAway() {
    editor.radius(3);
    editor.begin(GRID.plane(1), false);
    editor.stroke(new Vec3(10, 10, 3));
    editor.end();
    editor.begin(GRID.plane(1), true);
    editor.stroke(new Vec3(10, 10, 3));
    editor.end();
    assertThat(editor.mask().count()).isZero();
    assertThat(editor.dirtyProperty().get()).isFalse();
  }

  @Test
  void knowsWhetherAPlaneIsASliceOfItsGrid() {
    assertThat(editor.sliceAt(GRID.plane(2))).isEqualTo(2);
    Plane finer =
        new Plane(new Vec3(-3, -3, 6), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 0.5, 0.5, 64, 64);
    assertThat(editor.sliceAt(finer)).as("another raster on the same plane").isEqualTo(2);
    Plane between =
        new Plane(new Vec3(0, 0, 7), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 1, 1, 20, 20);
    assertThat(editor.sliceAt(between)).isEqualTo(-1);
    Plane across = new Plane(new Vec3(0, 0, 6), new Vec3(1, 0, 0), new Vec3(0, 0, 1), 1, 1, 20, 20);
    assertThat(editor.sliceAt(across)).isEqualTo(-1);
    Plane beyond =
        new Plane(new Vec3(0, 0, 15), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 1, 1, 20, 20);
    assertThat(editor.sliceAt(beyond)).isEqualTo(-1);
    assertThat(editor.sliceAt(null)).isEqualTo(-1);
    assertThatThrownBy(() -> editor.begin(between, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cuttingKeepsWhatHangsTogetherWithTheFinding() {
    float[] v = new float[GRID.size()];
    // a bar of falling values along the first row of slice 2, and a far island
    for (int i = 0; i < 10; i++) {
      v[GRID.index(i, 0, 2)] = 1 - i / 10f;
    }
    v[GRID.index(18, 18, 2)] = 1;
    BitSet seed = new BitSet();
    seed.set(GRID.index(0, 0, 2));
    MaskEditor cut = new MaskEditor(new Mask(GRID, seed));
    Volume heat = new Volume(GRID, v);
    cut.cut(heat, 0.45);
    // 1, 0.9 … 0.5: six
    assertThat(cut.mask().count()).isEqualTo(6);
    assertThat(cut.mask().contains(18, 18, 2)).isFalse();
    cut.cut(heat, 0.15);
    assertThat(cut.mask().count()).isEqualTo(9);
    cut.undo();
    assertThat(cut.mask().count()).isEqualTo(6);
    Volume other = new Volume(Phantom.axial(4, 4, 1, 1), new float[64]);
    assertThat(cut.cuts(other)).isFalse();
    assertThatThrownBy(() -> cut.cut(other, 0.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
