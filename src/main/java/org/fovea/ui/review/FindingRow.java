package org.fovea.ui.review;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.fovea.finding.Finding;
import org.fovea.finding.Region;
import org.fovea.finding.Verdict;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;
import org.fovea.ui.common.Format;

/** One line of the findings panel. */
public final class FindingRow {
  private final String id;
  private final String label;
  private final String detail;
  private final Mask mask;
  private final Vec3 centroid;
  private final Finding finding;
  private final ReadOnlyObjectWrapper<Verdict> verdict = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Region.Solid> measured = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper();

  private FindingRow(
      String id, String label, String detail, Mask mask, Vec3 centroid, Finding finding) {
    this.id = id;
    this.label = label;
    this.detail = detail;
    this.mask = mask;
    this.centroid = centroid;
    this.finding = finding;
  }

  static FindingRow of(Finding f, Verdict verdict) {
    FindingRow row =
        switch (f.region()) {
          case Region.Solid s ->
              new FindingRow(f.trackingUid(), f.trackingId(), "", s.mask(), s.centroid(), f);
          case Region.Area a ->
              new FindingRow(f.trackingUid(), f.trackingId(), "", null, a.centroid(), f);
          case null -> new FindingRow(f.trackingUid(), f.trackingId(), "", null, null, f);
        };
    row.verdict.set(verdict);
    return row;
  }

  static FindingRow of(KnownResult.Part p) {
    return new FindingRow(p.id(), p.label(), p.detail(), p.mask(), centroid(p.mask()), null);
  }

  /** Mean of the voxels' centres, mm; null for no voxels. */
  private static Vec3 centroid(Mask mask) {
    if (mask == null || mask.voxels().isEmpty()) {
      return null;
    }
    Grid g = mask.grid();
    double i = 0;
    double j = 0;
    double k = 0;
    long n = 0;
    for (int v = mask.voxels().nextSetBit(0); v >= 0; v = mask.voxels().nextSetBit(v + 1)) {
      i += v % g.columns();
      j += v / g.columns() % g.rows();
      k += v / (g.columns() * g.rows());
      n++;
    }
    return g.toPatient(i / n, j / n, k / n);
  }

  /** The tracking UID of the finding. */
  public String id() {
    return id;
  }

  /** Name of the finding, which its class does not change. */
  public String label() {
    return label;
  }

  /** What the physician calls it instead; null where its class was left as it was. */
  public String calledInstead() {
    Verdict v = verdict.get();
    return v == null || v.changedClass() == null ? null : v.changedClass().label();
  }

  /** Probability, volume and longest axis with their units, in one line. */
  public String numbers() {
    if (finding == null) {
      return mask == null
          ? detail
          : join(detail, Format.millilitres(mask.count() * mask.grid().voxelMl()));
    }
    Verdict v = verdict.get();
    String p = Format.probability(finding.probability());
    if (v != null && v.changed() != null) {
      Region.Solid now = measured.get();
      return now != null && now.mask() == v.changed()
          ? join(p, Format.millilitres(now.volumeMl()), Format.millimetres(now.longAxisMm()))
          : join(p, Format.millilitres(v.changed().count() * v.changed().grid().voxelMl()));
    }
    return switch (v != null && v.changedArea() != null ? v.changedArea() : finding.region()) {
      case Region.Solid s ->
          join(p, Format.millilitres(s.volumeMl()), Format.millimetres(s.longAxisMm()));
      case Region.Area a ->
          join(p, Format.squareMillimetres(a.areaMm2()), Format.millimetres(a.longAxisMm()));
      case null -> p;
    };
  }

  private static String join(String... parts) {
    return java.util.stream.Stream.of(parts)
        .filter(s -> !s.isEmpty())
        .collect(java.util.stream.Collectors.joining(" · "));
  }

  /** The region as it holds: corrected by the physician, or as it was found. */
  Mask mask() {
    Verdict v = verdict.get();
    return v != null && v.changed() != null ? v.changed() : mask;
  }

  /** The area on a slide as it holds; null for what is not on a slide. */
  public Region.Area area() {
    Verdict v = verdict.get();
    if (v != null && v.changedArea() != null) {
      return v.changedArea();
    }
    return finding != null && finding.region() instanceof Region.Area a ? a : null;
  }

  /** Whether it has a border that can be changed. */
  boolean outlined() {
    return mask() != null || area() != null;
  }

  Vec3 centroid() {
    return centroid;
  }

  Finding finding() {
    return finding;
  }

  public Verdict.Decision decision() {
    Verdict v = verdict.get();
    return v == null ? Verdict.Decision.PENDING : v.decision();
  }

  void verdict(Verdict now) {
    verdict.set(now);
  }

  /** The measures of the corrected region, once they are there. */
  void measured(Region.Solid now) {
    measured.set(now);
  }

  void saving(boolean now) {
    saving.set(now);
  }

  /** The verdict that holds and is on disk; null for none. */
  public ReadOnlyObjectProperty<Verdict> verdictProperty() {
    return verdict.getReadOnlyProperty();
  }

  /** Whether a verdict is on its way to the disk. */
  public ReadOnlyBooleanProperty savingProperty() {
    return saving.getReadOnlyProperty();
  }
}
