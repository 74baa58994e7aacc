package org.fovea.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.bundle.Bundle;
import org.fovea.bundle.Manifest;
import org.fovea.common.Text;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.ImageSeries;

/** Decides by modality, body part, sequence and geometry. */
public final class HeaderGate implements Gate {
  private static final Text TEXT = Text.of(HeaderGate.class);

  /** Cosine of the largest tilt, about 37°, at which slices still count as axial. */
  private static final double AXIAL_COSINE = 0.8;

  /** A head and the field of view around it, mm, where the header does not name the body part. */
  private static final double SMALLEST_HEAD_MM = 120;

  private static final double LARGEST_HEAD_MM = 360;

  /** Least share of the required series that another has to cover to be of use. */
  private static final double COVERED = 0.5;

  /** Places asked along each axis. */
  private static final int LATTICE = 8;

  private final SequenceRecogniser sequences = new SequenceRecogniser();

  @Override
  public Decision check(Bundle bundle, AnalysisInput input) {
    Manifest.AppliesTo applies = bundle.manifest().appliesTo();
    List<ImageSeries> modality =
        input.series().stream()
            .filter(s -> applies.modality().contains(s.acquisition().modality()))
            .toList();
    if (input.series().isEmpty()) {
      return new Decision.Refused(TEXT.get("noImages"), Map.of());
    }
    if (modality.isEmpty()) {
      return new Decision.Refused(
          TEXT.get(
              "modality",
              bundle.manifest().name(),
              String.join(", ", applies.modality()),
              String.join(
                  ", ",
                  input.series().stream()
                      .map(s -> s.acquisition().modality())
                      .filter(m -> !m.isBlank())
                      .distinct()
                      .toList())),
          anything(applies, input.series()));
    }
    List<ImageSeries> right =
        modality.stream().filter(s -> otherBodyPart(applies, s) == null).toList();
    if (right.isEmpty()) {
      return new Decision.Refused(
          TEXT.get(
              "bodyPart",
              bundle.manifest().name(),
              String.join(
                  ", ", modality.stream().map(s -> otherBodyPart(applies, s)).distinct().toList())),
          anything(applies, modality));
    }
    Map<String, ImageSeries> roles = new LinkedHashMap<>();
    for (Manifest.Role role : applies.roles()) {
      best(role.name(), right).ifPresent(s -> roles.put(role.name(), s));
    }
    for (Manifest.Role role : applies.roles()) {
      ImageSeries found = roles.get(role.name());
      if (found == null) {
        if (role.required()) {
          return new Decision.Refused(
              TEXT.get("missing", sequences.nameOf(role.name())), anything(applies, right));
        }
        continue;
      }
      String unfit = unfit(applies, role, found);
      if (unfit != null && role.required()) {
        return new Decision.Refused(unfit, anything(applies, right));
      }
      if (unfit != null) {
        roles.remove(role.name());
      }
    }
    roles.values().retainAll(onCommonGround(applies, roles));
    return new Decision.Applies(roles);
  }

  /**
   * The series that lie where the first required one lies: another frame of reference means that
   * coordinates cannot be compared (PS3.3 C.7.4.1), and a series that covers little of it would be
   * mostly invented. The others are left to their substitute.
   */
  private static List<ImageSeries> onCommonGround(
      Manifest.AppliesTo applies, Map<String, ImageSeries> roles) {
    ImageSeries base =
        applies.roles().stream()
            .filter(Manifest.Role::required)
            .map(r -> roles.get(r.name()))
            .findFirst()
            .orElse(null);
    return roles.values().stream()
        .filter(s -> base == null || s == base || sameFrame(s, base) && covers(s, base))
        .toList();
  }

  private static boolean sameFrame(ImageSeries a, ImageSeries b) {
    return a.frameOfReferenceUid().isEmpty()
        || b.frameOfReferenceUid().isEmpty()
        || a.frameOfReferenceUid().equals(b.frameOfReferenceUid());
  }

