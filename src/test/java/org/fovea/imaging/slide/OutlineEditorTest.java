package org.fovea.imaging.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.slide.OutlineEditor.Effect;
import org.junit.jupiter.api.Test;

class OutlineEditorTest {
  private static final double RADIUS = 10;
  private final OutlineEditor editor = new OutlineEditor(rectangle(100, 100, 300, 200), 1000, 500);

  private static Outline rectangle(double left, double top, double right, double bottom) {
    return new Outline(List.of(new double[] {left, top, right, top, right, bottom, left, bottom}));
  }

  private Effect stroke(boolean erase, double... path) {
    return editor.stroke(path, RADIUS, erase);
  }

  /** A band of 50 x 20 sticks out, with half a disc at its end. */
  @Test
  void aStrokeAddsWhatItCovers() {
    assertThat(stroke(false, 250, 150, 350, 150)).isEqualTo(Effect.CHANGED);
    double added = 50 * 2 * RADIUS + Math.PI * RADIUS * RADIUS / 2;
    assertThat(editor.outline().area()).isCloseTo(200 * 100 + added, within(3.0));
    assertThat(editor.outline().contains(355, 150)).isTrue();
    assertThat(editor.outline().contains(361, 150)).isFalse();
    assertThat(editor.outline().contains(340, 161)).isFalse();
  }

  @Test
  void aDabInTheMiddleWithTheEraserIsAHole() {
    assertThat(stroke(true, 200, 150)).isEqualTo(Effect.CHANGED);
    assertThat(editor.outline().rings()).hasSize(2);
    assertThat(editor.outline().contains(200, 150)).isFalse();
    assertThat(editor.outline().area())
        .isCloseTo(200 * 100 - Math.PI * RADIUS * RADIUS, within(3.0));
    assertThat(stroke(false, 195, 150, 205, 150)).isEqualTo(Effect.CHANGED);
    assertThat(editor.outline().rings()).hasSize(1);
    assertThat(editor.outline().area()).isCloseTo(200 * 100, within(1e-6));
  }

  @Test
  void ofTwoPiecesTheLargerIsKept() {
    assertThat(stroke(true, 150, 90, 150, 210)).isEqualTo(Effect.LEFT_OUT);
    assertThat(editor.outline().rings()).hasSize(1);
    assertThat(editor.outline().area()).isCloseTo(140 * 100, within(1.0));
    assertThat(editor.outline().contains(120, 150)).isFalse();
  }

  @Test
  void anAreaOfTwoPiecesKeepsBoth() {
    Outline two =
        new Outline(
            List.of(
                rectangle(100, 100, 300, 200).rings().getFirst(),
                rectangle(400, 100, 450, 200).rings().getFirst()));
    OutlineEditor on = new OutlineEditor(two, 1000, 500);
    assertThat(on.stroke(new double[] {425, 150}, RADIUS, true)).isEqualTo(Effect.CHANGED);
    assertThat(on.outline().area()).isCloseTo(250 * 100 - Math.PI * RADIUS * RADIUS, within(3.0));
    assertThat(on.stroke(new double[] {290, 150, 410, 150}, RADIUS, false))
        .isEqualTo(Effect.CHANGED);
    assertThat(on.outline().contains(350, 150)).isTrue();
  }

  @Test
  void whatIsNotConnectedIsNotAdded() {
    assertThat(stroke(false, 500, 150)).isEqualTo(Effect.LEFT_OUT);
    assertThat(editor.outline().area()).isEqualTo(200 * 100);
    assertThat(editor.dirty()).isFalse();
    assertThat(editor.undoable()).isFalse();
  }

  @Test
  void aStrokeOverWhatIsThereChangesNothing() {
    assertThat(stroke(false, 150, 150, 250, 150)).isEqualTo(Effect.NOTHING);
    assertThat(stroke(true, 500, 400)).isEqualTo(Effect.NOTHING);
    assertThat(editor.dirty()).isFalse();
  }

  @Test
  void aBorderIsNeverErasedAltogetherNorLeavesTheSlide() {
    assertThat(editor.stroke(new double[] {200, 150}, 400, true)).isEqualTo(Effect.ALL_GONE);
    assertThat(editor.outline().area()).isEqualTo(200 * 100);
    assertThat(editor.stroke(new double[] {200, 150}, 4000, false)).isEqualTo(Effect.CHANGED);
    assertThat(editor.outline().area()).isCloseTo(1000 * 500, within(1e-6));
  }

  @Test
  void strokesAreTakenBackAndMadeAgain() {
    stroke(false, 300, 150);
    double larger = editor.outline().area();
    stroke(true, 100, 150);
    assertThat(editor.outline().area()).isLessThan(larger);
    editor.undo();
    assertThat(editor.outline().area()).isEqualTo(larger);
    assertThat(editor.dirty()).isTrue();
    editor.undo();
    assertThat(editor.outline().area()).isEqualTo(200 * 100);
    assertThat(editor.dirty()).isFalse();
    assertThat(editor.undoable()).isFalse();
    editor.redo();
    assertThat(editor.outline().area()).isEqualTo(larger);
    stroke(true, 100, 150);
    assertThat(editor.redoable()).isFalse();
  }

  /** The border that a model drew around cells, in steps, with necks of one corner. */
  @Test
  void nothingIsLostOfABorderInSteps() {
    int side = 40;
    float[] cells = new float[side * side];
    Random random = new Random(7);
    for (int y = 5; y < 35; y++) {
      for (int x = 5 + random.nextInt(4); x < 35 - random.nextInt(4); x++) {
        cells[y * side + x] = 1;
      }
    }
    double[] border = Contours.of(cells, side, side, 0.5).getFirst();
    double[] ring = Arrays.stream(border).map(v -> (v + 0.5) * 4.4).toArray();
    Outline steps = new Outline(List.of(ring));
    OutlineEditor on = new OutlineEditor(steps, 1000, 500);
    assertThat(on.stroke(new double[] {400, 400}, RADIUS, false)).isEqualTo(Effect.LEFT_OUT);
    assertThat(on.outline()).isSameAs(steps);
    assertThat(on.stroke(new double[] {88, 88}, RADIUS, true)).isEqualTo(Effect.CHANGED);
    assertThat(on.outline().area())
        .isCloseTo(steps.area() - Math.PI * RADIUS * RADIUS, within(3.0));
  }

  @Test
  void aStrokeHasAPointAndARadius() {
    assertThatThrownBy(() -> editor.stroke(new double[] {}, 5, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> editor.stroke(new double[] {1, 2}, Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
