package org.fovea.dicom.synthetic.biopsy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Sha256;
import org.fovea.dicom.Patient;
import org.fovea.dicom.convert.JpegEncoder;
import org.fovea.dicom.convert.PixelSource;
import org.fovea.dicom.convert.SlideContent;
import org.fovea.dicom.convert.SlideDescriptor;
import org.fovea.dicom.convert.SlideWriter;
import org.fovea.finding.Code;

/**
 * Writes the slides of {@code sample-dicom}: made-up biopsies of the large bowel and of the
 * duodenum, haematoxylin and eosin, 0.5 µm a pixel. The same code draws the same pixels, whenever
 * and wherever it runs.
 */
public final class SampleSlides {
  static final double SCALE = 0.5; // µm a pixel
  private static final String NOTICE = "Synthetic data, not a patient";
  private static final LocalDateTime DATE = LocalDateTime.of(2026, 3, 16, 9, 0);
  private static final Code DUODENUM = new Code("SCT", "38848004", "Duodenum");
  private static final Code COLON = new Code("SCT", "71854001", "Colon");

  private SampleSlides() {}

  /** The slides: what is on the glass, and how it was stained. */
  enum Specimen {
    REGULAR(
        "S26-0101 A", "Colon, regular crypts", 3200, 2200, new Stain(1, 1, lamp(244, 242, 244))) {
      @Override
      BiopsyPlan plan() {
        BiopsyPlan plan = new BiopsyPlan(101);
        plan.addUpright(new Piece(1480, 640, 0.09, 1050, 270, 1), 2, 2);
        plan.addAcross(new Piece(1750, 1550, -0.2, 700, 300, 2), 2, 2);
        return plan;
      }
    },
    ADENOMA(
        "S26-0102 A", "Colon, flat polyp", 3200, 2200, new Stain(1.1, 0.85, lamp(241, 243, 240))) {
      @Override
      BiopsyPlan plan() {
        BiopsyPlan plan = new BiopsyPlan(102);
        plan.addUpright(new Piece(1550, 620, -0.07, 1180, 280, 3), -0.55, 0.6);
        plan.addUpright(new Piece(1400, 1560, 0.13, 820, 270, 4), 2, 2);
        return plan;
      }
    },
    CROSS_CUT(
        "S26-0103 A",
        "Colon, polyp, cut across",
        3000,
        2000,
        new Stain(0.9, 1.15, lamp(246, 241, 243))) {
      @Override
      BiopsyPlan plan() {
        BiopsyPlan plan = new BiopsyPlan(103);
        plan.addAcross(new Piece(1450, 980, 0.2, 1050, 480, 5), -0.2, 0.7);
        return plan;
      }
    },
    DUODENUM_NORMAL(
        "S26-0104 A",
        "Duodenum, tall villi",
        2200,
        2250,
        new Stain(1, 1, lamp(245, 243, 245)),
        new MucosaPlan.Pattern(500, 160, 5, 0.7)),
    DUODENUM_COELIAC_PATTERN(
        "S26-0105 A",
        "Duodenum, flat",
        2300,
        1500,
        new Stain(1.1, 0.95, lamp(243, 243, 243)),
        new MucosaPlan.Pattern(0, 310, 48, 1.25)),
    DUODENUM_ENTEROPATHY_PATTERN(
        "S26-0106 A",
        "Duodenum, short villi",
        2200,
        1800,
        new Stain(0.95, 1.05, lamp(246, 243, 242)),
        new MucosaPlan.Pattern(295, 220, 22, 1.0));

    final String container;
    final String description;
    final int widthUm;
    final int heightUm;
    final Stain stain;
    private final MucosaPlan.Pattern pattern;

    Specimen(String container, String description, int widthUm, int heightUm, Stain stain) {
      this(container, description, widthUm, heightUm, stain, null);
    }

