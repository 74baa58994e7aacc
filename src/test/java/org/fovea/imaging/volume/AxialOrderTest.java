package org.fovea.imaging.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxialOrderTest {
  private static Vec3 axis(String name) {
    double sign = name.charAt(0) == '-' ? -1 : 1;
    return switch (name.charAt(1)) {
      case 'x' -> new Vec3(sign, 0, 0);
      case 'y' -> new Vec3(0, sign, 0);
      default -> new Vec3(0, 0, sign);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "+x,+y,+z",
    "-x,+y,+z",
    "+x,-y,+z",
    "+x,+y,-z",
    "-x,-y,-z",
    "+y,-z,+x",
    "+x,-z,+y",
    "-y,+z,-x"
  })
  void columnsGoLeftRowsBackAndSlicesUp(String column, String row, String slice) {
    Grid grid =
        new Grid(new Vec3(7, -3, 11), axis(column), axis(row), axis(slice), 0.5, 0.7, 3, 4, 5, 6);
    AxialOrder order = AxialOrder.of(grid);
    Set<Integer> seen = new HashSet<>();
    for (int k = 0; k < order.slices(); k++) {
      for (int j = 0; j < order.rows(); j++) {
        for (int i = 0; i < order.columns(); i++) {
          int at = order.index(i, j, k);
          seen.add(at);
          Vec3 here = place(grid, at);
          if (i > 0) {
            assertThat(here.x()).isGreaterThan(place(grid, order.index(i - 1, j, k)).x());
          }
          if (j > 0) {
            assertThat(here.y()).isGreaterThan(place(grid, order.index(i, j - 1, k)).y());
          }
          if (k > 0) {
            assertThat(here.z()).isGreaterThan(place(grid, order.index(i, j, k - 1)).z());
          }
        }
      }
    }
    assertThat(seen).hasSize(4 * 5 * 6);
  }

  private static Vec3 place(Grid g, int at) {
    return g.toPatient(
        at % g.columns(), at / g.columns() % g.rows(), at / (g.columns() * g.rows()));
  }
}
