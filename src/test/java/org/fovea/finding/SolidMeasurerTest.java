package org.fovea.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.Random;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.junit.jupiter.api.Test;

class SolidMeasurerTest {
  private static final double EPS = 1e-9;
  private static final Vec3 X = new Vec3(1, 0, 0);
  private static final Vec3 Y = new Vec3(0, 1, 0);
  private static final Vec3 Z = new Vec3(0, 0, 1);

  private static void assertPoint(double x, double y, double z, Vec3 p) {
    assertEquals(x, p.x(), EPS);
    assertEquals(y, p.y(), EPS);
    assertEquals(z, p.z(), EPS);
  }

  @Test
  void boxOnAnisotropicGrid() {
    Grid grid = new Grid(new Vec3(10, 20, 30), X, Y, Z, 1, 2, 5, 10, 10, 6);
    BitSet bits = new BitSet();
    for (int k = 1; k <= 2; k++) {
      for (int j = 2; j <= 4; j++) {
        for (int i = 3; i <= 7; i++) {
          bits.set(grid.index(i, j, k));
        }
      }
    }
    Region.Solid s = SolidMeasurer.measure(new Mask(grid, bits));
    assertEquals(0.300, s.volumeMl(), EPS); // 5 * 3 * 2 voxels of 10 mm3
    assertEquals(Math.sqrt(57), s.longAxisMm(), EPS); // 4, 4 and 5 mm apart
    assertPoint(15, 26, 37.5, s.centroid());
    assertPoint(12.5, 23, 32.5, s.low());
    assertPoint(17.5, 29, 42.5, s.high());
  }

  @Test
  void singleVoxelHasNoLength() {
    Grid grid = new Grid(new Vec3(0, 0, 0), X, Y, Z, 1, 1, 4, 3, 3, 3);
    BitSet bits = new BitSet();
    bits.set(grid.index(2, 1, 1));
    Region.Solid s = SolidMeasurer.measure(new Mask(grid, bits));
    assertEquals(0, s.longAxisMm());
    assertEquals(0.004, s.volumeMl(), EPS);
    assertPoint(2, 1, 4, s.centroid());
    assertPoint(1.5, 0.5, 2, s.low());
    assertPoint(2.5, 1.5, 6, s.high());
  }

  @Test
  void shearedGridUsesPatientDistances() {
    // Slices 5 mm apart along (0, 0.6, 0.8): 4 mm of height and 3 mm of shift each.
    Grid grid = new Grid(new Vec3(0, 0, 0), X, Y, new Vec3(0, 0.6, 0.8), 2, 1, 5, 4, 8, 4);
    BitSet bits = new BitSet();
    bits.set(grid.index(1, 1, 0));
    bits.set(grid.index(1, 5, 3));
    Region.Solid s = SolidMeasurer.measure(new Mask(grid, bits));
    assertEquals(0.016, s.volumeMl(), EPS); // two voxels of 2 * 1 * 4 mm3
    // From (2, 1, 0) to (2, 5 + 9, 12): sqrt(169 + 144).
    assertEquals(Math.sqrt(313), s.longAxisMm(), EPS);
    assertPoint(2, 7.5, 6, s.centroid());
    assertPoint(1, 1 - 0.5 - 1.5, -2, s.low());
    assertPoint(3, 14 + 0.5 + 1.5, 14, s.high());
  }

  @Test
  void leftHandedGridHasPositiveVolume() {
    Grid grid = new Grid(new Vec3(0, 0, 0), X, Y, new Vec3(0, 0, -1), 1, 1, 3, 4, 4, 4);
    BitSet bits = new BitSet();
    bits.set(0, grid.size());
    Region.Solid s = SolidMeasurer.measure(new Mask(grid, bits));
    assertEquals(0.192, s.volumeMl(), EPS);
    assertPoint(1.5, 1.5, -4.5, s.centroid());
  }

  @Test
  void longAxisIsThatOfEveryPairTried() {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      Grid grid =
          new Grid(
              new Vec3(1, 2, 3),
              X,
              new Vec3(0, 0.8, 0.6),
              new Vec3(0.28, 0, 0.96),
              0.3 + random.nextDouble(),
              0.3 + random.nextDouble(),
              0.3 + 5 * random.nextDouble(),
              9,
              8,
              7);
      BitSet bits = new BitSet();
      int n = 1 + random.nextInt(200);
      for (int a = 0; a < n; a++) {
        bits.set(random.nextInt(grid.size()));
      }
      double expected = 0;
      int[] set = bits.stream().toArray();
      for (int a : set) {
        for (int b : set) {
          Vec3 d =
              grid.toPatient(a % 9, a / 9 % 8, a / 72)
                  .minus(grid.toPatient(b % 9, b / 9 % 8, b / 72));
          expected = Math.max(expected, d.length());
        }
      }
      assertEquals(
          expected, SolidMeasurer.measure(new Mask(grid, bits)).longAxisMm(), EPS, "" + round);
    }
  }

  @Test
  void nothingCannotBeMeasured() {
    Grid grid = new Grid(new Vec3(0, 0, 0), X, Y, Z, 1, 1, 1, 3, 3, 3);
    assertThrows(
        IllegalArgumentException.class, () -> SolidMeasurer.measure(new Mask(grid, new BitSet())));
  }
}