    /**
     * @param pattern of a duodenal mucosa; null for large bowel, which has a plan of its own
     */
    Specimen(
        String container,
        String description,
        int widthUm,
        int heightUm,
        Stain stain,
        MucosaPlan.Pattern pattern) {
      this.pattern = pattern;
      this.container = container;
      this.description = description;
      this.widthUm = widthUm;
      this.heightUm = heightUm;
      this.stain = stain;
    }

    /** What lies where on a slide of the large bowel. */
    BiopsyPlan plan() {
      throw new IllegalStateException(this + " is of the duodenum");
    }

    /** Two strips, the upper edge of the second well below the first. */
    private MucosaPlan mucosa() {
      MucosaPlan plan = new MucosaPlan(101 + ordinal(), pattern);
      double reach = pattern.villus() + pattern.crypt();
      plan.add(widthUm / 2.0, reach + 170, 0.03, widthUm / 2.0 - 170);
      plan.add(widthUm / 2.0 - 60, heightUm - 330, -0.05, widthUm / 2.0 - 260);
      return plan;
    }

    Code site() {
      return pattern == null ? COLON : DUODENUM;
    }

    private Painter painter() {
      return pattern == null
          ? new BiopsyPainter(plan(), stain)
          : new MucosaPainter(mucosa(), stain);
    }

    private static double[] lamp(int red, int green, int blue) {
      return new double[] {red, green, blue};
    }

    /** The pixels of the highest resolution. */
    PixelSource pixels() {
      return new Painted(painter(), (int) (widthUm / SCALE), (int) (heightUm / SCALE));
    }
  }

  /** Writes the slides into the folder given as the only argument. */
  public static void main(String[] arguments) throws IOException, FoveaException {
    write(Path.of(arguments[0]));
  }

  /** Writes each slide into a folder of its own; a folder of the same name is replaced. */
  public static void write(Path folder) throws IOException, FoveaException {
    Files.createDirectories(folder);
    for (Specimen specimen : Specimen.values()) {
      Path target = folder.resolve(specimen.name().toLowerCase().replace('_', '-'));
      delete(target);
      Path made = Files.createTempDirectory(folder, "slide");
      Path written =
          new SlideWriter("1")
              .write(
                  made,
                  descriptor(specimen),
                  SlideContent.of(specimen.pixels(), SCALE),
                  new SlideWriter.Options(new JpegEncoder(70), false, SlideWriter.TILE),
                  Progress.none());
      Files.move(written, target);
      delete(made);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static SlideDescriptor descriptor(Specimen specimen) {
    int number = specimen.ordinal() + 1;
    return new SlideDescriptor(
        new Patient("FOVEA-SAMPLE-B" + number, "SYNTHETIC^BIOPSY " + number, null, "O"),
        new SlideDescriptor.Study(
            uid("study " + specimen), "B" + number, DATE, "SAMPLEB" + number, NOTICE),
        new SlideDescriptor.Series(
            uid("series " + specimen),
            uid("frame " + specimen),
            1,
            specimen.description,
            DATE,
            "Synthetic biopsy",
            NOTICE),
        new SlideDescriptor.Specimen(
            specimen.container,
            specimen.container + "1",
            uid("specimen " + specimen),
            specimen.description,
            specimen.site(),
            SlideDescriptor.HE));
  }

  /** A UID from a hash (PS3.5 B.2), the same for the same words. */
  private static String uid(String what) {
    return "2.25." + new BigInteger(1, Arrays.copyOf(Sha256.of("fovea sample slides " + what), 16));
  }

  /** Pixels drawn when they are asked for. */
  private record Painted(Painter painter, int columns, int rows) implements PixelSource {
    @Override
    public void read(int x, int y, int width, int height, byte[] rgb) {
      int[] argb = painter.paint(x * SCALE, y * SCALE, width, height, SCALE);
      for (int i = 0; i < argb.length; i++) {
        rgb[3 * i] = (byte) (argb[i] >> 16);
        rgb[3 * i + 1] = (byte) (argb[i] >> 8);
        rgb[3 * i + 2] = (byte) argb[i];
      }
    }
  }

  /** Specimens in the order of their numbers. */
  static List<Specimen> specimens() {
    return List.of(Specimen.values());
  }
}
