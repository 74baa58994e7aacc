package org.fovea.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;

/**
 * The named steps of a bundle with their parameters, as {@code PREPROCESSING.md} beside the
 * bundle's training scripts defines them. A step that is not known is an error, never skipped.
 *
 * @param channels roles in the order of the network's channels
 * @param foregroundRole role whose bright voxels are the head
 * @param percentile of all voxels of that role
 * @param fraction of the percentile above which a voxel is head
 * @param low clip of normalised values
 * @param high clip of normalised values
 * @param boxFraction share of the head's voxels below which a row or column is left out of the crop
 * @param margin side of the square crop over the longer side of the head's box
 * @param size rows and columns of the network's input
 * @param below neighbouring slices towards the feet
 * @param above neighbouring slices towards the head
 * @param slope of the logistic calibration of voxels
 * @param intercept of the same
 * @param peak least highest probability of a lesion that is kept
 * @param minimumFraction least size of a lesion, as a share of the largest one
 * @param lesion calibration of a lesion's probability
 */
public record Steps(
    List<String> channels,
    String foregroundRole,
    double percentile,
    double fraction,
    double low,
    double high,
    double boxFraction,
    double margin,
    int size,
    int below,
    int above,
    double slope,
    double intercept,
    double peak,
    double minimumFraction,
    Lesion lesion) {
  private static final Text TEXT = Text.of(Steps.class);
  private static final List<String> BEFORE =
      List.of(
          "orient-axial",
          "substitute-missing",
          "channels",
          "foreground",
          "normalise-foreground",
          "crop-square",
          "resize-bilinear",
          "stack-neighbours");
  private static final List<String> AFTER =
      List.of(
          "restore-bilinear",
          "calibrate-logistic",
          "threshold",
          "components",
          "lesion-probability");

  /**
   * {@code 1/(1+exp(−(intercept + meanLogit·logit(mean p) + logFraction·ln(share of the head))))}.
   */
  public record Lesion(double intercept, double meanLogit, double logFraction) {}

  /**
   * The steps of a bundle.
   *
   * @throws FoveaException BUNDLE_INVALID if a step is unknown, missing, out of order or lacks a
   *     parameter
   */
  public static Steps of(Bundle bundle) throws FoveaException {
    Manifest m = bundle.manifest();
    StepReader before = new StepReader(bundle, m.preprocessing(), BEFORE);
    StepReader after = new StepReader(bundle, m.postprocessing(), AFTER);
    Object roles = before.value("channels", "roles");
    if (!(roles instanceof List<?> names)) {
      throw before.invalid(TEXT.get("lacks", "channels", "roles"));
    }
    List<String> channels = new ArrayList<>();
    names.forEach(n -> channels.add(n.toString()));
    if (after.number("components", "connectivity") != 26) {
      throw after.invalid(TEXT.get("connectivity"));
    }
    Steps steps =
        new Steps(
            List.copyOf(channels),
            before.value("foreground", "role").toString(),
            before.number("foreground", "percentile"),
            before.number("foreground", "fraction"),
            before.number("normalise-foreground", "low"),
            before.number("normalise-foreground", "high"),
            before.number("crop-square", "boxFraction"),
            before.number("crop-square", "margin"),
            (int) before.number("resize-bilinear", "size"),
            (int) before.number("stack-neighbours", "below"),
            (int) before.number("stack-neighbours", "above"),
            after.number("calibrate-logistic", "slope"),
            after.number("calibrate-logistic", "intercept"),
            after.number("components", "peak"),
            after.number("components", "minimumFraction"),
            new Lesion(
                after.number("lesion-probability", "intercept"),
                after.number("lesion-probability", "meanLogit"),
                after.number("lesion-probability", "logFraction")));
    List<Integer> input = List.of(steps.inputChannels(), steps.size(), steps.size());
    if (!m.network().input().equals(input)
        || !m.network().output().equals(List.of(1, steps.size(), steps.size()))
        || m.network().batch() < 1
        || m.outputs().size() != 1) {
      throw before.invalid(TEXT.get("shape", m.network().input(), input));
    }
    return steps;
  }

  /** Channels of the network's input: roles times slices. */
  public int inputChannels() {
    return channels.size() * (below + 1 + above);
  }
}
