package org.fovea.inference.mucosa;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.finding.Code;
import org.fovea.finding.enteropathy.EpithelialCount;
import org.fovea.finding.enteropathy.HeightThird;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.slide.RegionReader;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.TileSource;
import org.fovea.inference.slide.SlidePipeline;

/** Finds nuclei in fields of the mucosa and counts them by compartment. */
final class CellCounter {
  private static final Text TEXT = Text.of(CellCounter.class);

  /** Kinds of nuclei, in the order of the network's classes. */
  private static final List<Code> CODES =
      List.of(
          new Code("99FOVEA", "nucleus-epithelial", "Nucleus of an epithelial cell"),
          new Code("99FOVEA", "nucleus-inflammatory", "Nucleus of an inflammatory cell"),
          new Code("99FOVEA", "nucleus-other", "Nucleus of another cell"));

  /** Epithelium further from the axis of a villus than this belongs to another, µm. */
  private static final double BESIDE_UM = 90;

  /** Nuclei nearer to a crypt than this may be those of its mouth, µm. */
  private static final double MOUTH_UM = 28;

  /**
   * Epithelium further than this from the open lumen is not the surface, µm: crypts whose pale
   * lumen makes them look like clefts between villi. An enterocyte is 20 to 40 µm high, and its
   * nucleus stands in its lower half.
   */
  private static final double SURFACE_UM = 36;

  private static final List<String> LABELS = List.of("epithelial", "inflammatory", "other");

  private final MucosaSteps steps;
  private final CompartmentMap map;
  private final boolean[] atSurface;
  private final List<MucosalPlace> places;
  private final int[][] thirds = new int[3][2];

  /**
   * @param open lumen of the map, see {@link OpenLumen}
   * @param places whose villi are divided into thirds
   */
  CellCounter(MucosaSteps steps, CompartmentMap map, boolean[] open, List<MucosalPlace> places) {
    this.steps = steps;
    this.map = map;
    int reach = (int) Math.round(SURFACE_UM / map.cellUm());
    this.atSurface = Widened.of(open, map.columns(), map.rows(), reach);
    this.places = places;
  }

  /** What was counted, and where the nuclei are. */
  record Counted(
      List<EpithelialCount> counts, List<HeightThird> byHeight, List<Mucosa.CellGroup> groups) {}

