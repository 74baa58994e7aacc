package org.fovea.inference.slide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.finding.Finding;
import org.fovea.finding.Measurement;
import org.fovea.finding.Region;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueMap;

/** Glands with a grade at each place, and the regions that look like what is looked for. */
public final class GlandPipeline implements SlidePipeline {
  private static final Text TEXT = Text.of(GlandPipeline.class);

  /** In this much tissue without any gland, mm², something else than gut is on the glass. */
  private static final double TISSUE_WITHOUT_GLANDS_MM2 = 0.5;

  /** Least share of the tissue that is gland where it is gut. */
  private static final double LEAST_GLAND = 0.005;

  private final Manifest manifest;
  private final SlideSteps steps;

  /**
   * @throws FoveaException BUNDLE_INVALID as {@link SlideSteps#of}
   */
  public GlandPipeline(Bundle bundle) throws FoveaException {
    this(bundle.manifest(), SlideSteps.of(bundle));
  }

  GlandPipeline(Manifest manifest, SlideSteps steps) {
    this.manifest = manifest;
    this.steps = steps;
  }

  @Override
  public SlideSteps tiles() {
    return steps;
  }

  @Override
  public List<NetworkFile> networks() {
    Manifest.Network n = manifest.network();
    return List.of(new NetworkFile(Bundle.NETWORK, n.input(), n.output(), n.batch(), "network"));
  }

  @Override
  public SlideOutcome run(
      TileSource source,
      TissueMap tissue,
      double tissueMm2,
      Networks networks,
      Path checkpoint,
      Progress progress)
      throws FoveaException, IOException {
    NetworkFile network = networks().getFirst();
    SlideRun run = new SlideRun(steps, manifest, checkpoint);
    CellMaps maps =
        run.run(
            source,
            tissue,
            (items, count) -> networks.run(network, items, count),
            new Countdown(progress)::tiles,
            progress);
    progress.report(1, TEXT.get("regions"));
    Regions regions = new Regions(maps, steps, manifest, source.slide());
    SlideHeatmap heatmap = regions.heatmap();
    List<Finding> findings = regions.find(heatmap);
    run.forget();
    double cellMm = steps.micrometresPerPixel() * maps.grid().tilePixels() / 1000;
    double glandMm2 = maps.glandCells() * cellMm * cellMm;
    String unsuited =
        tissueMm2 > TISSUE_WITHOUT_GLANDS_MM2 && glandMm2 < LEAST_GLAND * tissueMm2
            ? TEXT.get("noGlands", tissueMm2, manifest.name())
            : null;
    return new SlideOutcome(
        probabilities(maps.overall()),
        measurements(tissueMm2, glandMm2, heatmap, findings),
        findings,
        List.of(heatmap),
        null,
        unsuited);
  }

  private Map<String, Double> probabilities(double[] overall) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int c = 0; c < steps.classes().size(); c++) {
      named.put(manifest.outputs().get(steps.classes().get(c)).name(), overall[c]);
    }
    return named;
  }

  private static Map<String, Measurement> measurements(
      double tissueMm2, double glandMm2, SlideHeatmap heatmap, List<Finding> findings) {
    double positive =
        findings.stream().mapToDouble(f -> ((Region.Area) f.region()).areaMm2()).sum();
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    measurements.put("tissueArea", new Measurement(tissueMm2, "mm2"));
    measurements.put("glandArea", new Measurement(glandMm2, "mm2"));
    measurements.put(heatmap.name() + "Area", new Measurement(positive, "mm2"));
    return measurements;
  }
}
