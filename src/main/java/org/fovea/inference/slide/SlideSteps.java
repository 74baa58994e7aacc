package org.fovea.inference.slide;

import java.util.ArrayList;
import java.util.List;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.inference.pipeline.StepReader;

/**
 * The named steps of a bundle for slides with their parameters.
 *
 * @param size rows and columns of a tile, pixels
 * @param micrometresPerPixel resolution of a tile, whatever the scanner's
 * @param overlap of neighbouring tiles, pixels
 * @param mean subtracted from the bytes of red, green and blue
 * @param deviation that they are divided by afterwards
 * @param gland output channel with the probability of gland or lesion
 * @param classes output channels with the logits of the classes
 * @param temperature that logits are divided by before softmax
 * @param smoothingMm side of the square over which class probabilities are averaged, mm
 * @param minimumAreaMm2 least area of a region, mm²
 */
public record SlideSteps(
    int size,
    double micrometresPerPixel,
    int overlap,
    double[] mean,
    double[] deviation,
    int gland,
    List<Integer> classes,
    double temperature,
    double smoothingMm,
    double minimumAreaMm2,
    RegionNaming naming) {
  private static final Text TEXT = Text.of(SlideSteps.class);
  private static final List<String> BEFORE = List.of("tissue", "tiles", "scale-bytes");
  private static final List<String> AFTER = List.of("blend", "grades", "threshold", "regions");

  /** Pixels of the input that one of the output stands for. */
  static final int STRIDE = 2;

  /**
   * The steps of a bundle.
   *
   * @throws FoveaException BUNDLE_INVALID if a step is unknown, missing, out of order or lacks a
   *     parameter, or the network has another shape than the steps make
   */
  public static SlideSteps of(Bundle bundle) throws FoveaException {
    Manifest m = bundle.manifest();
    StepReader before = new StepReader(bundle, m.preprocessing(), BEFORE);
    StepReader after = new StepReader(bundle, m.postprocessing(), AFTER);
    List<Integer> classes = new ArrayList<>();
    for (double channel : numbers(after, "grades", "classes")) {
      classes.add((int) channel);
    }
    return checked(
        bundle,
        before,
        new SlideSteps(
            (int) before.number("tiles", "size"),
            before.number("tiles", "micrometresPerPixel"),
            (int) before.number("tiles", "overlap"),
            numbers(before, "scale-bytes", "mean"),
            numbers(before, "scale-bytes", "deviation"),
            (int) after.number("grades", "gland"),
            List.copyOf(classes),
            after.number("grades", "temperature"),
            after.number("grades", "smoothingMm"),
            after.number("regions", "minimumAreaMm2"),
            RegionNaming.of(after)));
  }

  /**
   * How a network sees a slide, for steps that go on otherwise than with grades.
   *
   * @param before the steps before the network
   * @param classes output channels that hold logits of classes
   * @throws FoveaException as {@link #of}
   */
  public static SlideSteps tiles(Bundle bundle, StepReader before, List<Integer> classes)
      throws FoveaException {
    return checked(
        bundle,
        before,
        new SlideSteps(
            (int) before.number("tiles", "size"),
            before.number("tiles", "micrometresPerPixel"),
            (int) before.number("tiles", "overlap"),
            numbers(before, "scale-bytes", "mean"),
            numbers(before, "scale-bytes", "deviation"),
            0,
            List.copyOf(classes),
            1,
            0,
            0,
            RegionNaming.ALWAYS));
  }

  private static SlideSteps checked(Bundle bundle, StepReader before, SlideSteps steps)
      throws FoveaException {
    Manifest m = bundle.manifest();
    List<Integer> classes = steps.classes;
    int half = steps.size / STRIDE;
    boolean sound =
        m.network().input().equals(List.of(3, steps.size, steps.size))
            && m.network().output().equals(List.of(1 + classes.size(), half, half))
            && m.network().batch() >= 1
            && m.outputs().size() == 1 + classes.size()
            && steps.gland == 0
            && steps.step() > 0
            && steps.step() % (STRIDE << CellGrid.MOST_HALVINGS) == 0
            && steps.size % (STRIDE << CellGrid.MOST_HALVINGS) == 0
            && steps.mean.length == 3
            && steps.deviation.length == 3
            && steps.micrometresPerPixel > 0
            && steps.temperature > 0;
    for (int k = 0; k < classes.size(); k++) {
      sound &= classes.get(k) == k + 1;
    }
    if (!sound) {
      throw before.invalid(TEXT.get("shape"));
    }
    return steps;
  }

  private static double[] numbers(StepReader reader, String step, String parameter)
      throws FoveaException {
    if (!(reader.value(step, parameter) instanceof List<?> list)) {
      throw reader.invalid(TEXT.get("notNumbers", step, parameter));
    }
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(list.get(i) instanceof Number n)) {
        throw reader.invalid(TEXT.get("notNumbers", step, parameter));
      }
      values[i] = n.doubleValue();
    }
    return values;
  }

  /** From one tile to the next, pixels of a tile. */
  int step() {
    return size - overlap;
  }

  /**
   * Bytes to network input.
   *
   * @param rgb interleaved by pixel, 0 to 255
   * @param target receives red, green, blue one after the other
   */
  public void scale(float[] rgb, float[] target, int offset) {
    int n = size * size;
    for (int c = 0; c < 3; c++) {
      float m = (float) mean[c];
      float d = (float) deviation[c];
      for (int i = 0; i < n; i++) {
        target[offset + c * n + i] = (rgb[3 * i + c] - m) / d;
      }
    }
  }
}
