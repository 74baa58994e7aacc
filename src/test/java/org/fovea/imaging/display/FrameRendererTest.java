package org.fovea.imaging.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.pixel.VoiLut;
import org.junit.jupiter.api.Test;

class FrameRendererTest {
  private final FrameRenderer renderer = new FrameRenderer();

  private static Presentation presentation(ModalityLut modality, OptionalDouble padding) {
    return new Presentation(modality, List.of(), padding, padding, null, 0);
  }

  private static Frame gray(Photometric photometric, int bits, Samples samples) {
    return new Frame(samples.length(), 1, 1, bits, photometric, samples);
  }

  private int[] grays(Frame frame, Appearance how) {
    int[] target = new int[frame.columns()];
    renderer.render(frame, how, target);
    for (int i = 0; i < target.length; i++) {
      int g = target[i] & 0xff;
      assertThat(target[i]).isEqualTo(0xff000000 | g << 16 | g << 8 | g);
      target[i] = g;
    }
    return target;
  }

  /** Values by hand: C.11.2.1.2.1 with c = 2048, w = 4096, as in the example of the standard. */
  @Test
  void drawsSixteenBitsThroughALinearWindow() {
    Frame frame =
        gray(
            Photometric.MONOCHROME2,
            12,
            new Samples.Shorts(new short[] {0, 1, 2048, 4094, 4095}, false));
    Appearance how =
        Appearance.of(
            presentation(ModalityLut.identity(), OptionalDouble.empty()),
            new VoiLut.Linear(2048, 4096),
            false);
    // ((2048 − 2047.5) / 4095 + 0.5) · 255 = 127.53
    assertThat(grays(frame, how)).containsExactly(0, 0, 128, 255, 255);
  }

  @Test
  void appliesTheModalityLutBeforeTheWindowAndKnowsTheSign() {
    Frame frame =
        gray(
            Photometric.MONOCHROME2,
            16,
            new Samples.Shorts(new short[] {-500, -100, 0, 150, 32767}, true));
    Appearance how =
        Appearance.of(
            presentation(new ModalityLut.Rescale(2, 100, "HU"), OptionalDouble.empty()),
            new VoiLut.LinearExact(0, 1000),
            false);
    // 2·s + 100 = −900, −100, 100, 400, 65634 → (v/1000 + 0.5)·255
    assertThat(grays(frame, how)).containsExactly(0, 102, 153, 230, 255);
  }

  @Test
  void turnsMonochromeOneRoundAndInvertsOnTop() {
    Samples samples = new Samples.Bytes(new byte[] {0, 51, (byte) 255}, false);
    Presentation p = presentation(ModalityLut.identity(), OptionalDouble.empty());
    VoiLut voi = new VoiLut.LinearExact(127.5, 255);
    Frame one = gray(Photometric.MONOCHROME1, 8, samples);
    Frame two = gray(Photometric.MONOCHROME2, 8, samples);
    assertThat(grays(two, Appearance.of(p, voi, false))).containsExactly(0, 51, 255);
    assertThat(grays(one, Appearance.of(p, voi, false))).containsExactly(255, 204, 0);
    assertThat(grays(one, Appearance.of(p, voi, true))).containsExactly(0, 51, 255);
    assertThat(grays(two, Appearance.of(p, voi, true))).containsExactly(255, 204, 0);
  }

  @Test
  void paddingIsBlackHoweverTheImageIsTurned() {
    Samples samples = new Samples.Shorts(new short[] {-2000, -1000, 1000}, true);
    Presentation p =
        new Presentation(
            ModalityLut.identity(),
            List.of(),
            OptionalDouble.of(-2000),
            OptionalDouble.of(-1500),
            null,
            0);
    VoiLut voi = new VoiLut.LinearExact(0, 2000);
    Frame frame = gray(Photometric.MONOCHROME2, 16, samples);
    assertThat(grays(frame, Appearance.of(p, voi, false))).containsExactly(0, 0, 255);
    assertThat(grays(frame, Appearance.of(p, voi, true))).containsExactly(0, 255, 0);
  }

  @Test
  void drawsFloatsAndWideIntegers() {
    Presentation p = presentation(ModalityLut.identity(), OptionalDouble.empty());
    VoiLut voi = new VoiLut.LinearExact(0.5, 1);
    Frame floats =
        gray(
            Photometric.MONOCHROME2,
            32,
            new Samples.Floats(new float[] {0, 0.2f, 1, Float.NaN, Float.POSITIVE_INFINITY}));
    assertThat(grays(floats, Appearance.of(p, voi, false))).containsExactly(0, 51, 255, 0, 255);
    Frame ints =
        gray(Photometric.MONOCHROME2, 32, new Samples.Ints(new int[] {0, -1, 1 << 31}, false));
    VoiLut wide = new VoiLut.LinearExact(2147483647.5, 4294967295.0);
    assertThat(grays(ints, Appearance.of(p, wide, false))).containsExactly(0, 255, 128);
  }

