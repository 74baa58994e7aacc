package org.fovea.ui.radiology;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Patient;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Source;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Plane;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.pixel.Frame;
import org.fovea.imaging.pixel.ModalityLut;
import org.fovea.imaging.pixel.Photometric;
import org.fovea.imaging.pixel.Presentation;
import org.fovea.imaging.pixel.Samples;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;

/** A made-up head of known shape, seen by series of several orientations; pixels on demand. */
public final class Phantom implements PixelReader {
  static final String FRAME = "1.2.3.9";

  /** Centre and radius, mm, of the bright ball in the head. */
  static final Vec3 LESION = new Vec3(30, -20, 15);

  static final double LESION_MM = 14;

  private final Map<Source, Plane> planes = new ConcurrentHashMap<>();
  private final Map<Source, Double> gains = new ConcurrentHashMap<>();
  final List<Integer> decoded = new CopyOnWriteArrayList<>();
  final Set<Source> broken = ConcurrentHashMap.newKeySet();
  volatile CountDownLatch hold;
  private final AtomicInteger freeFrames = new AtomicInteger();
  volatile List<Presentation.NamedVoi> vois = List.of();

  /** Axial FLAIR and T1, 256 × 256 × 32; coronal T1, 192 × 160 × 24; a localizer of one. */
  public final Study study =
      new Study(
          "1.2.3",
          new Patient("S-1", "Sample^Ada", LocalDate.of(1961, 2, 3), "F"),
          LocalDate.of(2024, 5, 6),
          null,
          "A1",
          "Head",
          List.of(
              series(1, "FLAIR", FRAME, 900, axial(256, 32, 0.9375, 5)),
              series(2, "T1", FRAME, 600, axial(256, 32, 0.9375, 5)),
              series(3, "T1 COR", FRAME, 700, coronal()),
              series(4, "LOC", "1.2.3.8", 500, axial(128, 1, 1.875, 5))));

  /** The study with a fifth series, none of whose pixels can be decoded. */
  public Study withBrokenSeries() {
    List<Series> five = new ArrayList<>(study.series());
    Series last = series(5, "T2", FRAME, 800, axial(256, 32, 0.9375, 5));
    last.stacks().getFirst().slices().forEach(s -> broken.add(s.instance().source()));
    five.add(2, last);
    return new Study(
        study.studyInstanceUid(),
        study.patient(),
        study.date(),
        study.time(),
        study.accessionNumber(),
        study.description(),
        five);
  }

  /** Lets this many frames be decoded, then none until {@link #release()}. */
  public void holdAfter(int frames) {
    hold = new CountDownLatch(1);
    freeFrames.set(frames);
  }

  public int decodedFrames() {
    return decoded.size();
  }

  /** Lets every frame be decoded. */
  public void release() {
    CountDownLatch held = hold;
    hold = null;
    held.countDown();
  }

  static Grid axial(int size, int slices, double spacing, double gap) {
    double half = (size - 1) * spacing / 2;
    return new Grid(
        new Vec3(-half, -half, -(slices - 1) * gap / 2),
        new Vec3(1, 0, 0),
        new Vec3(0, 1, 0),
        new Vec3(0, 0, 1),
        spacing,
        spacing,
        gap,
        size,
        size,
        slices);
  }

  private static Grid coronal() {
    return new Grid(
        new Vec3(-95.5, -92, 79.5),
        new Vec3(1, 0, 0),
        new Vec3(0, 0, -1),
        new Vec3(0, 1, 0),
        1,
        1,
        8,
        192,
        160,
        24);
  }

  private Series series(int number, String name, String frame, double gain, Grid grid) {
    String uid = "1.2.3." + number;
    List<Slice> slices = new ArrayList<>();
    for (int k = 0; k < grid.slices(); k++) {
      Source source = Source.file(Path.of("phantom", name, k + ".dcm"));
      planes.put(source, grid.plane(k));
      gains.put(source, gain);
      slices.add(slice(source, uid, k, grid.columns(), grid.rows(), grid.plane(k)));
    }
    return new Series(
        uid,
        number,
        "MR",
        name,
        frame,
        null,
        List.of(new Stack("", slices, grid, List.of())),
        List.of());
  }

