package org.fovea.inference.slide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.fovea.bundle.Manifest;
import org.fovea.finding.AreaMeasurer;
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

  Regions(CellMaps maps, SlideSteps steps, Manifest manifest, Slide slide) {
    this.maps = maps;
    this.grid = maps.grid();
    this.steps = steps;
    this.manifest = manifest;
    this.slide = slide;
    this.cellMm = steps.micrometresPerPixel() * grid.tilePixels() / 1000;
  }

  /**
   * The probability of a class averaged over a square, by gland; NaN where there is no gland. One
   * class at a time is held, since a large slide has millions of cells.
   */
  private float[] smoothed(int index) {
    int reach = (int) Math.round(steps.smoothingMm() / cellMm / 2);
    float[] smooth = new float[grid.size()];
    BoxSums.of(
        grid.columns(),
        grid.rows(),
        reach,
        cell -> maps.known(cell) ? maps.gland(cell) * maps.grade(index, cell) : 0,
        (cell, sum) -> smooth[cell] = (float) sum);
    BoxSums.of(
        grid.columns(),
        grid.rows(),
        reach,
        cell -> maps.known(cell) ? maps.gland(cell) : 0,
        (cell, w) -> smooth[cell] = w > 1e-3 ? (float) (smooth[cell] / w) : Float.NaN);
    return smooth;
  }

  private boolean wanted(int index) {
    return manifest.outputs().get(steps.classes().get(index)).positive();
  }

  /** How strongly each gland speaks for what is looked for; 0 beside glands. */
  SlideHeatmap heatmap() {
    float[] values = new float[grid.size()];
    for (int c = 0; c < steps.classes().size(); c++) {
      if (wanted(c)) {
        float[] smooth = smoothed(c);
        for (int cell = 0; cell < values.length; cell++) {
          values[cell] += Float.isNaN(smooth[cell]) ? 0 : smooth[cell];
        }
      }
    }
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] =
          !maps.known(cell) ? Float.NaN : maps.gland(cell) < GLAND ? 0 : Math.min(1, values[cell]);
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

  /** The connected parts of a map from the operating threshold on, the largest first. */
  List<Finding> find(SlideHeatmap map) {
    BitSet called = new BitSet(grid.size());
    for (int i = 0; i < grid.size(); i++) {
      called.set(i, map.values()[i] >= manifest.operatingThreshold());
    }
    BitSet closed = closed(called, (int) Math.round(GAP_MM / cellMm / 2));
    List<int[]> parts = new ArrayList<>();
    Components.of(
        grid.columns(),
        grid.rows(),
        8,
        closed::get,
        (cells, count) -> parts.add(Arrays.copyOf(cells, count)));
    double least =
        Math.min(steps.minimumAreaMm2() / (cellMm * cellMm), SMALL_SPECIMEN * maps.glandCells());
    parts.removeIf(part -> Arrays.stream(part).filter(called::get).count() < least);
    parts.sort(Comparator.comparingInt((int[] p) -> p.length).reversed());
    List<int[]> kept = List.copyOf(parts.subList(0, Math.min(MOST, parts.size())));
    Grade[] best = best(kept, called);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      double wanted = mean(kept.get(i), called, map.values());
      findings.add(finding(kept.get(i), best[i], wanted, i + 1));
    }
    return List.copyOf(findings);
  }

  /** Gaps of up to twice the reach filled: grown by a square and shrunk again. */
  private BitSet closed(BitSet called, int reach) {
    if (reach < 1) {
      return called;
    }
    BitSet wide = new BitSet(grid.size());
    BoxSums.of(
        grid.columns(),
        grid.rows(),
        reach,
        cell -> called.get(cell) ? 1 : 0,
        (cell, sum) -> wide.set(cell, sum > 0.5));
    BitSet closed = new BitSet(grid.size());
    BoxSums.of(
        grid.columns(),
        grid.rows(),
        reach,
        cell -> wide.get(cell) ? 0 : 1,
        (cell, holes) -> closed.set(cell, called.get(cell) || holes < 0.5));
    return closed;
  }

  /** A class that is looked for, as an index, and its mean probability in a part. */
  private record Grade(int index, double probability) {}

  /** Of the classes that are looked for, the one that is strongest in each part. */
  private Grade[] best(List<int[]> parts, BitSet called) {
    Grade[] best = new Grade[parts.size()];
    for (int c = 0; c < steps.classes().size() && !parts.isEmpty(); c++) {
      if (!wanted(c)) {
        continue;
      }
      float[] smooth = smoothed(c);
      for (int i = 0; i < parts.size(); i++) {
        double probability = mean(parts.get(i), called, smooth);
        if (best[i] == null || probability > best[i].probability()) {
          best[i] = new Grade(c, probability);
        }
      }
    }
    return best;
  }

  /** Mean of some values over the cells of a part that were called. */
  private static double mean(int[] part, BitSet called, float[] values) {
    double sum = 0;
    int n = 0;
    for (int cell : part) {
      if (called.get(cell)) {
        n++;
        sum += values[cell];
      }
    }
    return sum / Math.max(1, n);
  }

  /** A part under the name of its grade where that is likely enough, else of what is looked for. */
  private Finding finding(int[] part, Grade grade, double wanted, int number) {
    Manifest.Output output = manifest.outputs().get(steps.classes().get(grade.index()));
    RegionNaming naming = steps.naming();
    boolean named = grade.probability() >= naming.from();
    String label = named ? output.label() : naming.label();
    return new Finding(
        LesionFinder.newUid(),
        label + " " + number,
        label,
        named ? output.code() : naming.code(),
        output.site(),
        output.category(),
        named ? grade.probability() : wanted,
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
        AreaMeasurer.longAxisMm(rings.getFirst(), slide),
        slide
            .placement()
            .toSlide(
                sumX / part.length * grid.cellX(),
                sumY / part.length * grid.cellY(),
                slide.highest()),
        new Vec3(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.min(a.z(), b.z())),
        new Vec3(Math.max(a.x(), b.x()), Math.max(a.y(), b.y()), Math.max(a.z(), b.z())));
  }
}