  Counted count(TileSource source, SlidePipeline.Networks networks, Progress progress)
      throws FoveaException, IOException {
    SlideLevel highest = source.slide().highest();
    int side = steps.nuclei().input().get(1);
    double scaleX = steps.nucleiUm() / (highest.spacingXMm() * 1000);
    double scaleY = steps.nucleiUm() / (highest.spacingYMm() * 1000);
    List<NucleusFields> fields =
        NucleusFields.choose(map, highest, side, steps.nucleiUm(), steps.fields());
    RegionReader reader = new RegionReader(source, scaleX, scaleY);
    int values = 3 * side * side;
    int out = MucosaSteps.NUCLEI_CHANNELS * (side / 2) * (side / 2);
    int batch = steps.nuclei().batch();
    float[] items = new float[batch * values];
    float[] rgb = new float[values];
    List<EpithelialCount> counts = new ArrayList<>();
    List<List<double[]>> points = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int from = 0; from < fields.size(); from += batch) {
      progress.checkCancelled();
      int n = Math.min(batch, fields.size() - from);
      for (int i = 0; i < n; i++) {
        NucleusFields f = fields.get(from + i);
        reader.read(f.x() - NucleusFields.MARGIN, f.y() - NucleusFields.MARGIN, side, rgb);
        scale(rgb, items, i * values, side * side);
      }
      float[] maps = networks.run(steps.nuclei(), items, n);
      for (int i = 0; i < n; i++) {
        NucleusFields f = fields.get(from + i);
        List<NucleusPeaks.Nucleus> nuclei =
            NucleusPeaks.of(maps, i * out, side / 2, steps.threshold(), steps.epithelium());
        counts.add(tally(f, nuclei, scaleX, scaleY, points));
      }
      progress.report(
          (double) (from + n) / fields.size(), TEXT.get("nuclei.running", from + n, fields.size()));
    }
    List<Mucosa.CellGroup> groups = new ArrayList<>();
    for (int k = 0; k < LABELS.size(); k++) {
      double[] xy = points.get(k).stream().flatMapToDouble(java.util.Arrays::stream).toArray();
      groups.add(new Mucosa.CellGroup(LABELS.get(k), CODES.get(k), xy));
    }
    List<HeightThird> byHeight =
        java.util.Arrays.stream(thirds).map(t -> new HeightThird(t[0], t[1])).toList();
    return new Counted(counts, byHeight, groups);
  }

  private void scale(float[] rgb, float[] items, int offset, int pixels) {
    for (int c = 0; c < 3; c++) {
      float mean = (float) steps.tiles().mean()[c];
      float deviation = (float) steps.tiles().deviation()[c];
      for (int p = 0; p < pixels; p++) {
        items[offset + c * pixels + p] = (rgb[3 * p + c] - mean) / deviation;
      }
    }
  }

  private EpithelialCount tally(
      NucleusFields field,
      List<NucleusPeaks.Nucleus> nuclei,
      double scaleX,
      double scaleY,
      List<List<double[]>> points) {
    int lymphocytes = 0;
    int enterocytes = 0;
    int lamina = 0;
    double side = NucleusFields.side(steps.nuclei().input().get(1));
    for (NucleusPeaks.Nucleus n : nuclei) {
      double u = 2 * n.x() - NucleusFields.MARGIN;
      double v = 2 * n.y() - NucleusFields.MARGIN;
      if (Math.min(u, v) < 0 || Math.max(u, v) >= side) {
        continue;
      }
      double x = (field.x() + u) * scaleX;
      double y = (field.y() + v) * scaleY;
      points.get(n.kind()).add(new double[] {x, y});
      int column = (int) (x / map.cellPixels());
      int row = (int) (y / map.cellPixels());
      if (n.inEpithelium() && villous(column, row)) {
        lymphocytes += n.kind() == 1 ? 1 : 0;
        enterocytes += n.kind() == 0 ? 1 : 0;
        int third = third(x, y);
        if (third >= 0 && n.kind() != 2) {
          thirds[third][n.kind() == 1 ? 0 : 1]++;
        }
      } else if (n.kind() == 1
          && !n.inEpithelium()
          && map.is(column, row, Compartment.LAMINA_PROPRIA)) {
        lamina++;
      }
    }
    return new EpithelialCount(
        field.x() * scaleX,
        field.y() * scaleY,
        side * scaleX,
        lymphocytes,
        enterocytes,
        lamina,
        laminaMm2(field, side * scaleX));
  }

  /**
   * Whether epithelium at a cell is that of villi: the cell or one next to it is, open lumen is
   * near, and no crypt is so near that the mouth may lie between. The map's cells are wider than
   * the distance of lymphocytes to the basement membrane, so that the network of nuclei says what
   * is epithelium, and the map of which.
   */
  private boolean villous(int column, int row) {
    int mouth = (int) Math.round(MOUTH_UM / map.cellUm());
    return surface(column, row)
        && within(column, row, 1, Compartment.VILLOUS_EPITHELIUM)
        && !within(column, row, mouth, Compartment.CRYPT_EPITHELIUM);
  }

  private boolean surface(int column, int row) {
    boolean inside = column >= 0 && row >= 0 && column < map.columns() && row < map.rows();
    return inside && atSurface[row * map.columns() + column];
  }

  /** Whether a compartment is within a square of so many cells to each side. */
  private boolean within(int column, int row, int cells, Compartment kind) {
    for (int y = row - cells; y <= row + cells; y++) {
      for (int x = column - cells; x <= column + cells; x++) {
        if (map.is(x, y, kind)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Third of the nearest upright villus that a point lies beside; -1 where there is none. */
  private int third(double x, double y) {
    double reach = BESIDE_UM / map.micrometresPerPixel();
    int third = -1;
    for (MucosalPlace p : places) {
      double dx = p.tip().x() - p.mouth().x();
      double dy = p.tip().y() - p.mouth().y();
      double length = Math.hypot(dx, dy);
      double along = ((x - p.mouth().x()) * dx + (y - p.mouth().y()) * dy) / length;
      double aside = Math.abs((x - p.mouth().x()) * dy - (y - p.mouth().y()) * dx) / length;
      if (along >= 0 && along < length && aside < reach) {
        reach = aside;
        third = (int) (3 * along / length);
      }
    }
    return third;
  }

  private double laminaMm2(NucleusFields field, double sidePixels) {
    double perPixel = steps.nucleiUm() / map.cellUm();
    int left = (int) (field.x() * perPixel);
    int top = (int) (field.y() * perPixel);
    int cells = (int) Math.round(sidePixels / map.cellPixels());
    int n = 0;
    for (int y = top; y < top + cells; y++) {
      for (int x = left; x < left + cells; x++) {
        n += map.is(x, y, Compartment.LAMINA_PROPRIA) ? 1 : 0;
      }
    }
    return n * map.cellUm() * map.cellUm() / 1e6;
  }
}
