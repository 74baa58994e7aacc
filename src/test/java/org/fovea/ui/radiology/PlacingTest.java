package org.fovea.ui.radiology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.fovea.dicom.HeaderReader;
import org.fovea.finding.Verdict.Decision;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.PlaneSampler;
import org.fovea.imaging.volume.Volume;
import org.junit.jupiter.api.Test;

/** Letters, bars, lines and overlays in their places. */
class PlacingTest {
  private final Phantom phantom = new Phantom();

  @Test
  void lettersOfStraightAndObliqueDirections() {
    assertThat(Directions.letters(new Vec3(1, 0, 0))).isEqualTo("L");
    assertThat(Directions.letters(new Vec3(0, -1, 0))).isEqualTo("A");
    assertThat(Directions.letters(new Vec3(0, 0, 1))).isEqualTo("H");
    assertThat(Directions.letters(new Vec3(-0.6, 0, -0.8))).isEqualTo("FR");
    assertThat(Directions.letters(new Vec3(0.99, 0.1, 0))).isEqualTo("L");
  }

  @Test
  void lettersOfTheEdgesFollowTheTurn() {
    Plane sagittal =
        new Plane(new Vec3(0, -100, 100), new Vec3(0, 1, 0), new Vec3(0, 0, -1), 1, 1, 200, 200);
    assertThat(Directions.edges(sagittal, Turn.NONE))
        .isEqualTo(new Directions.Edges("A", "P", "H", "F"));
    assertThat(Directions.edges(sagittal, Turn.NONE.clockwise()))
        .isEqualTo(new Directions.Edges("F", "H", "A", "P"));
    assertThat(Directions.edges(sagittal, Turn.NONE.flippedVertically()))
        .isEqualTo(new Directions.Edges("A", "P", "F", "H"));
    assertThat(Directions.edges(null, Turn.NONE)).isNull();
  }

  @Test
  void theBarIsInMillimetresOnlyWhereTheGeometryIsKnown() {
    Plane plane =
        new Plane(new Vec3(0, 0, 0), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 0.5, 0.5, 512, 512);
    ViewTransform t = new ViewTransform(2, 1, new Point(0, 0), Turn.NONE, 800, 800);
    // two units a column of half a millimetre: 4 units a mm, 160 units are 40 mm, so 20 mm
    assertThat(ScaleBar.of(plane, t, 160)).isEqualTo(new ScaleBar(80, "2 cm"));
    assertThat(ScaleBar.of(null, t, 160)).isEqualTo(new ScaleBar(100, "50 px"));
  }

  @Test
  void aReferenceLineRunsWhereThePlanesMeet() {
    Plane axial = phantom.shown(0).slice(18).plane(); // z = 12.5
    Plane coronal = phantom.shown(2).slice(9).plane(); // first row at z = 79.5, going down
    ReferenceLine l = ReferenceLine.of(axial, coronal).orElseThrow();
    assertThat(l.from().y()).isCloseTo(79.5 - 12.5, within(1e-9));
    assertThat(l.to().y()).isCloseTo(67, within(1e-9));
    // the axial picture is 256 · 0.9375 = 240 mm wide
    assertThat(Math.abs(l.from().x() - l.to().x())).isCloseTo(240, within(1e-9));
    assertThat(ReferenceLine.of(axial, phantom.shown(1).slice(3).plane())).isEmpty();
    assertThat(ReferenceLine.of(axial, null)).isEmpty();
  }

  @Test
  void valuesOnAnObliquePlaneAreThoseOfThePlaceInThePatient() {
    Grid g =
        new Grid(
            new Vec3(-20, -30, -40),
            new Vec3(1, 0, 0),
            new Vec3(0, 1, 0),
            new Vec3(0, 0, 1),
            2,
            3,
            4,
            21,
            21,
            21);
    float[] v = new float[g.size()];
    for (int k = 0; k < 21; k++) {
      for (int j = 0; j < 21; j++) {
        for (int i = 0; i < 21; i++) {
          Vec3 p = g.toPatient(i, j, k);
          v[g.index(i, j, k)] = (float) (p.x() + 2 * p.y() - 3 * p.z());
        }
      }
    }
    double s = Math.sqrt(0.5);
    Plane plane =
        new Plane(new Vec3(-10, -5, -5), new Vec3(s, s, 0), new Vec3(0, 0, 1), 1.5, 0.7, 9, 11);
    float[] target = new float[99];
    PlaneSampler.sample(new Volume(g, v), plane, target);
    for (int r = 0; r < 11; r++) {
      for (int c = 0; c < 9; c++) {
        Vec3 p = plane.toPatient(c, r);
        // a linear field is reproduced exactly
        assertThat((double) target[r * 9 + c])
            .isCloseTo(p.x() + 2 * p.y() - 3 * p.z(), within(1e-3));
      }
    }
    Plane outside =
        new Plane(new Vec3(500, 0, 0), new Vec3(1, 0, 0), new Vec3(0, 1, 0), 1, 1, 9, 11);
    PlaneSampler.sample(new Volume(g, v), outside, target);
    assertThat(target).containsOnly(Float.NaN);
  }

  @Test
  void theOutlineOfABoxEncirclesItsVoxels() {
    Grid g = phantom.shown(0).stack().grid();
    BitSet bits = new BitSet();
    for (int j = 100; j < 110; j++) {
      bits.set(g.index(50, j, 7), g.index(70, j, 7));
    }
    List<double[]> lines = new OverlayPlacer().contours(new Mask(g, bits), g.plane(7));
    assertThat(lines).hasSize(1);
    double area = 0;
    double[] l = lines.getFirst();
    for (int i = 0; i < l.length; i += 2) {
      int n = (i + 2) % l.length;
      area += (l[i] * l[n + 1] - l[n] * l[i + 1]) / 2;
    }
    // 20 by 10 voxels less an eighth of a voxel at each corner
    assertThat(Math.abs(area)).isCloseTo(200 - 4 * 0.125, within(1e-3));
    assertThat(new OverlayPlacer().contours(new Mask(g, bits), g.plane(9))).isEmpty();
  }

  @Test
  void thePaceOfALoopIsTheHeaders() {
    assertThat(CineRate.of(List.of())).isEmpty();
    assertThat(CineRate.of(List.of(element("(0018,1063)", "33.3")))).hasValue(30);
    assertThat(CineRate.of(List.of(element("(0018,1063)", "33.3"), element("(0008,2144)", "12"))))
        .hasValue(12);
    assertThat(CineRate.of(List.of(element("(0018,0040)", "900")))).hasValue(60);
    assertThat(CineRate.of(List.of(element("(0018,1063)", "0")))).isEmpty();
  }

  private static HeaderReader.Element element(String tag, String value) {
    return new HeaderReader.Element(0, tag, "IS", "", value);
  }

  @Test
  void overlaysLieOnlyOnSeriesOfTheirFrameOfReference() {
    OverlayLayer layer =
        new OverlayLayer.Outline("f", "x", "1.2.3.1", phantom.mask(), Decision.PENDING);
    assertThat(OverlayPlacer.applies(layer, phantom.shown(0))).isTrue();
    assertThat(OverlayPlacer.applies(layer, phantom.shown(2))).isTrue();
    assertThat(OverlayPlacer.applies(layer, phantom.shown(3))).isFalse();
  }
}
