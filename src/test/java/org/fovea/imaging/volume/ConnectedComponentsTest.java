package org.fovea.imaging.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {
  private static final Grid GRID =
      new Grid(
          new Vec3(0, 0, 0),
          new Vec3(1, 0, 0),
          new Vec3(0, 1, 0),
          new Vec3(0, 0, 1),
          1,
          1,
          1,
          5,
          4,
          3);

  private static Mask mask(int[]... voxels) {
    BitSet bits = new BitSet();
    for (int[] v : voxels) {
      bits.set(GRID.index(v[0], v[1], v[2]));
    }
    return new Mask(GRID, bits);
  }

  @Test
  void voxelsThatTouchByACornerAreOnePart() {
    List<ConnectedComponents.Part> parts =
        ConnectedComponents.of(mask(new int[] {1, 1, 0}, new int[] {2, 2, 1}));
    assertThat(parts).extracting(ConnectedComponents.Part::count).containsExactly(2);
  }

  @Test
  void theEndOfARowDoesNotTouchTheNextRowsBeginning() {
    List<ConnectedComponents.Part> parts =
        ConnectedComponents.of(
            mask(
                new int[] {4, 0, 0},
                new int[] {0, 1, 0},
                new int[] {4, 3, 1},
                new int[] {0, 0, 2}));
    assertThat(parts).hasSize(4);
  }

  @Test
  void partsComeLargestFirstAndTogetherAreTheMask() {
    Mask all =
        mask(
            new int[] {0, 0, 0},
            new int[] {2, 0, 0},
            new int[] {3, 0, 0},
            new int[] {3, 1, 1},
            new int[] {0, 3, 2},
            new int[] {1, 3, 2});
    List<ConnectedComponents.Part> parts = ConnectedComponents.of(all);
    assertThat(parts).extracting(ConnectedComponents.Part::count).containsExactly(3, 2, 1);
    BitSet union = new BitSet();
    parts.forEach(p -> union.or(p.mask().voxels()));
    assertThat(union).isEqualTo(all.voxels());
  }

  @Test
  void nothingHasNoParts() {
    assertThat(ConnectedComponents.of(mask())).isEmpty();
  }
}
