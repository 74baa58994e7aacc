package org.fovea.imaging.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayRendererTest {

  @Test
  void isTransparentBelowTheThresholdAndOutside() {
    int[] target = {1, 2, 3, 4, 5};
    new OverlayRenderer()
        .render(
            new float[] {0.2f, 0.49f, Float.NaN, 0.5f, 1},
            5,
            new HeatStyle(ColorMap.GREY, 0.5, 0.5),
            target);
    // half opaque, premultiplied: 255 · 0.5 = 128 of white; 0.5 grey → 128 · 0.5 = 64
    assertThat(target).containsExactly(0, 0, 0, 0x80404040, 0x80808080);
  }

  @Test
  void followsAChangeOfStyle() {
    OverlayRenderer renderer = new OverlayRenderer();
    int[] target = new int[1];
    renderer.render(new float[] {1}, 1, new HeatStyle(ColorMap.GREY, 1, 0), target);
    assertThat(target[0]).isEqualTo(0xffffffff);
    renderer.render(new float[] {1}, 1, new HeatStyle(ColorMap.GREY, 0, 0), target);
    assertThat(target[0]).isZero();
  }

  /** A cone of slope 1: at level 5 of 15 − r the line is the circle of radius 10. */
  @Test
  void contourOfAConeIsACircle() {
    float[] field = new float[41 * 41];
    for (int y = 0; y < 41; y++) {
      for (int x = 0; x < 41; x++) {
        field[y * 41 + x] = (float) (15 - Math.hypot(x - 20, y - 20));
      }
    }
    List<double[]> lines = Contours.of(field, 41, 41, 5);
    assertThat(lines).hasSize(1);
    double[] line = lines.getFirst();
    double area = 0;
    for (int i = 0; i < line.length; i += 2) {
      assertThat(Math.hypot(line[i] - 20, line[i + 1] - 20)).isCloseTo(10, within(0.05));
      int j = (i + 2) % line.length;
      area += (line[i] * line[j + 1] - line[j] * line[i + 1]) / 2;
    }
    assertThat(Math.abs(area)).isCloseTo(Math.PI * 100, within(2.0));
  }

  @Test
  void closesLinesAtTheBorderAndRoundHoles() {
    float[] all = new float[12];
    java.util.Arrays.fill(all, 1);
    List<double[]> border = Contours.of(all, 4, 3, 0.5);
    assertThat(border).hasSize(1);
    for (int i = 0; i < border.getFirst().length; i += 2) {
      double x = border.getFirst()[i];
      double y = border.getFirst()[i + 1];
      assertThat(x == -0.5 || x == 3.5 || y == -0.5 || y == 2.5).isTrue();
    }
    float[] ring = {1, 1, 1, 1, 0, 1, 1, 1, 1};
    assertThat(Contours.of(ring, 3, 3, 0.5)).hasSize(2);
    assertThat(Contours.of(new float[9], 3, 3, 0.5)).isEmpty();
  }

  @Test
  void missingValuesCountAsBelow() {
    float[] field = {Float.NaN, Float.NaN, Float.NaN, Float.NaN, 1, Float.NaN};
    List<double[]> lines = Contours.of(field, 3, 2, 0.5);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).containsExactlyInAnyOrder(0.5, 1, 1, 0.5, 1.5, 1, 1, 1.5);
  }

  @Test
  void twoCornersThatTouchStayApartWhenTheMiddleIsBelow() {
    float[] apart = {1, 0, 0, 1};
    assertThat(Contours.of(apart, 2, 2, 0.6)).hasSize(2);
    assertThat(Contours.of(apart, 2, 2, 0.4)).hasSize(1);
  }
}
