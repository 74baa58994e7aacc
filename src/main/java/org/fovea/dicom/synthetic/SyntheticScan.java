package org.fovea.dicom.synthetic;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;

/** What the scanner would have recorded of one visit: stored values of the three sequences. */
public final class SyntheticScan {
  /** Brightness of white matter in stored values. */
  private static final double SCALE = 3.2;

  /** Standard deviation of the noise of one channel, in stored values. */
  private static final double NOISE = 4.5;

  /** Heights inside a slice, in parts of its spacing, over which tissue is averaged. */
  private static final double[] ACROSS = {-0.3, 0, 0.3};

  private final Grid grid =
      new Grid(
          new Vec3(-127.5 * 0.9375, -127.5 * 0.9375 + 3, -58),
          new Vec3(1, 0, 0),
          new Vec3(0, 1, 0),
          new Vec3(0, 0, 1),
          0.9375,
          0.9375,
          5,
          256,
          256,
          28);

  private final Map<Sequence, short[]> images = new EnumMap<>(Sequence.class);
  private final BitSet lesion = new BitSet();

  /** Computes a visit; takes some seconds. */
  public SyntheticScan(Visit visit) {
    HeadAnatomy head = new HeadAnatomy(visit.lesionRadiusMm, visit.enhancement);
    for (Sequence sequence : Sequence.values()) {
      images.put(sequence, new short[grid.size()]);
    }
    BitSet[] slices =
        IntStream.range(0, grid.slices())
            .parallel()
            .mapToObj(k -> slice(visit, head, k))
            .toArray(BitSet[]::new);
    for (BitSet slice : slices) {
      lesion.or(slice);
    }
  }

  public Grid grid() {
    return grid;
  }

  /** Stored values by {@link Grid#index}, 0 to 4095; not copied. */
  public short[] values(Sequence sequence) {
    return images.get(sequence);
  }

  /**
   * The lesion as a physician would outline it, its soft edge included: the reference for tests,
   * stored nowhere.
   */
  public Mask truth() {
    return new Mask(grid, lesion);
  }

  private BitSet slice(Visit visit, HeadAnatomy head, int k) {
    BitSet found = new BitSet();
    double[] shares = new double[HeadAnatomy.PLACES];
    double[] sum = new double[shares.length];
    Noise bias = new Noise(21);
    Noise texture = new Noise(22);
    Noise[] noise = new Noise[Sequence.values().length];
    for (Sequence s : Sequence.values()) {
      noise[s.ordinal()] = new Noise(1000 + visit.ordinal() * 10L + s.ordinal());
    }
    for (int j = 0; j < grid.rows(); j++) {
      for (int i = 0; i < grid.columns(); i++) {
        java.util.Arrays.fill(sum, 0);
        Vec3 middle = null;
        for (double part : ACROSS) {
          Vec3 scanner = grid.toPatient(i, j, k + part);
          Vec3 p = visit.toHead(scanner);
          middle = p;
          head.shares(p, shares);
          for (int t = 0; t < sum.length; t++) {
            sum[t] += shares[t] / ACROSS.length;
          }
        }
        int index = grid.index(i, j, k);
        if (sum[HeadAnatomy.OUTLINE] > 0.25) {
          found.set(index);
        }
        Vec3 at = grid.toPatient(i, j, k);
        double mottle =
            1
                + 0.035 * texture.at(middle.x() / 9, middle.y() / 9, middle.z() / 9)
                + 0.025 * texture.at(middle.x() / 3, middle.y() / 3, middle.z() / 3 + 60);
        for (Sequence s : Sequence.values()) {
          double v = 0;
          for (Tissue t : Tissue.values()) {
            v += sum[t.ordinal()] * t.brightness(s);
          }
          double coil =
              1
                  + 0.14 * bias.at(at.x() / 130 + s.ordinal() * 7, at.y() / 130, at.z() / 130)
                  + 0.06 * (at.x() * at.x() + at.y() * at.y()) / (90.0 * 90);
          double signal = v * SCALE * coil * mottle;
          double real = signal + NOISE * noise[s.ordinal()].normal(2L * index);
          double imaginary = NOISE * noise[s.ordinal()].normal(2L * index + 1);
          // Magnitude of a complex signal: Rician noise.
          double magnitude = Math.sqrt(real * real + imaginary * imaginary);
          images.get(s)[index] = (short) Math.clamp(Math.round(magnitude), 0, 4095);
        }
      }
    }
    return found;
  }
}
