package org.fovea.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.finding.Analysis;
import org.fovea.finding.enteropathy.Judgement;
import org.fovea.finding.enteropathy.Mucosa;
import org.fovea.finding.enteropathy.MucosaFigures;
import org.fovea.finding.enteropathy.MucosalPlace;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/**
 * A page for a report on measured mucosa: the figures, the class with its rule, the reasons, and
 * three fields of view: the places whose ratio is the lower quartile, the median and the upper
 * quartile. It holds no patient name.
 */
public final class MucosaPage {
  private static final Text WORDS = Text.of(MucosaPage.class);
  private static final int FIELD = 460; // pixels of the page
  private static final double FIELD_UM = 1000;
  private static final int MARGIN = 40;
  private static final int LINE = 26;
  private static final int LETTERS = 104; // that fit into a line
  private static final Color PAPER = Color.WHITE;
  private static final Color INK = new Color(0x1B, 0x1F, 0x24);

  /**
   * Writes {@code page<suffix>.png}.
   *
   * @return the file; null where no place was measured
   * @throws FoveaException if a tile cannot be decoded
   */
  public Path write(Analysis analysis, TileSource source, Path folder, String suffix)
      throws IOException, FoveaException {
    List<MucosalPlace> telling = telling(analysis.mucosa());
    if (telling.isEmpty()) {
      return null;
    }
    List<String> lines = lines(analysis);
    int width = 3 * MARGIN + 3 * FIELD;
    int top = 2 * MARGIN + LINE * lines.size();
    BufferedImage page =
        new BufferedImage(width, top + FIELD + 2 * MARGIN + LINE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = page.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(PAPER);
    g.fillRect(0, 0, page.getWidth(), page.getHeight());
    for (int i = 0; i < lines.size(); i++) {
      StrokeText.draw(
          g,
          plain(lines.get(i)),
          MARGIN,
          MARGIN + LINE * (i + 1) - (i == 0 ? 6 : 0),
          i == 0 ? 18 : 13,
          INK);
    }
    for (int i = 0; i < telling.size(); i++) {
      int left = MARGIN + i * (FIELD + MARGIN / 2);
      field(g, source, analysis.mucosa().micrometresPerPixel(), telling.get(i), left, top);
    }
    g.dispose();
    Path file = folder.resolve("page" + suffix + ".png");
    PngFile.write(page, file);
    return file;
  }

  /**
   * The places at the quartiles of the ratio, lowest first; all where there are fewer than three.
   */
  static List<MucosalPlace> telling(Mucosa mucosa) {
    List<MucosalPlace> sorted =
        mucosa.places().stream().sorted(Comparator.comparingDouble(MucosalPlace::ratio)).toList();
    if (sorted.size() < 3) {
      return sorted;
    }
    int n = sorted.size();
    return List.of(sorted.get(n / 4), sorted.get(n / 2), sorted.get(n - 1 - n / 4));
  }

  private static List<String> lines(Analysis a) {
    Judgement j = a.mucosa().judgement();
    MucosaFigures f = a.mucosa().figures();
    List<String> lines = new ArrayList<>();
    lines.add(WORDS.get("page.title", a.provenance().bundleName(), a.provenance().bundleVersion()));
    lines.add(WORDS.get("page.research"));
    lines.add(
        j.marshOberhuber().isEmpty()
            ? WORDS.get("page.noClass")
            : WORDS.get("page.class", j.marshOberhuber(), j.corazzaVillanacci()));
    wrap(lines, j.rule());
    lines.add(
        WORDS.get(
            "page.figures",
            number(f.villusHeightUm().median(), 0),
            number(f.cryptDepthUm().median(), 0),
            number(f.villusToCrypt(), 2),
            f.ratio().count()));
    lines.add(
        Double.isFinite(f.ielPer100())
            ? WORDS.get("page.lymphocytes", number(f.ielPer100(), 0), f.enterocytes())
            : WORDS.get("page.notCounted"));
    lines.add(
        WORDS.get(
            "page.suggestion",
            number(j.normal(), 2),
            number(j.coeliac(), 2),
            number(j.environmental(), 2),
            number(j.indeterminate(), 2)));
    j.reasons().stream().filter(r -> !r.equals(j.rule())).forEach(r -> wrap(lines, "- " + r));
    return lines;
  }

  private static void wrap(List<String> lines, String sentence) {
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (line.length() + word.length() + 1 > LETTERS) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("  ");
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** What the line font has letters for. */
  private static String plain(String words) {
    return words.replace('–', '-').replace(';', ',').replace("µ", "u").replace('’', '\'');
  }

  private static void field(
      Graphics2D g, TileSource source, double umPerPixel, MucosalPlace p, int left, int top)
      throws FoveaException {
    double side = FIELD_UM / umPerPixel; // pixels of the highest resolution
    double reach = Math.max(side, 1.2 * p.base().to(p.tip()));
    double x = (p.base().x() + p.tip().x()) / 2 - reach / 2;
    double y = (p.base().y() + p.tip().y()) / 2 - reach / 2;
    g.setClip(left, top, FIELD, FIELD);
    g.setColor(new Color(0xF4, 0xF2, 0xF0));
    g.fillRect(left, top, FIELD, FIELD);
    tiles(g, source, x, y, reach, left, top);
    double scale = FIELD / reach;
    new PlaceLines(g, x, y, left, top, scale, 3).draw(p);
    g.setClip(null);
    StrokeText.draw(
        g,
        WORDS.get(
            "page.place",
            number(p.villusHeightUm(), 0),
            number(p.cryptDepthUm(), 0),
            number(p.ratio(), 2)),
        left,
        top + FIELD + LINE,
        12,
        INK);
    int bar = (int) Math.round(200 / umPerPixel * scale);
    g.setColor(INK);
    g.fillRect(left + 10, top + FIELD - 14, bar, 4);
    StrokeText.draw(g, "200 um", left + 16 + bar, top + FIELD - 8, 11, INK);
  }

  /** Draws a square of the slide from the level that is just fine enough. */
  private static void tiles(
      Graphics2D g, TileSource source, double x, double y, double reach, int left, int top)
      throws FoveaException {
    int chosen = 0;
    for (int i = 1; i < source.slide().levels().size(); i++) {
      chosen = source.slide().downsample(i) <= reach / FIELD ? i : chosen;
    }
    SlideLevel level = source.slide().levels().get(chosen);
    double down = source.slide().downsample(chosen);
    double scale = FIELD / reach * down; // page pixels a pixel of the level
    int firstColumn = (int) Math.max(0, x / down / level.tileColumns());
    int firstRow = (int) Math.max(0, y / down / level.tileRows());
    int lastColumn =
        (int) Math.min(level.tilesAcross() - 1.0, (x + reach) / down / level.tileColumns());
    int lastRow = (int) Math.min(level.tilesDown() - 1.0, (y + reach) / down / level.tileRows());
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        Tile tile = source.tile(chosen, column, row);
        double tx = left + (column * level.tileColumns() - x / down) * scale;
        double ty = top + (row * level.tileRows() - y / down) * scale;
        g.drawImage(
            SlidePictures.picture(tile),
            (int) Math.floor(tx),
            (int) Math.floor(ty),
            (int) Math.ceil(tile.columns() * scale) + 1,
            (int) Math.ceil(tile.rows() * scale) + 1,
            null);
      }
    }
  }
}
