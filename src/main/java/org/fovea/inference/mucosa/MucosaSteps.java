package org.fovea.inference.mucosa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.inference.pipeline.StepReader;
import org.fovea.inference.slide.NetworkFile;
import org.fovea.inference.slide.SlideSteps;

/**
 * The named steps of a bundle that measures mucosa, with their parameters.
 *
 * @param tiles how the tissue network sees the slide; its first output is tissue, the others the
 *     logs of the probabilities of {@link Compartment}, in its order
 * @param haematoxylin amount that its 99th percentile is brought to where tiles are restained,
 *     optical density, natural logarithm, see {@link org.fovea.imaging.slide.stain.StainChange}
 * @param eosin likewise
 * @param tissue the tissue network
 * @param nuclei the network of nuclei: the probability of a centre, those of {@code epithelial},
 *     {@code inflammatory}, {@code other}, and that of epithelium, at half the resolution of its
 *     input
 * @param nucleiUm resolution of its input, µm a pixel
 * @param threshold from which a peak is a nucleus
 * @param epithelium probability of epithelium from which a nucleus lies in it
 * @param fields at most so many fields are searched for nuclei
 * @param levels how the levels that the tissue network draws lie to the true ones
 */
public record MucosaSteps(
    SlideSteps tiles,
    double haematoxylin,
    double eosin,
    NetworkFile tissue,
    NetworkFile nuclei,
    double nucleiUm,
    double threshold,
    double epithelium,
    int fields,
    Levels levels) {
  private static final Text TEXT = Text.of(MucosaSteps.class);
  private static final List<String> BEFORE = List.of("tissue", "tiles", "stains", "scale-bytes");
  private static final List<String> AFTER = List.of("blend", "compartments", "nuclei", "mucosa");

  /** Output channels of the network of nuclei. */
  static final int NUCLEI_CHANNELS = 5;

  /** Whether a bundle has these steps. */
  public static boolean in(Manifest manifest) {
    return manifest.postprocessing().stream().anyMatch(s -> s.step().equals("mucosa"));
  }

  /**
   * The steps of a bundle.
   *
   * @throws FoveaException BUNDLE_INVALID if a step is unknown, missing, out of order or lacks a
   *     parameter, or a network has another shape than the steps make
   */
  public static MucosaSteps of(Bundle bundle) throws FoveaException {
    Manifest m = bundle.manifest();
    StepReader before = new StepReader(bundle, m.preprocessing(), BEFORE);
    StepReader after = new StepReader(bundle, m.postprocessing(), AFTER);
    int kinds = Compartment.values().length;
    List<Integer> classes = IntStream.rangeClosed(1, kinds).boxed().toList();
    SlideSteps tiles = SlideSteps.tiles(bundle, before, classes);
    int side = (int) after.number("nuclei", "size");
    if (!(after.value("nuclei", "network") instanceof String file)
        || !m.files().containsKey(file)) {
      throw after.invalid(TEXT.get("network"));
    }
    List<Integer> input = new ArrayList<>(List.of(3, side, side));
    NetworkFile nuclei =
        new NetworkFile(
            file,
            input,
            List.of(NUCLEI_CHANNELS, side / 2, side / 2),
            (int) after.number("nuclei", "batch"),
            "nuclei");
    Manifest.Network n = m.network();
    NetworkFile tissue =
        new NetworkFile(Bundle.NETWORK, n.input(), n.output(), n.batch(), "network");
    MucosaSteps steps =
        new MucosaSteps(
            tiles,
            before.number("stains", "haematoxylin"),
            before.number("stains", "eosin"),
            tissue,
            nuclei,
            after.number("nuclei", "micrometresPerPixel"),
            after.number("nuclei", "threshold"),
            after.number("nuclei", "epithelium"),
            (int) after.number("nuclei", "fields"),
            new Levels(
                after.number("mucosa", "mouthMicrometres"),
                after.number("mucosa", "tipMicrometres")));
    if (!(steps.haematoxylin > 0 && steps.eosin > 0)) {
      throw before.invalid(TEXT.get("stains"));
    }
    if (side < 4 * NucleusFields.MARGIN
        || side % 2 != 0
        || nuclei.batch() < 1
        || !(steps.nucleiUm > 0)
        || !(steps.threshold > 0)
        || !(steps.epithelium > 0)
        || steps.fields < 1
        || !steps.levels.plausible()) {
      throw after.invalid(TEXT.get("nuclei"));
    }
    return steps;
  }
}
