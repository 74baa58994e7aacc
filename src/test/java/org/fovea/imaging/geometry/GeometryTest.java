package org.fovea.imaging.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class GeometryTest {
  private static final Vec3 LEFT = new Vec3(1, 0, 0);
  private static final Vec3 BACK = new Vec3(0, 1, 0);
  private static final Vec3 HEAD = new Vec3(0, 0, 1);

  private static Plane plane(Vec3 origin, Vec3 column, Vec3 row) {
    return new Plane(origin, column, row, 2, 1, 11, 21);
  }

  @Test
  void edgesOfTheThreeAnatomicalPlanes() {
    assertThat(Orientation.edges(plane(HEAD, LEFT, BACK)))
        .isEqualTo(new Orientation.Edges("R", "L", "A", "P"));
    assertThat(Orientation.edges(plane(HEAD, BACK, HEAD.times(-1))))
        .isEqualTo(new Orientation.Edges("A", "P", "H", "F"));
    assertThat(Orientation.edges(plane(HEAD, LEFT, HEAD.times(-1))))
        .isEqualTo(new Orientation.Edges("R", "L", "H", "F"));
  }

  @Test
  void obliqueDirectionsHaveTheirLargestPartFirst() {
    assertThat(Orientation.letters(new Vec3(0.6, -0.8, 0))).isEqualTo("AL");
    assertThat(Orientation.letters(new Vec3(-0.8, 0.1, 0.6))).isEqualTo("RH");
    // 14° from the axis is not named, 16° is.
    double d = Math.toRadians(14);
    assertThat(Orientation.letters(new Vec3(0, Math.cos(d), -Math.sin(d)))).isEqualTo("P");
    double e = Math.toRadians(16);
    assertThat(Orientation.letters(new Vec3(0, Math.cos(e), -Math.sin(e)))).isEqualTo("PF");
  }

  @Test
  void namesOfPlanes() {
    assertThat(Orientation.plane(new Vec3(0, 0.1, -1))).isEqualTo(Orientation.PlaneName.AXIAL);
    assertThat(Orientation.plane(BACK)).isEqualTo(Orientation.PlaneName.CORONAL);
    assertThat(Orientation.plane(LEFT.times(-3))).isEqualTo(Orientation.PlaneName.SAGITTAL);
    assertThat(Orientation.plane(new Vec3(0, 1, 1))).isEqualTo(Orientation.PlaneName.OBLIQUE);
  }

  @Test
  void axialImageCutsASagittalOneInALineFromFrontToBack() {
    // Axial at z = 5: x from -1 to 21, y from -0.5 to 20.5, pixel edges included.
    Plane axial = plane(new Vec3(0, 0, 5), LEFT, BACK);
    // Sagittal at x = 8: y from 3 to 25, z from 20.5 down to -0.5.
    Plane sagittal = plane(new Vec3(8, 4, 20), BACK, HEAD.times(-1));
    PlaneIntersection.Segment cut = PlaneIntersection.of(axial, sagittal).orElseThrow();
    List<Double> ends = List.of(cut.from().y(), cut.to().y());
    assertThat(ends).containsExactlyInAnyOrder(3.0, 20.5);
    assertThat(List.of(cut.from().x(), cut.to().x())).containsOnly(8.0);
    assertThat(List.of(cut.from().z(), cut.to().z())).containsOnly(5.0);
    assertThat(PlaneIntersection.of(axial, plane(HEAD, LEFT, BACK))).isEmpty();
    assertThat(PlaneIntersection.of(axial, plane(new Vec3(50, 4, 20), BACK, HEAD.times(-1))))
        .isEmpty();
  }

  @Test
  void nearestPlaneIsThatByDistanceAlongTheNormal() {
    List<Plane> planes =
        List.of(
            plane(new Vec3(0, 0, 0), LEFT, BACK),
            plane(new Vec3(0, 0, 5), LEFT, BACK),
            plane(new Vec3(0, 0, 10), LEFT, BACK));
    assertThat(Orientation.nearest(planes, new Vec3(100, 100, 7.4))).isEqualTo(1);
    assertThat(Orientation.nearest(planes, new Vec3(0, 0, 7.6))).isEqualTo(2);
    assertThat(Orientation.nearest(List.of(), LEFT)).isEqualTo(-1);
  }

  @Test
  void voxelOfAShearedGridHasItsHeightAsThickness() {
    Grid grid = new Grid(new Vec3(0, 0, 0), LEFT, BACK, new Vec3(0, 0.6, 0.8), 1, 2, 5, 10, 10, 10);
    // 1 mm × 2 mm × (5 mm · 0.8) = 8 mm³.
    assertThat(grid.voxelMl()).isEqualTo(0.008, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(grid.toPatient(1, 1, 1)).isEqualTo(new Vec3(1, 5, 4));
  }

  @Property
  void indexAndPatientPointAreInverse(
      @ForAll @DoubleRange(min = -300, max = 300) double i,
      @ForAll @DoubleRange(min = -300, max = 300) double j,
      @ForAll @DoubleRange(min = -300, max = 300) double k,
      @ForAll @DoubleRange(min = 0, max = 6.28) double turn,
      @ForAll @DoubleRange(min = -0.4, max = 0.4) double shear,
      @ForAll @DoubleRange(min = 0.1, max = 8) double spacing) {
    Vec3 column = new Vec3(Math.cos(turn), Math.sin(turn), 0);
    Vec3 row = new Vec3(-Math.sin(turn), Math.cos(turn), 0);
    Vec3 slice = HEAD.plus(row.times(shear)).unit();
    Grid grid = new Grid(new Vec3(-7, 11, 13), column, row, slice, spacing, 0.7, 3, 10, 10, 10);
    Vec3 back = grid.toIndex(grid.toPatient(i, j, k));
    assertThat(back.minus(new Vec3(i, j, k)).length()).isLessThan(1e-8);
  }
}
