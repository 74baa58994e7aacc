package org.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fovea.common.Text;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.display.Contours;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;

/**
 * Pictures of an analysis for the eye: the slice as it was acquired with the outline of the
 * findings, and beside it the same slice under the heatmap. They hold no patient name.
 */
public final class OverlayPictures {
  private static final Text WORDS = Text.of(OverlayPictures.class);
  private static final int PANEL = 560;
  private static final int MARGIN = 34;
  private static final int MOST = 3;
  private static final double OPACITY = 0.5;
  private static final Color PAPER = new Color(0x14, 0x16, 0x19);
  private static final Color INK = new Color(0xE6, 0xE8, 0xEB);
  private static final Color QUIET = new Color(0x9A, 0xA1, 0xAB);
  private static final Color OUTLINE = new Color(0x5C, 0xE1, 0xE6);

  /**
   * Writes the pictures of an analysis: of each of the largest findings the slice where it has its
   * largest area; where nothing was found, the slice with the highest value of the heatmap.
   *
   * @param background the series whose grid the findings use
   * @param suffix empty, or {@code -<bundle id>}
   * @return the files {@code overlay<suffix>-1.png} and on
   */
  public List<Path> write(Analysis analysis, Volume background, Path folder, String suffix)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Window window = Window.of(background);
    for (int k : slices(analysis, background.grid())) {
      BufferedImage picture = draw(analysis, background, window, k);
      Path file = folder.resolve("overlay" + suffix + "-" + (files.size() + 1) + ".png");
      PngFile.write(picture, file);
      files.add(file);
    }
    return files;
  }

  /** Indices of the slices worth a picture, of the largest finding first. */
  static List<Integer> slices(Analysis analysis, Grid grid) {
    Set<Integer> chosen = new LinkedHashSet<>();
    analysis.findings().stream()
        .map(Finding::region)
        .filter(Region.Solid.class::isInstance)
        .map(Region.Solid.class::cast)
        .sorted((a, b) -> Double.compare(b.volumeMl(), a.volumeMl()))
        .forEach(
            s -> {
              if (chosen.size() < MOST) {
                chosen.add(largestSlice(s.mask(), grid));
              }
            });
    if (chosen.isEmpty()) {
      chosen.add(strongestSlice(analysis, grid));
    }
    return List.copyOf(chosen);
  }

  private static int largestSlice(Mask mask, Grid grid) {
    Grid g = mask.grid();
    int best = 0;
    long most = -1;
    int area = g.columns() * g.rows();
    for (int k = 0; k < g.slices(); k++) {
      long count = mask.voxels().get(k * area, (k + 1) * area).cardinality();
      if (count > most) {
        most = count;
        best = k;
      }
    }
    return slice(grid, g.toPatient(g.columns() / 2.0, g.rows() / 2.0, best));
  }

  private static int strongestSlice(Analysis analysis, Grid grid) {
    if (analysis.heatmaps().isEmpty()) {
      return grid.slices() / 2;
    }
    Volume v = analysis.heatmaps().getFirst().values();
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < v.values().length; i++) {
      if (v.values()[i] > most) {
        most = v.values()[i];
        best = i;
      }
    }
    Grid g = v.grid();
    int area = g.columns() * g.rows();
    return slice(
        grid, g.toPatient(best % g.columns(), best % area / g.columns(), (double) (best / area)));
  }

  private static int slice(Grid grid, Vec3 point) {
    return Math.clamp(Math.round(grid.toIndex(point).z()), 0, grid.slices() - 1);
  }

  private static BufferedImage draw(Analysis a, Volume background, Window window, int k) {
    Grid grid = background.grid();
    double width = grid.columns() * grid.columnSpacingMm();
    double height = grid.rows() * grid.rowSpacingMm();
    double scale = PANEL / Math.max(width, height);
    int w = Math.max(1, (int) Math.round(width * scale));
    int h = Math.max(1, (int) Math.round(height * scale));
    BufferedImage image =
        new BufferedImage(
            2 * w + 3 * MARGIN + 2 * MARGIN, h + 4 * MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(PAPER);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    int top = 2 * MARGIN;
    int right = w + 2 * MARGIN;
    BufferedImage slice = gray(background, window, k);
    Heatmap map = a.heatmaps().isEmpty() ? null : a.heatmaps().getFirst();
    g.drawImage(slice, MARGIN, top, w, h, null);
    g.drawImage(slice, right, top, w, h, null);
    if (map != null) {
      g.drawImage(heat(map, grid, k), right, top, w, h, null);
      legend(g, right + w + MARGIN / 2, top, h, map.operatingThreshold());
    }
    for (Finding f : a.findings()) {
      if (f.region() instanceof Region.Solid s) {
        Path2D outline =
            outline(s.mask(), grid, k, (double) w / grid.columns(), (double) h / grid.rows());
        for (int left : new int[] {MARGIN, right}) {
          Path2D moved = new Path2D.Double(outline);
          moved.transform(java.awt.geom.AffineTransform.getTranslateInstance(left, top));
          g.setStroke(new BasicStroke(4));
          g.setColor(new Color(0, 0, 0, 150));
          g.draw(moved);
          g.setStroke(new BasicStroke(1.8f));
          g.setColor(OUTLINE);
          g.draw(moved);
        }
      }
    }
    letters(g, grid, MARGIN, top, w, h);
    letters(g, grid, right, top, w, h);
    words(g, a, grid, k, top + h);
    g.dispose();
    return image;
  }

  private static void words(Graphics2D g, Analysis a, Grid grid, int k, int bottom) {
    String research = WORDS.get("overlay.research");
    StrokeText.draw(
        g,
        a.provenance().bundleId() + " " + a.provenance().bundleVersion(),
        MARGIN,
        MARGIN * 0.7,
        13,
        INK);
    StrokeText.draw(
        g,
        WORDS.get("overlay.slice", Integer.toString(k + 1), Integer.toString(grid.slices()))
            + (a.gateOverridden() ? ".  " + WORDS.get("overlay.gate") : ""),
        MARGIN,
        MARGIN * 1.35,
        10,
        QUIET);
    List<String> said = new ArrayList<>();
    for (Finding f : a.findings()) {
      if (f.region() instanceof Region.Solid s && crosses(s.mask(), grid, k)) {
        said.add(
            WORDS.get(
                "overlay.finding",
                f.trackingId(),
                String.format(Locale.ROOT, "%.1f", s.volumeMl()),
                String.format(Locale.ROOT, "%.2f", f.probability())));
      }
    }
    String line = said.isEmpty() ? WORDS.get("overlay.nothing") : String.join(",  ", said);
    StrokeText.draw(g, line, MARGIN, bottom + MARGIN * 0.5, 11, INK);
    StrokeText.draw(g, research, MARGIN, bottom + MARGIN * 1.2, 11, QUIET);
  }

  private static boolean crosses(Mask mask, Grid grid, int k) {
    for (float v : section(mask, grid, k)) {
      if (v > 0) {
        return true;
      }
    }
    return false;
  }

  /** Which way the patient lies: the letter at each edge of a panel. */
  private static void letters(Graphics2D g, Grid grid, int left, int top, int w, int h) {
    StrokeText.draw(g, letter(grid.columnAxis().times(-1)), left + 8, top + h / 2.0 - 7, 14, INK);
    StrokeText.draw(g, letter(grid.columnAxis()), left + w - 18, top + h / 2.0 - 7, 14, INK);
    StrokeText.draw(g, letter(grid.rowAxis().times(-1)), left + w / 2.0 - 5, top + 8, 14, INK);
    StrokeText.draw(g, letter(grid.rowAxis()), left + w / 2.0 - 5, top + h - 22, 14, INK);
  }

  /**
   * The letter of the strongest component of a direction: x grows to the left, y to the back, z to
   * the head (PS3.3 C.7.6.2.1.1).
   */
  static String letter(Vec3 d) {
    double x = Math.abs(d.x());
    double y = Math.abs(d.y());
    double z = Math.abs(d.z());
    if (x >= y && x >= z) {
      return d.x() > 0 ? "L" : "R";
    }
    if (y >= z) {
      return d.y() > 0 ? "P" : "A";
    }
    return d.z() > 0 ? "H" : "F";
  }

  private static void legend(Graphics2D g, int x, int top, int h, double threshold) {
    for (int y = 0; y < h; y++) {
      g.setColor(new Color(ColorMap.INFERNO.rgb(1 - y / (double) (h - 1))));
      g.fillRect(x, top + y, 12, 1);
    }
    for (double value : new double[] {0, threshold, 1}) {
      double y = top + (1 - value) * (h - 1);
      g.setColor(INK);
      g.setStroke(new BasicStroke(1));
      g.draw(new java.awt.geom.Line2D.Double(x + 12, y, x + 16, y));
      String text = value == 0 || value == 1 ? (value == 0 ? "0" : "1") : plain(value);
      double at = Math.clamp(y - 4, top, top + h - 9);
      StrokeText.draw(g, text, x + 19, at, 8, QUIET);
    }
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static BufferedImage gray(Volume v, Window window, int k) {
    Grid g = v.grid();
    BufferedImage image = new BufferedImage(g.columns(), g.rows(), BufferedImage.TYPE_INT_RGB);
    for (int j = 0; j < g.rows(); j++) {
      for (int i = 0; i < g.columns(); i++) {
        int level = window.level(v.values()[g.index(i, j, k)]);
        image.setRGB(i, j, level << 16 | level << 8 | level);
      }
    }
    return image;
  }

  /** The heatmap on a slice, transparent where it says little. */
  private static BufferedImage heat(Heatmap map, Grid grid, int k) {
    BufferedImage image =
        new BufferedImage(grid.columns(), grid.rows(), BufferedImage.TYPE_INT_ARGB);
    // fades in up to the operating threshold, so that what lies below is seen but does not shout
    double full = Math.max(0.05, map.operatingThreshold());
    for (int j = 0; j < grid.rows(); j++) {
      for (int i = 0; i < grid.columns(); i++) {
        double v = sample(map.values(), grid.toPatient(i, j, k));
        if (v > 0.02) {
          int alpha = (int) Math.round(255 * OPACITY * Math.min(1, v / full));
          image.setRGB(i, j, alpha << 24 | ColorMap.INFERNO.rgb(v));
        }
      }
    }
    return image;
  }

  /** Trilinear value of a volume at a patient point; NaN outside. */
  private static double sample(Volume v, Vec3 point) {
    Grid g = v.grid();
    Vec3 p = g.toIndex(point);
    if (!(p.x() > -0.501 && p.y() > -0.501 && p.z() > -0.501)
        || !(p.x() < g.columns() - 0.499
            && p.y() < g.rows() - 0.499
            && p.z() < g.slices() - 0.499)) {
      return Double.NaN;
    }
    double x = Math.clamp(p.x(), 0, g.columns() - 1);
    double y = Math.clamp(p.y(), 0, g.rows() - 1);
    double z = Math.clamp(p.z(), 0, g.slices() - 1);
    double sum = 0;
    for (int corner = 0; corner < 8; corner++) {
      int i = (int) x + (corner & 1);
      int j = (int) y + (corner >> 1 & 1);
      int k = (int) z + (corner >> 2);
      double weight = (1 - Math.abs(x - i)) * (1 - Math.abs(y - j)) * (1 - Math.abs(z - k));
      if (weight > 0) {
        sum += weight * v.values()[g.index(i, j, k)];
      }
    }
    return sum;
  }

  /** 1 where a mask covers the pixels of a slice, else 0. */
  private static float[] section(Mask mask, Grid grid, int k) {
    float[] section = new float[grid.columns() * grid.rows()];
    Grid g = mask.grid();
    for (int j = 0; j < grid.rows(); j++) {
      for (int i = 0; i < grid.columns(); i++) {
        Vec3 p = g.toIndex(grid.toPatient(i, j, k));
        long x = Math.round(p.x());
        long y = Math.round(p.y());
        long z = Math.round(p.z());
        boolean inside =
            x >= 0 && y >= 0 && z >= 0 && x < g.columns() && y < g.rows() && z < g.slices();
        if (inside && mask.contains((int) x, (int) y, (int) z)) {
          section[j * grid.columns() + i] = 1;
        }
      }
    }
    return section;
  }

  private static Path2D outline(Mask mask, Grid grid, int k, double sx, double sy) {
    Path2D path = new Path2D.Double();
    for (double[] line : Contours.of(section(mask, grid, k), grid.columns(), grid.rows(), 0.5)) {
      for (int i = 0; i + 1 < line.length; i += 2) {
        double x = (line[i] + 0.5) * sx;
        double y = (line[i + 1] + 0.5) * sy;
        if (i == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
      path.closePath();
    }
    return path;
  }

  /** Black and white of the background: the 1st and 99.5th percentile of what is not its lowest. */
  private record Window(float low, float high) {
    static Window of(Volume v) {
      float[] sorted = v.values().clone();
      Arrays.sort(sorted);
      int from = 0;
      while (from < sorted.length - 1 && sorted[from] == sorted[0]) {
        from++;
      }
      int n = sorted.length - from;
      float low = sorted[from + (int) (n * 0.01)];
      float high = sorted[from + Math.min(n - 1, (int) (n * 0.995))];
      return new Window(low, high > low ? high : low + 1);
    }

    int level(float value) {
      return Math.clamp(Math.round(255.0 * (value - low) / (high - low)), 0, 255);
    }
  }
}
