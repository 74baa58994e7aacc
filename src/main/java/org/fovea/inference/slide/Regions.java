package org.fovea.inference.slide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.fovea.bundle.Manifest;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Components;
import org.fovea.imaging.slide.Outline;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.inference.pipeline.LesionFinder;

/** Makes the map of what is looked for, and findings of its connected parts. */
final class Regions {
  /** From this probability of gland on a place counts as gland. */
  static final float GLAND = 0.5f;

  /** Glands of one lesion that lie no further apart are one region, mm. */
  private static final double GAP_MM = 0.06;

  /** On a small specimen, a region of this share of its glands is enough. */
  private static final double SMALL_SPECIMEN = 0.2;

  /** More regions than anybody would look at; the largest are kept. */
  private static final int MOST = 200;

  private final CellMaps maps;
  private final CellGrid grid;
  private final SlideSteps steps;
  private final Manifest manifest;
  private final Slide slide;
  private final double cellMm;
  private final float[][] smooth;

  Regions(CellMaps maps, SlideSteps steps, Manifest manifest, Slide slide) {
    this.maps = maps;
    this.grid = maps.grid();
    this.steps = steps;
    this.manifest = manifest;
    this.slide = slide;
    this.cellMm = steps.micrometresPerPixel() * grid.tilePixels() / 1000;
    this.smooth = smoothed();
  }

  /** Class probabilities averaged over a square, by gland; NaN where there is no gland. */
  private float[][] smoothed() {
    int reach = (int) Math.round(steps.smoothingMm() / cellMm / 2);
    float[][] all = new float[steps.classes().size()][];
    double[] weights = sums(cell -> maps.known(cell) ? maps.gland(cell) : 0);
    for (int c = 0; c < all.length; c++) {
      int index = c;
      double[] values =
          sums(cell -> maps.known(cell) ? maps.gland(cell) * maps.grade(index, cell) : 0);
      all[c] = new float[grid.size()];
      for (int y = 0; y < grid.rows(); y++) {
        for (int x = 0; x < grid.columns(); x++) {
          double w = box(weights, x, y, reach);
          all[c][y * grid.columns() + x] =
              w > 1e-3 ? (float) (box(values, x, y, reach) / w) : Float.NaN;
        }
      }
    }
    return all;
  }

  @FunctionalInterface
  private interface CellValue {
    float at(int cell);
  }

  /** Sums over all cells above and to the left. */
  private double[] sums(CellValue value) {
    int w = grid.columns() + 1;
    double[] sums = new double[w * (grid.rows() + 1)];
    for (int y = 0; y < grid.rows(); y++) {
      double line = 0;
      for (int x = 0; x < grid.columns(); x++) {
        line += value.at(y * grid.columns() + x);
        sums[(y + 1) * w + x + 1] = sums[y * w + x + 1] + line;
      }
    }
    return sums;
  }

  private double box(double[] sums, int x, int y, int reach) {
    int w = grid.columns() + 1;
    int left = Math.max(0, x - reach);
    int right = Math.min(grid.columns(), x + reach + 1);
    int top = Math.max(0, y - reach);
    int bottom = Math.min(grid.rows(), y + reach + 1);
    return sums[bottom * w + right]
        - sums[top * w + right]
        - sums[bottom * w + left]
        + sums[top * w + left];
  }

