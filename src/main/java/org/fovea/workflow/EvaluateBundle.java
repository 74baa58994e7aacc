package org.fovea.workflow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.fovea.bundle.Bundle;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.VolumeReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.finding.evaluation.Figure;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.volume.ImageSeries;
import org.fovea.inference.AnalysisInput;
import org.fovea.inference.Analyzer;
import org.fovea.report.NpyFile;

/**
 * Scores a bundle against reference masks: the Dice coefficient of each patient, with mean, median
 * and lowest, and 95 % intervals by bootstrap over patients.
 */
public final class EvaluateBundle {
  private static final Text WORDS = Text.of(EvaluateBundle.class);
  private static final int RESAMPLES = 10_000;

  private final OpenStudies openStudies;
  private final AnalyzeStudy analyzeStudy;
  private final Analyzer analyzer;
  private final StudyInput inputs;

  public EvaluateBundle(
      OpenStudies openStudies, AnalyzeStudy analyzeStudy, Analyzer analyzer, VolumeReader volumes) {
    this.openStudies = openStudies;
    this.analyzeStudy = analyzeStudy;
    this.analyzer = analyzer;
    this.inputs = new StudyInput(volumes);
  }

  /** One study's score; a study without reference or result has none and is a problem. */
  public record Score(String patientId, String studyInstanceUid, double dice) {}

  /** All scores with their summary over patients; the figures are NaN where there is no score. */
  public record Evaluation(
      String bundleId,
      String bundleVersion,
      List<Score> scores,
      int patients,
      Figure mean,
      Figure median,
      double lowest,
      List<Problem> problems) {}

  /**
   * Evaluates.
   *
   * @param truth a file, or the name of a file that lies beside the studies or above them: a zip of
   *     {@code .npy}, or one {@code .npy}, of shape (z, y, x) on the images' grid, z rising towards
   *     the head
   */
  public Evaluation run(
      String bundleId, Path truth, List<Path> paths, String device, Progress progress)
      throws FoveaException {
    Bundle bundle = analyzeStudy.bundles(List.of(bundleId)).getFirst();
    StudyReader.Outcome outcome = openStudies.open(paths, progress.part(0, 0.05));
    List<Study> studies =
        outcome.studies().stream()
            .filter(s -> s.series().stream().anyMatch(x -> !x.stacks().isEmpty()))
            .toList();
    List<Problem> problems = new ArrayList<>(outcome.problems());
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < studies.size(); i++) {
      Study study = studies.get(i);
      progress.checkCancelled();
      Progress part =
          progress.part(0.05 + 0.95 * i / studies.size(), 0.05 + 0.95 * (i + 1) / studies.size());
      try {
        double dice = score(bundle, study, reference(study, truth), device, part);
        scores.add(new Score(study.patient().id(), study.studyInstanceUid(), dice));
      } catch (FoveaException e) {
        problems.add(e.problem());
      }
    }
    return summary(bundle, scores, problems);
  }

  private double score(
      Bundle bundle, Study study, NpyFile.Array truth, String device, Progress progress)
      throws FoveaException {
    AnalysisInput input = inputs.of(study);
    Analysis analysis = analyzer.analyze(bundle, input, device, false, progress);
    if (analysis.status() != Analysis.Status.COMPLETED) {
      throw new FoveaException(
          ErrorCode.INFERENCE_FAILED,
          study.studyInstanceUid(),
          WORDS.get("evaluate.notAnalysed", String.valueOf(analysis.reason())));
    }
    Grid grid =
        StudyInput.grid(input, analysis.seriesInstanceUids()).map(ImageSeries::grid).orElseThrow();
    int[] shape = {grid.slices(), grid.rows(), grid.columns()};
    if (!Arrays.equals(shape, truth.shape())) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          study.studyInstanceUid(),
          WORDS.get("evaluate.shape", Arrays.toString(truth.shape()), Arrays.toString(shape)));
    }
    BitSet found = new BitSet();
    for (Finding f : analysis.findings()) {
      if (f.region() instanceof Region.Solid s) {
        found.or(s.mask().voxels());
      }
    }
    return dice(found, reference(truth, grid));
  }

  /** The reference by the grid's own index, whichever way its slices run. */
  private static BitSet reference(NpyFile.Array truth, Grid grid) {
    Integer[] order = IntStream.range(0, grid.slices()).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(k -> grid.toPatient(0, 0, k).z()));
    int area = grid.rows() * grid.columns();
    BitSet bits = new BitSet();
    for (int z = 0; z < order.length; z++) {
      for (int i = 0; i < area; i++) {
        if (truth.values()[z * area + i] != 0) {
          bits.set(order[z] * area + i);
        }
      }
    }
    return bits;
  }

  /** Twice the common voxels by the sum of both; 1 where both are empty. */
  static double dice(BitSet a, BitSet b) {
    BitSet common = (BitSet) a.clone();
    common.and(b);
    long sum = (long) a.cardinality() + b.cardinality();
    return sum == 0 ? 1 : 2.0 * common.cardinality() / sum;
  }

  private static NpyFile.Array reference(Study study, Path truth) throws FoveaException {
    Path file = truth;
    if (!Files.isRegularFile(file)) {
      file = null;
      Path folder = ResultFolders.common(study);
      for (int up = 0; up < 3 && folder != null && file == null; up++) {
        Path candidate = folder.resolve(truth.getFileName());
        file = Files.isRegularFile(candidate) ? candidate : null;
        folder = folder.getParent();
      }
    }
    if (file == null) {
      throw new FoveaException(
          ErrorCode.NOT_ACCESSIBLE,
          study.studyInstanceUid(),
          WORDS.get("evaluate.noTruth", truth.toString()));
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(4);
      boolean zip = in.read() == 'P' && in.read() == 'K';
      in.reset();
      if (!zip) {
        return NpyFile.read(in);
      }
      try (ZipInputStream entries = new ZipInputStream(in)) {
        for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
          if (e.getName().endsWith(".npy")) {
            return NpyFile.read(entries);
          }
        }
      }
      throw new IOException("no array inside");
    } catch (IOException | NumberFormatException e) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          file.toString(),
          WORDS.get("evaluate.badTruth", String.valueOf(e.getMessage())),
          e);
    }
  }

  static Evaluation summary(Bundle bundle, List<Score> scores, List<Problem> problems) {
    Map<String, List<Double>> byPatient = new LinkedHashMap<>();
    for (Score s : scores) {
      byPatient.computeIfAbsent(s.patientId(), p -> new ArrayList<>()).add(s.dice());
    }
    double[] patients =
        byPatient.values().stream()
            .mapToDouble(l -> l.stream().mapToDouble(d -> d).average().orElseThrow())
            .toArray();
    return new Evaluation(
        bundle.manifest().id(),
        bundle.manifest().version(),
        List.copyOf(scores),
        patients.length,
        figure(patients, EvaluateBundle::mean),
        figure(patients, EvaluateBundle::median),
        Arrays.stream(patients).min().orElse(Double.NaN),
        problems);
  }

  /** A statistic over patients with its interval. */
  static Figure figure(double[] patients, ToDoubleFunction<double[]> statistic) {
    List<List<Double>> groups = Arrays.stream(patients).mapToObj(List::of).toList();
    return Figure.bootstrap(
        groups,
        RESAMPLES,
        sample ->
            statistic.applyAsDouble(sample.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
