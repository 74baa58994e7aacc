package org.fovea.inference.slide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.fovea.common.FoveaException;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/** A slide whose colours are a function of the place, µm. */
final class DrawnSlide implements TileSource {
  private final Slide slide;
  private final double micrometres;
  private final BiFunction<Double, Double, Integer> colour;
  final AtomicInteger read = new AtomicInteger();

  /**
   * @param levels number of resolutions, each half of the one before
   * @param colour of a place in µm from the upper left corner, 0xFFRRGGBB
   */
  DrawnSlide(
      int columns,
      int rows,
      int tileColumns,
      int tileRows,
      double micrometres,
      int levels,
      BiFunction<Double, Double, Integer> colour) {
    this.micrometres = micrometres;
    this.colour = colour;
    List<SlideLevel> all = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      double spacing = micrometres / 1000 * (1 << i);
      all.add(new SlideLevel(columns >> i, rows >> i, tileColumns, tileRows, spacing, spacing));
    }
    this.slide =
        new Slide(
            "1.2.3",
            "1.2.4",
            "G",
            "",
            acquisition("COLON"),
            List.of("hematoxylin stain", "water soluble eosin stain"),
            new SlidePlacement(new Vec3(10, 20, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0)),
            all);
  }

  static Acquisition acquisition(String bodyPart) {
    return new Acquisition(
        "SM", bodyPart, "", "", List.of(), List.of(), List.of(), "", 0, 0, 0, 0, "", "");
  }

  @Override
  public Slide slide() {
    return slide;
  }

  @Override
  public Tile tile(int level, int column, int row) throws FoveaException {
    read.incrementAndGet();
    SlideLevel l = slide.levels().get(level);
    int w = Math.min(l.tileColumns(), l.columns() - column * l.tileColumns());
    int h = Math.min(l.tileRows(), l.rows() - row * l.tileRows());
    int[] argb = new int[w * h];
    double scale = micrometres * (1 << level);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double right = (column * l.tileColumns() + x + 0.5) * scale;
        double down = (row * l.tileRows() + y + 0.5) * scale;
        argb[y * w + x] = grained(colour.apply(right, down), right, down);
      }
    }
    return new Tile(w, h, argb);
  }

  /** Tissue has detail as fine as nuclei; without it, it would be out of focus. */
  private static int grained(int argb, double x, double y) {
    int green = argb >> 8 & 0xff;
    if (green > 200) {
      return argb;
    }
    int more = (Math.floorDiv((int) x, 3) + Math.floorDiv((int) y, 3)) % 2 == 0 ? 12 : -12;
    int shifted = argb & 0xff000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      shifted |= Math.clamp((argb >> shift & 0xff) + more, 0, 255) << shift;
    }
    return shifted;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
