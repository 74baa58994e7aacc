package org.fovea.inference.mucosa;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.finding.Measurement;
import org.fovea.finding.enteropathy.LymphocyteMap;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosaMeasurements;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.finding.enteropathy.Observed;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.SlideLabels;
import org.fovea.imaging.slide.TileSource;
import org.fovea.imaging.slide.tissue.TissueMap;
import org.fovea.inference.slide.CellGrid;
import org.fovea.inference.slide.CellMaps;
import org.fovea.inference.slide.Countdown;
import org.fovea.inference.slide.NetworkFile;
import org.fovea.inference.slide.SlideOutcome;
import org.fovea.inference.slide.SlidePipeline;
import org.fovea.inference.slide.SlideRun;
import org.fovea.inference.slide.SlideSteps;

/** Small-bowel mucosa: its compartments, what is measured on them, and what that suggests. */
public final class MucosaPipeline implements SlidePipeline {
  private static final Text TEXT = Text.of(MucosaPipeline.class);

  /** Of the work, up to here the tissue network is asked. */
  private static final double TISSUE_DONE = 0.7;

  private static final double MEASURED = 0.75;

  /** Least share of the tissue that is epithelium where it is mucosa. */
  private static final double LEAST_EPITHELIUM = 0.04;

  private final Manifest manifest;
  private final MucosaSteps steps;

  /**
   * @throws FoveaException BUNDLE_INVALID as {@link MucosaSteps#of}
   */
  public MucosaPipeline(Bundle bundle) throws FoveaException {
    this.manifest = bundle.manifest();
    this.steps = MucosaSteps.of(bundle);
  }

  @Override
  public SlideSteps tiles() {
    return steps.tiles();
  }

  @Override
  public List<NetworkFile> networks() {
    return List.of(steps.tissue(), steps.nuclei());
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
    NuclearScale.Seen scale = NuclearScale.look(source, tissue);
    SlideRun run = new SlideRun(steps.tiles(), manifest, checkpoint);
    Progress first = progress.part(0, TISSUE_DONE);
    CellMaps maps =
        run.run(
            source,
            tissue,
            TissueViews.of(steps, networks, source, tissue),
            new Countdown(first)::tiles,
            first);
    progress.report(TISSUE_DONE, TEXT.get("measuring"));
    CompartmentMap seen = compartments(maps);
    boolean[] open = OpenLumen.of(seen);
    CompartmentMap map = BuriedEpithelium.asCrypts(seen, open);
    Pieces pieces = Pieces.of(map);
    MucosalGlands glands = MucosalGlands.of(map, pieces);
    List<MucosalPlace> places = new UprightPlaces(map, open, pieces, glands, steps.levels()).find();
    CellCounter.Counted cells =
        new CellCounter(steps, map, open, places)
            .count(source, networks, progress.part(MEASURED, 1));
    Mucosa mucosa =
        Mucosa.judged(
            source.slide().highest().spacingXMm() * 1000,
            new SlideLabels(map.columns(), map.rows(), map.cellPixels(), map.kinds()),
            segments(),
            cells.groups(),
            new Observed(places, cells.counts(), cells.byHeight(), glands.found()));
    run.forget();
    return new SlideOutcome(
        mucosa.judgement().degrees(),
        measurements(map, mucosa, tissueMm2),
        List.of(),
        maps(BluntingMap.of(map, places, manifest), mucosa),
        mucosa,
        unsuited(scale, map, tissueMm2));
  }

  private static List<SlideHeatmap> maps(SlideHeatmap blunting, Mucosa mucosa) {
    List<SlideHeatmap> maps = new ArrayList<>(List.of(blunting));
    LymphocyteMap.of(mucosa, blunting).ifPresent(maps::add);
    return List.copyOf(maps);
  }

  /** The likeliest compartment of each cell. */
  private static CompartmentMap compartments(CellMaps maps) {
    CellGrid grid = maps.grid();
    byte[] kinds = new byte[grid.size()];
    int classes = Compartment.values().length;
    for (int cell = 0; cell < kinds.length; cell++) {
      if (!maps.known(cell)) {
        continue;
      }
      int best = 0;
      for (int k = 1; k < classes; k++) {
        if (maps.grade(k, cell) > maps.grade(best, cell)) {
          best = k;
        }
      }
      kinds[cell] = (byte) best;
    }
    return new CompartmentMap(grid.columns(), grid.rows(), grid.cellX(), grid.cellUm(), kinds);
  }

  /** The outputs after the first, which is tissue as such, and after lumen. */
  private List<Mucosa.Segment> segments() {
    List<Mucosa.Segment> segments = new ArrayList<>();
    for (Compartment c : Compartment.values()) {
      if (c != Compartment.LUMEN) {
        Manifest.Output o = manifest.outputs().get(c.ordinal() + 1);
        segments.add(new Mucosa.Segment(c.ordinal(), o.label(), o.code(), o.site(), o.category()));
      }
    }
    return segments;
  }

  private String unsuited(NuclearScale.Seen scale, CompartmentMap map, double tissueMm2) {
    if (scale.absurd()) {
      return TEXT.get("scale", scale.sizeUm());
    }
    double epithelium =
        map.areaMm2(Compartment.VILLOUS_EPITHELIUM) + map.areaMm2(Compartment.CRYPT_EPITHELIUM);
    return epithelium < LEAST_EPITHELIUM * tissueMm2
        ? TEXT.get("noVilli", manifest.name(), tissueMm2)
        : null;
  }

  private static Map<String, Measurement> measurements(
      CompartmentMap map, Mucosa mucosa, double tissueMm2) {
    Map<String, Measurement> m = new LinkedHashMap<>();
    m.put("tissueArea", new Measurement(tissueMm2, "mm2"));
    m.putAll(MucosaMeasurements.of(mucosa));
    for (Compartment c : Compartment.values()) {
      if (c != Compartment.LUMEN) {
        m.put(AREAS.get(c.ordinal() - 1), new Measurement(map.areaMm2(c), "mm2"));
      }
    }
    return m;
  }

  private static final List<String> AREAS =
      List.of(
          "villousEpitheliumArea",
          "cryptEpitheliumArea",
          "laminaPropriaArea",
          "submucosaArea",
          "muscularisArea");
}