  /** How strongly each gland speaks for what is looked for; 0 beside glands. */
  SlideHeatmap heatmap() {
    float[] values = new float[grid.size()];
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = !maps.known(cell) ? Float.NaN : maps.gland(cell) < GLAND ? 0 : positive(cell);
    }
    String name =
        manifest.heatmap().isEmpty() ? manifest.outputs().getFirst().name() : manifest.heatmap();
    return new SlideHeatmap(
        name,
        Heatmap.Quantity.PROBABILITY,
        manifest.operatingThreshold(),
        grid.columns(),
        grid.rows(),
        grid.cellX(),
        values);
  }

  private float positive(int cell) {
    float sum = 0;
    for (int c = 0; c < smooth.length; c++) {
      if (manifest.outputs().get(steps.classes().get(c)).positive()) {
        sum += Float.isNaN(smooth[c][cell]) ? 0 : smooth[c][cell];
      }
    }
    return Math.min(1, sum);
  }

  /** The connected parts of a map from the operating threshold on, the largest first. */
  List<Finding> find(SlideHeatmap map) {
    float[] called = new float[grid.size()];
    for (int i = 0; i < called.length; i++) {
      called[i] = map.values()[i] >= manifest.operatingThreshold() ? 1 : 0;
    }
    float[] closed = closed(called, (int) Math.round(GAP_MM / cellMm / 2));
    List<int[]> parts = new ArrayList<>();
    Components.of(
        grid.columns(),
        grid.rows(),
        8,
        cell -> closed[cell] > 0,
        (cells, count) -> parts.add(Arrays.copyOf(cells, count)));
    double least =
        Math.min(steps.minimumAreaMm2() / (cellMm * cellMm), SMALL_SPECIMEN * maps.glandCells());
    parts.removeIf(part -> Arrays.stream(part).filter(c -> called[c] > 0).count() < least);
    parts.sort(Comparator.comparingInt((int[] p) -> p.length).reversed());
    List<Finding> findings = new ArrayList<>();
    for (int[] part : parts.subList(0, Math.min(MOST, parts.size()))) {
      findings.add(finding(part, called, map, findings.size() + 1));
    }
    return List.copyOf(findings);
  }

  /** Gaps of up to twice the reach filled: grown by a square and shrunk again. */
  private float[] closed(float[] called, int reach) {
    if (reach < 1) {
      return called;
    }
    double[] grown = sums(cell -> called[cell]);
    float[] wide = new float[called.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = box(grown, i % grid.columns(), i / grid.columns(), reach) > 0.5 ? 1 : 0;
    }
    double[] holes = sums(cell -> 1 - wide[cell]);
    float[] closed = new float[called.length];
    for (int i = 0; i < closed.length; i++) {
      closed[i] =
          called[i] > 0 || box(holes, i % grid.columns(), i / grid.columns(), reach) < 0.5 ? 1 : 0;
    }
    return closed;
  }

  private Finding finding(int[] part, float[] called, SlideHeatmap map, int number) {
    double[] means = new double[smooth.length];
    double probability = 0;
    int n = 0;
    for (int cell : part) {
      if (called[cell] > 0) {
        n++;
        probability += map.values()[cell];
        for (int c = 0; c < means.length; c++) {
          means[c] += smooth[c][cell];
        }
      }
    }
    int best = -1;
    for (int c = 0; c < means.length; c++) {
      boolean wanted = manifest.outputs().get(steps.classes().get(c)).positive();
      if (wanted && (best < 0 || means[c] > means[best])) {
        best = c;
      }
    }
    Manifest.Output output = manifest.outputs().get(steps.classes().get(Math.max(0, best)));
    return new Finding(
        LesionFinder.newUid(),
        output.label() + " " + number,
        output.label(),
        output.code(),
        output.site(),
        output.category(),
        probability / Math.max(1, n),
        area(part));
  }

  private Region.Area area(int[] part) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    double sumX = 0;
    double sumY = 0;
    for (int cell : part) {
      int x = cell % grid.columns();
      int y = cell / grid.columns();
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      sumX += x + 0.5;
      sumY += y + 0.5;
    }
    int width = right - left + 3;
    float[] field = new float[width * (bottom - top + 3)];
    for (int cell : part) {
      int x = cell % grid.columns() - left + 1;
      int y = cell / grid.columns() - top + 1;
      field[y * width + x] = 1;
    }
    List<double[]> rings = new ArrayList<>();
    for (double[] line : Contours.of(field, width, bottom - top + 3, 0.5)) {
      double[] ring = new double[line.length];
      for (int i = 0; i < line.length; i += 2) {
        ring[i] = (line[i] + left - 1 + 0.5) * grid.cellX();
        ring[i + 1] = (line[i + 1] + top - 1 + 0.5) * grid.cellY();
      }
      if (ring.length >= 6) {
        rings.add(ring);
      }
    }
    rings.sort(
        Comparator.comparingDouble((double[] r) -> new Outline(List.of(r)).area()).reversed());
    Vec3 a = slide.placement().toSlide(left * grid.cellX(), top * grid.cellY(), slide.highest());
    Vec3 b =
        slide
            .placement()
            .toSlide((right + 1) * grid.cellX(), (bottom + 1) * grid.cellY(), slide.highest());
    return new Region.Area(
        new Outline(rings),
        part.length * cellMm * cellMm,
        longest(rings.getFirst()),
        slide
            .placement()
            .toSlide(
                sumX / part.length * grid.cellX(),
                sumY / part.length * grid.cellY(),
                slide.highest()),
        new Vec3(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.min(a.z(), b.z())),
        new Vec3(Math.max(a.x(), b.x()), Math.max(a.y(), b.y()), Math.max(a.z(), b.z())));
  }

  /**
   * Largest distance between two points of a ring, mm; of long rings every few points are asked.
   */
  private double longest(double[] ring) {
    int every = 2 * Math.max(1, ring.length / 2 / 400);
    double best = 0;
    for (int i = 0; i < ring.length; i += every) {
      for (int j = i + every; j < ring.length; j += every) {
        double dx = (ring[i] - ring[j]) * slide.highest().spacingXMm();
        double dy = (ring[i + 1] - ring[j + 1]) * slide.highest().spacingYMm();
        best = Math.max(best, Math.hypot(dx, dy));
      }
    }
    return best;
  }
}