  /** Whether at least {@link #COVERED} of a coarse lattice of places in a grid lie in another. */
  private static boolean covers(ImageSeries series, ImageSeries base) {
    Grid from = base.grid();
    Grid to = series.grid();
    int inside = 0;
    for (int n = 0; n < LATTICE * LATTICE * LATTICE; n++) {
      Vec3 place =
          to.toIndex(
              from.toPatient(
                  (n % LATTICE + 0.5) / LATTICE * from.columns() - 0.5,
                  (n / LATTICE % LATTICE + 0.5) / LATTICE * from.rows() - 0.5,
                  (n / LATTICE / LATTICE + 0.5) / LATTICE * from.slices() - 0.5));
      boolean within =
          place.x() > -1
              && place.y() > -1
              && place.z() > -1
              && place.x() < to.columns()
              && place.y() < to.rows()
              && place.z() < to.slices();
      inside += within ? 1 : 0;
    }
    return inside >= COVERED * LATTICE * LATTICE * LATTICE;
  }

  /** The best series for a role: a volume rather than not, original, axial, with more slices. */
  private Optional<ImageSeries> best(String role, List<ImageSeries> series) {
    return series.stream()
        .filter(s -> sequences.is(role, s.acquisition()))
        .max(
            Comparator.comparing((ImageSeries s) -> s.grid() != null)
                .thenComparing(s -> !s.acquisition().imageType().contains("DERIVED"))
                .thenComparing(s -> s.grid() != null && axial(s.grid()))
                .thenComparingInt(ImageSeries::slices));
  }

  /** Why a series cannot stand in a role although it is of that sequence; null where it can. */
  private String unfit(Manifest.AppliesTo applies, Manifest.Role role, ImageSeries series) {
    String name = sequences.nameOf(role.name());
    if (role.required() && series.slices() < applies.minimumSlices()) {
      return TEXT.get("fewSlices", name, series.slices(), applies.minimumSlices());
    }
    Grid grid = series.grid();
    if (grid == null) {
      return TEXT.get("noVolume", name);
    }
    if (role.required() && "axial".equals(applies.plane()) && !axial(grid)) {
      return TEXT.get("notAxial", name);
    }
    double extent = grid.slices() * grid.sliceSpacingMm();
    if (role.required() && extent < applies.minimumExtentMm()) {
      return TEXT.get("shortExtent", name, Math.round(extent), applies.minimumExtentMm());
    }
    if (role.required() && series.acquisition().bodyPart().isBlank()) {
      double width =
          Math.max(grid.columns() * grid.columnSpacingMm(), grid.rows() * grid.rowSpacingMm());
      if (width < SMALLEST_HEAD_MM || width > LARGEST_HEAD_MM) {
        return TEXT.get("fieldOfView", name, Math.round(width));
      }
    }
    return null;
  }

  private static boolean axial(Grid grid) {
    return Math.abs(grid.sliceAxis().z()) >= AXIAL_COSINE;
  }

  /**
   * The body part that a header or else a description names, if it is not one of the bundle's. A
   * study may show several, each in series of its own.
   */
  private static String otherBodyPart(Manifest.AppliesTo applies, ImageSeries series) {
    Acquisition a = series.acquisition();
    String part = a.bodyPart().toUpperCase(Locale.ROOT).trim();
    if (!part.isEmpty()) {
      boolean wanted =
          applies.bodyPart().stream().anyMatch(part::contains)
              || BodyParts.named(part).filter(applies.bodyPart()::contains).isPresent();
      return wanted ? null : part;
    }
    return BodyParts.named(a.seriesDescription() + " " + a.protocolName())
        .filter(named -> !applies.bodyPart().contains(named))
        .orElse(null);
  }

  /** What an overridden gate would run: recognised roles first, else the largest volume. */
  private Map<String, ImageSeries> anything(Manifest.AppliesTo applies, List<ImageSeries> series) {
    Map<String, ImageSeries> roles = new LinkedHashMap<>();
    List<ImageSeries> volumes = new ArrayList<>(series);
    volumes.removeIf(s -> s.grid() == null);
    if (volumes.isEmpty()) {
      return roles;
    }
    for (Manifest.Role role : applies.roles()) {
      Optional<ImageSeries> found = best(role.name(), volumes);
      if (found.isPresent()) {
        roles.put(role.name(), found.get());
      } else if (role.required()) {
        roles.put(
            role.name(),
            volumes.stream().max(Comparator.comparingInt(ImageSeries::slices)).orElseThrow());
      }
    }
    return roles;
  }
}
