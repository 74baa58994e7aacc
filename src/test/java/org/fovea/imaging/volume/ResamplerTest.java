package org.fovea.imaging.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  private static Grid upright(Vec3 origin, double spacing, int columns, int rows, int slices) {
    return new Grid(
        origin,
        new Vec3(1, 0, 0),
        new Vec3(0, 1, 0),
        new Vec3(0, 0, 1),
        spacing,
        spacing,
        spacing,
        columns,
        rows,
        slices);
  }

  @Test
  void valuesBetweenVoxelsAreThoseOfAPencil() {
    Volume source =
        new Volume(upright(new Vec3(0, 0, 0), 1, 2, 2, 2), new float[] {0, 1, 2, 3, 4, 5, 6, 15});
    Volume at = Resampler.onto(source, upright(new Vec3(0.5, 0.5, 0.5), 1, 1, 1, 1));
    // the mean of the eight corners: 36 / 8
    assertThat(at.values()).containsExactly(4.5f);
    Volume edge = Resampler.onto(source, upright(new Vec3(0.25, 0, 1), 1, 1, 1, 1));
    // a quarter of the way from 4 to 5
    assertThat(edge.values()).containsExactly(4.25f);
  }

  @Test
  void beyondTheVoxelsThereIsNothing() {
    Volume source = new Volume(upright(new Vec3(0, 0, 0), 1, 1, 1, 1), new float[] {7});
    Volume wide = Resampler.onto(source, upright(new Vec3(-1, 0, 0), 0.75, 4, 1, 1));
    // centres at −1, −0.25, 0.5 and 1.25: a voxel reaches half a spacing to either side
    assertThat(wide.values()).containsExactly(0, 7, 7, 0);
  }

  @Test
  void aVolumeOnTheGridIsTakenAsItIs() {
    Volume source =
        new Volume(upright(new Vec3(3, 4, 5), 0.9, 2, 1, 1), new float[] {1, Float.NaN});
    assertThat(Resampler.onto(source, upright(new Vec3(3, 4, 5), 0.9, 2, 1, 1))).isSameAs(source);
  }

  @Test
  void aFlippedGridGivesTheSameTissueBackwards() {
    Grid grid = upright(new Vec3(0, 0, 0), 2, 3, 1, 1);
    Volume source = new Volume(grid, new float[] {1, 2, 3});
    Grid flipped =
        new Grid(
            new Vec3(4, 0, 0),
            new Vec3(-1, 0, 0),
            new Vec3(0, 1, 0),
            new Vec3(0, 0, 1),
            2,
            2,
            2,
            3,
            1,
            1);
    assertThat(Resampler.sameGrid(grid, flipped)).isFalse();
    assertThat(Resampler.onto(source, flipped).values()).containsExactly(3, 2, 1);
  }

  @Property(tries = 50)
  void aLinearFieldIsResampledExactly(
      @ForAll @DoubleRange(min = -0.5, max = 0.5) double angle,
      @ForAll @DoubleRange(min = -3, max = 3) double shift,
      @ForAll @DoubleRange(min = 0.4, max = 1.4) double spacing) {
    Grid from = upright(new Vec3(-20, -20, -20), 2, 21, 21, 21);
    float[] values = new float[from.size()];
    for (int k = 0; k < 21; k++) {
      for (int j = 0; j < 21; j++) {
        for (int i = 0; i < 21; i++) {
          values[from.index(i, j, k)] = (float) field(from.toPatient(i, j, k));
        }
      }
    }
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    Grid oblique =
        new Grid(
            new Vec3(shift, -shift, shift / 2),
            new Vec3(c, s, 0),
            new Vec3(-s, c, 0),
            new Vec3(0, 0, 1),
            spacing,
            spacing * 1.1,
            spacing * 1.3,
            5,
            5,
            5);
    Volume out = Resampler.onto(new Volume(from, values), oblique);
    for (int k = 0; k < 5; k++) {
      for (int j = 0; j < 5; j++) {
        for (int i = 0; i < 5; i++) {
          assertThat((double) out.values()[oblique.index(i, j, k)])
              .isCloseTo(field(oblique.toPatient(i, j, k)), within(1e-3));
        }
      }
    }
  }

  private static double field(Vec3 p) {
    return 100 + 2 * p.x() - 3 * p.y() + 5 * p.z();
  }
}
