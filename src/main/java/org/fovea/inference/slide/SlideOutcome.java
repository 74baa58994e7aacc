package org.fovea.inference.slide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.finding.Finding;
import org.fovea.finding.Measurement;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.imaging.slide.SlideHeatmap;

/**
 * What a bundle says of a slide.
 *
 * @param unsuited why the slide is not what the bundle is made for, as far as its content tells;
 *     null where it is
 * @param heatmaps all on the same cells, the one to be shown first in front
 * @param mucosa null where no mucosa was measured
 */
public record SlideOutcome(
    Map<String, Double> probabilities,
    Map<String, Measurement> measurements,
    List<Finding> findings,
    List<SlideHeatmap> heatmaps,
    Mucosa mucosa,
    String unsuited) {

  /** The same with one more measurement. */
  public SlideOutcome with(String name, Measurement measurement) {
    Map<String, Measurement> all = new LinkedHashMap<>(measurements);
    all.put(name, measurement);
    return new SlideOutcome(probabilities, all, findings, heatmaps, mucosa, unsuited);
  }
}
