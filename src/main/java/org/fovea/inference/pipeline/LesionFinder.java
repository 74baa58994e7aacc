package org.fovea.inference.pipeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.fovea.bundle.Manifest;
import org.fovea.finding.Finding;
import org.fovea.finding.SolidMeasurer;
import org.fovea.imaging.volume.ConnectedComponents;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;

/**
 * Turns a map of probabilities into findings: connected lesions, measured, each with its own
 * probability.
 */
public final class LesionFinder {
  /** More than these nobody reviews one by one; the map shows the rest. */
  private static final int MOST = 20;

  private final Steps steps;
  private final Manifest.Output output;
  private final double threshold;

  public LesionFinder(Steps steps, Manifest manifest) {
    this.steps = steps;
    this.output = manifest.outputs().getFirst();
    this.threshold = manifest.operatingThreshold();
  }

  /**
   * The lesions of a map, by probability times volume, at most {@value #MOST}.
   *
   * @param map calibrated probabilities
   * @param headVoxels voxels of the head
   */
  public List<Finding> find(Volume map, long headVoxels) {
    float[] p = map.values();
    BitSet above = new BitSet(p.length);
    for (int i = 0; i < p.length; i++) {
      if (p[i] >= threshold) {
        above.set(i);
      }
    }
    List<ConnectedComponents.Part> kept = new ArrayList<>();
    long largest = 0;
    for (ConnectedComponents.Part lesion : ConnectedComponents.of(new Mask(map.grid(), above))) {
      if (highest(lesion, p) >= steps.peak()) {
        largest = Math.max(largest, lesion.count());
        if (lesion.count() >= steps.minimumFraction() * largest) {
          kept.add(lesion);
        }
      }
    }
    record Rated(ConnectedComponents.Part part, double probability) {}
    List<Rated> rated = new ArrayList<>();
    for (ConnectedComponents.Part lesion : kept) {
      rated.add(new Rated(lesion, probability(lesion, p, headVoxels)));
    }
    rated.sort(
        Comparator.comparingDouble((Rated r) -> r.probability() * r.part().count()).reversed());
    List<Finding> findings = new ArrayList<>();
    for (Rated r : rated.subList(0, Math.min(MOST, rated.size()))) {
      findings.add(
          new Finding(
              newUid(),
              output.label() + " " + (findings.size() + 1),
              output.label(),
              output.code(),
              output.site(),
              output.category(),
              r.probability(),
              SolidMeasurer.measure(r.part().mask())));
    }
    return List.copyOf(findings);
  }

  private static double highest(ConnectedComponents.Part lesion, float[] p) {
    double highest = 0;
    for (int i : lesion.voxels()) {
      highest = Math.max(highest, p[i]);
    }
    return highest;
  }

  private double probability(ConnectedComponents.Part lesion, float[] p, long headVoxels) {
    double sum = 0;
    for (int i : lesion.voxels()) {
      sum += p[i];
    }
    long n = lesion.count();
    Steps.Lesion c = steps.lesion();
    return Logistic.of(
        c.intercept()
            + c.meanLogit() * Logistic.logit(sum / n)
            + c.logFraction() * Math.log((double) n / headVoxels));
  }

  /** A UID from a random UUID (PS3.5 B.2). */
  public static String newUid() {
    UUID uuid = UUID.randomUUID();
    BigInteger high = new BigInteger(Long.toUnsignedString(uuid.getMostSignificantBits()));
    BigInteger low = new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits()));
    return "2.25." + high.shiftLeft(64).or(low);
  }
}
