package org.fovea.workflow;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.BundleCatalog;
import org.fovea.bundle.Manifest;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Provenance;
import org.fovea.finding.SolidMeasurer;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;
import org.fovea.inference.AnalysisInput;
import org.fovea.inference.Analyzer;
import org.fovea.inference.Gate;

/**
 * A stand-in for a network where the network is not what is tested: calls a box in the middle of
 * the FLAIR series a finding, whose voxels a test can work out.
 */
public final class BrightVoxels implements Analyzer, Gate, BundleCatalog {
  public static final String ID = "bright-voxels";
  public static final String SHA = "cd".repeat(32);

  /** Called before each analysis. */
  public Consumer<AnalysisInput> before = input -> {};

  private final Bundle bundle =
      new Bundle(
          Path.of("models", ID),
          new Manifest(
              "fovea.bundle/1",
              ID,
              "1.0.0",
              "Bright voxels",
              "tests",
              "not validated",
              new Manifest.AppliesTo(List.of("MR"), List.of("BRAIN"), List.of(), 3, null, 0),
              List.of(),
              null,
              List.of(),
              List.of(),
              0.5,
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of("models/model.ts", SHA)),
          new Bundle.Trust.Own());

  @Override
  public List<Bundle> bundles() {
    return List.of(bundle);
  }

  @Override
  public List<Problem> problems() {
    return List.of();
  }

  @Override
  public Decision check(Bundle b, AnalysisInput input) {
    return flair(input)
        .<Decision>map(s -> new Decision.Applies(Map.of("FLAIR", s)))
        .orElse(new Decision.Refused("There is no FLAIR series.", Map.of()));
  }

  private static Optional<ImageSeries> flair(AnalysisInput input) {
    return input.series().stream()
        .filter(s -> s.grid() != null && s.acquisition().seriesDescription().contains("FLAIR"))
        .findFirst();
  }

  /** Columns and rows from a quarter to a half, the two slices in the middle. */
  static boolean inside(int i, int j, int k, int columns, int rows, int slices) {
    return i >= columns / 4
        && i < columns / 2
        && j >= rows / 4
        && j < rows / 2
        && (k == slices / 2 || k == slices / 2 - 1);
  }

  @Override
  public Analysis analyze(
      Bundle b, AnalysisInput input, String device, boolean overrideGate, Progress progress) {
    before.accept(input);
    progress.checkCancelled();
    Optional<ImageSeries> series = flair(input);
    if (series.isEmpty()) {
      return analysis(input, Analysis.Status.REFUSED, "There is no FLAIR series.", null, null);
    }
    try {
      Volume volume = series.get().loader().load(progress);
      var g = volume.grid();
      BitSet bits = new BitSet();
      float[] map = new float[g.size()];
      for (int k = 0; k < g.slices(); k++) {
        for (int j = 0; j < g.rows(); j++) {
          for (int i = 0; i < g.columns(); i++) {
            if (inside(i, j, k, g.columns(), g.rows(), g.slices())) {
              bits.set(g.index(i, j, k));
              map[g.index(i, j, k)] = 0.9f;
            }
          }
        }
      }
      return analysis(
          input, Analysis.Status.COMPLETED, null, new Mask(g, bits), new Volume(g, map));
    } catch (FoveaException e) {
      return analysis(input, Analysis.Status.FAILED, e.getMessage(), null, null);
    }
  }

  private static String uid() {
    return "2.25." + new java.math.BigInteger(UUID.randomUUID().toString().replace("-", ""), 16);
  }

  private Analysis analysis(
      AnalysisInput input, Analysis.Status status, String reason, Mask mask, Volume map) {
    List<String> series = flair(input).map(s -> List.of(s.seriesInstanceUid())).orElse(List.of());
    return new Analysis(
        uid(),
        input.studyInstanceUid(),
        series,
        input.patientId(),
        "MR",
        new Provenance(
            ID,
            "1.0.0",
            "Bright voxels",
            SHA,
            "cpu",
            "test",
            Instant.parse("2026-11-23T10:00:00Z"),
            Duration.ofMillis(12)),
        status,
        reason,
        false,
        Map.of("glioma", 0.97),
        Map.of(),
        mask == null
            ? List.of()
            : List.of(
                new Finding(
                    uid(),
                    "Glioma 1",
                    "Glioma",
                    new Code("SCT", "393564001", "Glioma"),
                    new Code("SCT", "12738006", "Brain"),
                    new Code("SCT", "49755003", "Morphologically Abnormal Structure"),
                    0.97,
                    SolidMeasurer.measure(mask))),
        map == null
            ? List.of()
            : List.of(new Heatmap("glioma", Heatmap.Quantity.PROBABILITY, map, 0.5)));
  }

  @Override
  public void close() {}
}