  static Slice slice(Source source, String series, int k, int columns, int rows, Plane plane) {
    return new Slice(
        new Instance(
            source,
            series + "." + (k + 1),
            "1.2.840.10008.5.1.4.1.1.4",
            "1.2.840.10008.1.2.1",
            series,
            "1.2.3",
            k + 1,
            1,
            columns,
            rows,
            ""),
        0,
        plane,
        "");
  }

  /** Brightness without noise at a place: air 0, skull 0.3, tissue about 0.5, lesion 1. */
  static double tissue(Vec3 p) {
    double r =
        Math.sqrt(
            p.x() * p.x() / (68 * 68) + p.y() * p.y() / (85 * 85) + p.z() * p.z() / (72 * 72));
    if (r > 1.08) {
      return 0;
    } else if (r > 1) {
      return 0.75;
    } else if (r > 0.96) {
      return 0.1;
    } else if (p.minus(LESION).length() <= LESION_MM) {
      return 1;
    }
    double ventricle =
        Math.pow((Math.abs(p.x()) - 10) / 6, 2) + p.y() * p.y() / (28 * 28) + p.z() * p.z() / 400;
    if (ventricle < 1) {
      return 0.16;
    }
    double folds = Math.sin(p.x() / 5 + Math.sin(p.y() / 7)) * Math.sin(p.y() / 6 + p.z() / 9);
    return (r > 0.82 ? 0.58 : 0.45) + 0.07 * folds;
  }

  @Override
  public Frame frame(Instance instance, int frameIndex) throws FoveaException {
    CountDownLatch gate = hold;
    if (gate != null && freeFrames.getAndDecrement() <= 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    decoded.add(instance.instanceNumber() - 1);
    if (broken.contains(instance.source())) {
      throw new FoveaException(
          ErrorCode.DAMAGED,
          instance.source().toString(),
          "The pixel data end before the image does. Ask the sender for the file again.");
    }
    Plane plane = planes.get(instance.source());
    short[] v = new short[plane.columns() * plane.rows()];
    Random noise = new Random(instance.source().hashCode());
    double gain = gains.get(instance.source());
    for (int r = 0; r < plane.rows(); r++) {
      for (int c = 0; c < plane.columns(); c++) {
        double clean = tissue(plane.toPatient(c, r));
        v[r * plane.columns() + c] = (short) Math.max(0, gain * clean + 12 * noise.nextGaussian());
      }
    }
    return new Frame(
        plane.columns(),
        plane.rows(),
        1,
        12,
        Photometric.MONOCHROME2,
        new Samples.Shorts(v, false));
  }

  @Override
  public Presentation presentation(Instance instance, int frameIndex) {
    return new Presentation(
        ModalityLut.identity(), vois, OptionalDouble.empty(), OptionalDouble.empty(), null, 0);
  }

  Shown shown(int series) {
    Series s = study.series().get(series);
    return new Shown(study, s, s.stacks().getFirst());
  }

  /** 1 in the middle of the lesion, falling by half to its edge, on a grid of its own. */
  public static Heatmap heatmap() {
    Grid g = axial(96, 40, 2, 4);
    float[] v = new float[g.size()];
    for (int k = 0; k < g.slices(); k++) {
      for (int j = 0; j < g.rows(); j++) {
        for (int i = 0; i < g.columns(); i++) {
          double d = g.toPatient(i, j, k).minus(LESION).length();
          v[g.index(i, j, k)] = (float) Math.max(0, 1 - 0.5 * d / LESION_MM);
        }
      }
    }
    return new Heatmap("glioma", Heatmap.Quantity.PROBABILITY, new Volume(g, v), 0.5);
  }

  /** The lesion on the grid of the first series. */
  public Mask mask() {
    Grid g = study.series().getFirst().stacks().getFirst().grid();
    BitSet bits = new BitSet(g.size());
    for (int k = 0; k < g.slices(); k++) {
      for (int j = 0; j < g.rows(); j++) {
        for (int i = 0; i < g.columns(); i++) {
          if (g.toPatient(i, j, k).minus(LESION).length() <= LESION_MM) {
            bits.set(g.index(i, j, k));
          }
        }
      }
    }
    return new Mask(g, bits);
  }
}
