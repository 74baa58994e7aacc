package org.fovea.imaging.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.junit.jupiter.api.Test;

class SlideHeatRendererTest {
  private static final HeatStyle STYLE = new HeatStyle(ColorMap.GREY, 1, 0.5);

  private static SlideHeatmap map(int columns, int rows, float... values) {
    return new SlideHeatmap("n", Heatmap.Quantity.PROBABILITY, 0.5, columns, rows, 64, values);
  }

  @Test
  void cellsBeginAtTheCornerOfTheMatrix() {
    SlideHeatRenderer r = new SlideHeatRenderer(map(3, 2, 0, 1, Float.NaN, 0.6f, 0.4f, 1));
    SlideHeatRenderer.Cells all = r.render(-10, -10, 1000, 1000, 1, STYLE);
    assertThat(all.x()).isZero();
    assertThat(all.cell()).isEqualTo(64);
    assertThat(all.pixels()).containsExactly(0, 0xffffffff, 0, 0xff999999, 0, 0xffffffff);
    SlideHeatRenderer.Cells part = r.render(64.5, 64, 100, 100, 1, STYLE);
    assertThat(part.x()).isEqualTo(64);
    assertThat(part.y()).isEqualTo(64);
    assertThat(part.columns()).isEqualTo(1);
    assertThat(part.rows()).isEqualTo(1);
    assertThat(part.pixels()).containsExactly(0);
    assertThat(r.render(192, 0, 300, 10, 1, STYLE)).isNull();
  }

  @Test
  void farAwayCellsAreJoined() {
    SlideHeatRenderer r = new SlideHeatRenderer(map(2, 2, 1, 1, 0.6f, Float.NaN));
    SlideHeatRenderer.Cells far = r.render(0, 0, 128, 128, 130, STYLE);
    assertThat(far.cell()).isEqualTo(128);
    // the mean of 1, 1 and 0.6, as a grey of 1024 steps
    assertThat(far.pixels()[0] & 0xff).isCloseTo(221, within(1));
    assertThat(r.render(0, 0, 128, 128, 120, STYLE).cell()).isEqualTo(64);
  }

  @Test
  void linesRunRoundCells() {
    SlideHeatRenderer r = new SlideHeatRenderer(map(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0));
    List<double[]> lines = r.contours(0.5, 1000);
    assertThat(lines).hasSize(1);
    // half way between the centre of the middle cell, 96, and those of its neighbours
    for (int i = 0; i < lines.getFirst().length; i += 2) {
      double dx = Math.abs(lines.getFirst()[i] - 96);
      double dy = Math.abs(lines.getFirst()[i + 1] - 96);
      assertThat(dx + dy).isCloseTo(32, within(1e-6));
    }
  }
}
