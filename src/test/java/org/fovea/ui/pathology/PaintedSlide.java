package org.fovea.ui.pathology;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.SlideReader;
import org.fovea.dicom.Source;
import org.fovea.dicom.Study;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.SlidePlacement;
import org.fovea.imaging.slide.Tile;
import org.fovea.imaging.slide.TileSource;

/**
 * Slides of any size that are painted when they are asked for: pink tissue in a round piece with
 * violet glands and nuclei, glass round it, a corner that was not scanned, and the coordinates of
 * each tile to be told from its pixels.
 */
public final class PaintedSlide implements SlideReader {
  private static final Acquisition ACQUISITION =
      new Acquisition(
          "SM",
          "",
          "",
          "",
          List.of("ORIGINAL", "PRIMARY", "VOLUME", "NONE"),
          List.of(),
          List.of(),
          "",
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          "",
          "");

  /** How many tiles were decoded. */
  public final AtomicInteger decoded = new AtomicInteger();

  /** How many slides are open now. */
  public final AtomicInteger open = new AtomicInteger();

  /** How long a tile takes, ms. */
  public volatile int slow;

  /** A level 0 tile that is damaged: its column in the upper row; −1 for none. */
  public volatile int damaged = -1;

  /** Series whose slide cannot be opened; empty for none. */
  public volatile String unreadable = "";

  /** A slide of two specimens. */
  public static Study study() {
    return study(
        image("1.2.3.1", "S26-104 A1", 8192, 6144, 0.00025, 4),
        image("1.2.3.2", "S26-104 A2", 4096, 4096, Double.NaN, 1));
  }

  public static Study study(SlideImage... images) {
    List<Series> series = new ArrayList<>();
    for (SlideImage image : images) {
      series.add(
          new Series(
              image.slide().seriesInstanceUid(),
              1,
              "SM",
              "Sigmoid biopsy",
              "1.2.9",
              ACQUISITION,
              List.of(),
              List.of(image),
              List.of()));
    }
    return new Study(
        "1.2.3",
        new Patient("P-104", "Keller^Anna", LocalDate.of(1961, 2, 3), "F"),
        LocalDate.of(2026, 3, 14),
        LocalTime.NOON,
        "S26-104",
        "Biopsy of the sigmoid colon",
        series);
  }

  /**
   * A slide.
   *
   * @param spacing mm a pixel of the highest resolution
   * @param levels each a quarter as wide as the one before
   */
  public static SlideImage image(
      String series, String specimen, int columns, int rows, double spacing, int levels) {
    List<SlideLevel> list = new ArrayList<>();
    List<List<Instance>> objects = new ArrayList<>();
    int w = columns;
    int h = rows;
    for (int i = 0; i < levels; i++) {
      double s = spacing * columns / w;
      list.add(new SlideLevel(w, h, 256, 256, s, s));
      objects.add(
          List.of(
              new Instance(
                  Source.file(Path.of("level" + i + ".dcm")),
                  series + ".1." + i,
                  "1.2.840.10008.5.1.4.1.1.77.1.6",
                  "1.2.840.10008.1.2.4.50",
                  series,
                  "1.2.3",
                  i + 1,
                  1,
                  256,
                  256,
                  "20260314120000")));
      w = Math.max(1, w / 4);
      h = Math.max(1, h / 4);
    }
    Slide slide =
        new Slide(
            series,
            "1.2.9",
            specimen,
            "Sigmoid biopsy",
            ACQUISITION,
            List.of("hematoxylin and eosin stain"),
            new SlidePlacement(new Vec3(20, 40, 0), new Vec3(0, -1, 0), new Vec3(-1, 0, 0)),
            list);
    return new SlideImage(
        slide,
        objects,
        List.of(
            new SlideImage.AssociatedImage(SlideImage.Kind.LABEL, objects.getFirst().getFirst())),
        List.of());
  }

  @Override
  public TileSource open(SlideImage image) throws FoveaException {
    if (image.slide().seriesInstanceUid().equals(unreadable)) {
      throw new FoveaException(
          ErrorCode.DAMAGED, "level0.dcm", "The file ends before its tiles. Copy it again.");
    }
    open.incrementAndGet();
    return new Painted(image.slide());
  }

  @Override
  public Tile picture(SlideImage.AssociatedImage image) {
    int[] argb = new int[120 * 60];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = i / 120 % 12 < 3 && i % 120 > 8 && i % 120 < 100 ? 0xff303030 : 0xfff8f8f4;
    }
    return new Tile(120, 60, argb);
  }

  /** The colour at a point of the highest resolution of a slide of this size. */
  static int color(double x, double y, int columns, int rows) {
    double u = x / columns - 0.5;
    double v = y / rows - 0.5;
    if (u > 0.4 && v > 0.4) {
      return 0; // not scanned
    }
    double edge = 0.40 + 0.03 * Math.sin(9 * Math.atan2(v, u));
    if (u * u + v * v > edge * edge) {
      return 0xfff1eef2;
    }
    double gx = (x % 700) - 350;
    double gy = (y % 560) - 280;
    double r = Math.hypot(gx, gy);
    if (r < 90) {
      return 0xfff4f0f4; // lumen
    }
    boolean gland = r < 210;
    double nx = (x % 46) - 23;
    double ny = (y % 42) - 21;
    boolean nucleus = Math.hypot(nx, ny) < (gland && r > 150 ? 17 : 9);
    int grain = (int) ((x * 7 + y * 13) % 11);
    if (nucleus) {
      return 0xff000000 | 92 + grain << 16 | 64 + grain << 8 | 138 + grain;
    }
    return gland
        ? 0xff000000 | 214 + grain << 16 | 170 + grain << 8 | 208 + grain
        : 0xff000000 | 228 + grain << 16 | 150 + grain << 8 | 186 + grain;
  }

  private final class Painted implements TileSource {
    private final Slide slide;
    private volatile boolean closed;

    Painted(Slide slide) {
      this.slide = slide;
    }

    @Override
    public Slide slide() {
      return slide;
    }

    @Override
    public Tile tile(int level, int column, int row) throws FoveaException {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      SlideLevel l = slide.levels().get(level);
      if (column < 0 || row < 0 || column >= l.tilesAcross() || row >= l.tilesDown()) {
        throw new IndexOutOfBoundsException(level + " " + column + " " + row);
      }
      if (slow > 0) {
        try {
          Thread.sleep(slow);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      decoded.incrementAndGet();
      if (level == 0 && row == 0 && column == damaged) {
        throw new FoveaException(ErrorCode.DAMAGED, "level0.dcm", "a tile is damaged");
      }
      int w = Math.min(l.tileColumns(), l.columns() - column * l.tileColumns());
      int h = Math.min(l.tileRows(), l.rows() - row * l.tileRows());
      int[] argb = new int[w * h];
      double fx = (double) slide.highest().columns() / l.columns();
      double fy = (double) slide.highest().rows() / l.rows();
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          argb[y * w + x] =
              color(
                  (column * l.tileColumns() + x + 0.5) * fx,
                  (row * l.tileRows() + y + 0.5) * fy,
                  slide.highest().columns(),
                  slide.highest().rows());
        }
      }
      return new Tile(w, h, argb);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
