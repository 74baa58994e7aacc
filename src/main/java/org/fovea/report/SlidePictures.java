package org.fovea.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.Analysis;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.imaging.display.ColorMap;
import org.fovea.imaging.display.HeatStyle;
import org.fovea.imaging.display.SlideHeatRenderer;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideHeatmap;
import org.fovea.imaging.slide.SlideThumbnail;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/**
 * A picture of an analysis of a slide for the eye: the slide as it is and beside it the slide under
 * the heatmap, with the regions outlined and a scale. It holds no patient name and no label.
 */
public final class SlidePictures {
  private static final Text WORDS = Text.of(SlidePictures.class);
  private static final int PANEL = 1200;
  private static final int MARGIN = 34;
  private static final double OPACITY = 0.55;
  private static final Color PAPER = new Color(0x14, 0x16, 0x19);
  private static final Color INK = new Color(0xE6, 0xE8, 0xEB);
  private static final Color QUIET = new Color(0x9A, 0xA1, 0xAB);
  private static final Color OUTLINE = new Color(0xF2, 0xB1, 0x34);
  private static final double[] BARS_MM = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};

  /**
   * Writes {@code overlay<suffix>-1.png}.
   *
   * @param suffix empty, or what tells the analyses of a study apart
   * @return the file; null where the slide has no resolution low enough to be drawn whole
   * @throws FoveaException if no tile can be decoded
   */
  public Path write(Analysis analysis, TileSource source, Path folder, String suffix)
      throws IOException, FoveaException {
    Tile whole = SlideThumbnail.of(source, PANEL);
    if (whole == null) {
      return null;
    }
    BufferedImage picture = draw(analysis, source.slide(), whole);
    Path file = folder.resolve("overlay" + suffix + "-1.png");
    PngFile.write(picture, file);
    return file;
  }

  private static BufferedImage draw(Analysis a, Slide slide, Tile whole) {
    double fit = (double) PANEL / Math.max(whole.columns(), whole.rows());
    int w = Math.max(1, (int) Math.round(whole.columns() * fit));
    int h = Math.max(1, (int) Math.round(whole.rows() * fit));
    boolean wide = w > 1.4 * h;
    int right = wide ? MARGIN : w + 2 * MARGIN;
    int top = 2 * MARGIN;
    int below = wide ? top + h + MARGIN : top;
    BufferedImage image =
        new BufferedImage(
            (wide ? w : 2 * w + MARGIN) + 2 * MARGIN,
            below + h + 2 * MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(PAPER);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    BufferedImage glass = picture(whole);
    g.drawImage(glass, MARGIN, top, w, h, null);
    g.drawImage(glass, right, below, w, h, null);
    double scale = (double) w / slide.highest().columns();
    if (!a.slideHeatmaps().isEmpty()) {
      heat(g, a.slideHeatmaps().getFirst(), slide, right, below, scale);
    }
    for (Finding f : a.findings()) {
      if (f.region() instanceof Region.Area area) {
        outline(g, area, MARGIN, top, scale);
        outline(g, area, right, below, scale);
      }
    }
    if (a.mucosa() != null) {
      a.mucosa().places().forEach(new PlaceLines(g, 0, 0, right, below, scale, 2)::draw);
    }
    words(g, a, slide, image.getHeight(), scale);
    g.dispose();
    return image;
  }

  /** A tile as a picture. */
  static BufferedImage picture(Tile tile) {
    BufferedImage image =
        new BufferedImage(tile.columns(), tile.rows(), BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, tile.columns(), tile.rows(), tile.argb(), 0, tile.columns());
    return image;
  }

  private static void heat(
      Graphics2D g, SlideHeatmap map, Slide slide, int left, int top, double scale) {
    SlideHeatRenderer.Cells cells =
        new SlideHeatRenderer(map)
            .render(
                0,
                0,
                slide.highest().columns(),
                slide.highest().rows(),
                1 / scale,
                new HeatStyle(ColorMap.VIRIDIS, OPACITY, map.operatingThreshold()));
    if (cells == null) {
      return;
    }
    BufferedImage picture =
        new BufferedImage(cells.columns(), cells.rows(), BufferedImage.TYPE_INT_ARGB_PRE);
    picture.getRaster().setDataElements(0, 0, cells.columns(), cells.rows(), cells.pixels());
    g.setClip(
        left,
        top,
        (int) Math.round(slide.highest().columns() * scale),
        (int) Math.round(slide.highest().rows() * scale));
    g.drawImage(
        picture,
        (int) Math.round(left + cells.x() * scale),
        (int) Math.round(top + cells.y() * scale),
        (int) Math.round(cells.columns() * cells.cell() * scale),
        (int) Math.round(cells.rows() * cells.cell() * scale),
        null);
    g.setClip(null);
  }

  private static void outline(Graphics2D g, Region.Area area, int left, int top, double scale) {
    Path2D path = new Path2D.Double();
    for (double[] ring : area.outline().rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        double x = left + ring[i] * scale;
        double y = top + ring[i + 1] * scale;
        if (i == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
      path.closePath();
    }
    g.setStroke(new BasicStroke(3.5f));
    g.setColor(new Color(0, 0, 0, 150));
    g.draw(path);
    g.setStroke(new BasicStroke(1.6f));
    g.setColor(OUTLINE);
    g.draw(path);
  }

  private static void words(Graphics2D g, Analysis a, Slide slide, int height, double scale) {
    StrokeText.draw(
        g,
        a.provenance().bundleId() + " " + a.provenance().bundleVersion(),
        MARGIN,
        MARGIN * 0.7,
        13,
        INK);
    String threshold =
        a.slideHeatmaps().isEmpty()
            ? ""
            : WORDS.get(
                "overlay.slide",
                a.slideHeatmaps().getFirst().name(),
                String.format(
                    Locale.ROOT, "%.2f", a.slideHeatmaps().getFirst().operatingThreshold()));
    StrokeText.draw(
        g,
        threshold
            + (a.mucosa() == null ? "" : ".  " + WORDS.get("overlay.mucosa"))
            + (a.gateOverridden() ? ".  " + WORDS.get("overlay.gate") : ""),
        MARGIN,
        MARGIN * 1.35,
        10,
        QUIET);
    StrokeText.draw(g, WORDS.get("overlay.research"), MARGIN, height - MARGIN * 0.5, 10, QUIET);
    if (slide.calibrated()) {
      double pixelsPerMm = scale / slide.highest().spacingXMm();
      double bar = BARS_MM[0];
      for (double candidate : BARS_MM) {
        bar = candidate * pixelsPerMm <= 220 ? candidate : bar;
      }
      int length = (int) Math.round(bar * pixelsPerMm);
      int y = (int) (height - MARGIN * 1.2);
      g.setColor(INK);
      g.fillRect(MARGIN, y, length, 3);
      String label =
          bar >= 1
              ? String.format(Locale.ROOT, "%.0f mm", bar)
              : String.format(Locale.ROOT, "%.0f µm", bar * 1000);
      StrokeText.draw(g, label.replace("µ", "u"), MARGIN + length + 10, y + 5, 10, INK);
    }
  }
}