  @Test
  void keepsItsTableRightWhenRangesGrowAndSignsChange() {
    Presentation p = presentation(ModalityLut.identity(), OptionalDouble.empty());
    Appearance how = Appearance.of(p, new VoiLut.LinearExact(0, 510), false);
    short[][] frames = {{100, 120}, {-200, -100}, {255, 0}, {-255, 130}};
    for (short[] f : frames) {
      int[] expected = {(f[0] + 255) / 2, (f[1] + 255) / 2};
      int[] drawn = grays(gray(Photometric.MONOCHROME2, 16, new Samples.Shorts(f, true)), how);
      for (int i = 0; i < 2; i++) {
        assertThat(drawn[i]).isBetween(expected[i], expected[i] + 1);
      }
    }
    assertThat(
            grays(
                gray(
                    Photometric.MONOCHROME2,
                    16,
                    new Samples.Shorts(new short[] {(short) 65436, 5}, false)),
                how))
        .containsExactly(255, 130);
    assertThat(
            grays(
                gray(Photometric.MONOCHROME2, 8, new Samples.Bytes(new byte[] {-100, 101}, true)),
                how))
        .containsExactly(78, 178);
    assertThat(
            grays(
                gray(Photometric.MONOCHROME2, 8, new Samples.Bytes(new byte[] {-100, 101}, false)),
                how))
        .containsExactly(206, 178);
  }

  @Test
  void followsAChangeOfTheWindow() {
    Frame frame =
        gray(Photometric.MONOCHROME2, 16, new Samples.Shorts(new short[] {100, 200}, false));
    Presentation p = presentation(ModalityLut.identity(), OptionalDouble.empty());
    assertThat(grays(frame, Appearance.of(p, new VoiLut.LinearExact(100, 200), false)))
        .containsExactly(128, 255);
    assertThat(grays(frame, Appearance.of(p, new VoiLut.LinearExact(200, 200), false)))
        .containsExactly(0, 128);
  }

  @Test
  void drawsColourAndPalettes() {
    Presentation p =
        new Presentation(
            ModalityLut.identity(),
            List.of(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            new int[] {0x102030, 0x405060},
            7);
    Frame rgb =
        new Frame(
            2,
            1,
            3,
            8,
            Photometric.RGB,
            new Samples.Bytes(new byte[] {1, 2, 3, (byte) 200, 0, 7}, false));
    int[] target = new int[2];
    renderer.render(rgb, Appearance.of(p, null, false), target);
    assertThat(target).containsExactly(0xff010203, 0xffc80007);
    Frame palette =
        new Frame(
            3, 1, 1, 8, Photometric.PALETTE_COLOR, new Samples.Bytes(new byte[] {7, 8, 0}, false));
    int[] three = new int[3];
    renderer.render(palette, Appearance.of(p, null, false), three);
    assertThat(three).containsExactly(0xff102030, 0xff405060, 0xff102030);
    renderer.render(palette, Appearance.of(p, null, true), three);
    assertThat(three[0]).isEqualTo(0xffefdfcf);
  }

  @Test
  void refusesATargetThatIsTooShort() {
    Frame frame = gray(Photometric.MONOCHROME2, 8, new Samples.Bytes(new byte[] {1, 2}, false));
    Presentation p = presentation(ModalityLut.identity(), OptionalDouble.empty());
    assertThatThrownBy(
            () ->
                renderer.render(
                    frame, Appearance.of(p, new VoiLut.LinearExact(0, 1), false), new int[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void autoWindowSpansThePercentilesWithoutPadding() {
    short[] values = new short[1001];
    for (int i = 0; i <= 1000; i++) {
      values[i] = (short) i;
    }
    Frame frame = gray(Photometric.MONOCHROME2, 16, new Samples.Shorts(values, false));
    VoiLut.LinearExact w =
        AutoWindow.of(frame, presentation(ModalityLut.identity(), OptionalDouble.empty()), 1, 99);
    assertThat(w.center()).isEqualTo(500);
    assertThat(w.width()).isEqualTo(980);
    // without 0: 1 … 1000, 999 steps; 1 % of 999 is 9.99 → the tenth step, 11; 99 % → 989 → 990
    VoiLut.LinearExact padded =
        AutoWindow.of(frame, presentation(ModalityLut.identity(), OptionalDouble.of(0)), 1, 99);
    assertThat(padded.center()).isEqualTo((11 + 990) / 2.0);
    assertThat(padded.width()).isEqualTo(979);
  }
}
