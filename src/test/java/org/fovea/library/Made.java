package org.fovea.library;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.Source;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Measurement;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.imaging.Acquisition;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Mask;

/** Studies and analyses that exist in memory only. */
public final class Made {
  public static final Grid GRID =
      new Grid(
          new Vec3(-10, -20, 30),
          new Vec3(1, 0, 0),
          new Vec3(0, 1, 0),
          new Vec3(0, 0, 1),
          0.9375,
          0.9375,
          5,
          32,
          24,
          10);

  private Made() {}

  /** A study with one MR series of so many images. */
  public static Study study(String uid, String id, String name, LocalDate date, int images) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 1; i <= images; i++) {
      slices.add(
          new Slice(
              new Instance(
                  Source.file(Path.of("/data", uid, i + ".dcm")),
                  uid + ".1." + i,
                  "1.2.840.10008.5.1.4.1.1.4",
                  "1.2.840.10008.1.2.1",
                  uid + ".1",
                  uid,
                  i,
                  1,
                  32,
                  24,
                  ""),
              0,
              null,
              ""));
    }
    Series series =
        new Series(
            uid + ".1",
            1,
            "MR",
            "FLAIR axial",
            uid + ".9",
            new Acquisition(
                "MR",
                "BRAIN",
                "FLAIR axial",
                "",
                List.of(),
                List.of(),
                List.of(),
                "",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                "",
                ""),
            List.of(new Stack("FLAIR", slices, null, List.of())),
            List.of());
    return new Study(
        uid,
        new Patient(id, name, LocalDate.of(1970, 2, 3), "F"),
        date,
        LocalTime.of(9, 30),
        "A-17",
        "Head MRI",
        List.of(series));
  }

  public static Mask mask(int... voxels) {
    BitSet bits = new BitSet();
    for (int v : voxels) {
      bits.set(v);
    }
    return new Mask(GRID, bits);
  }

  /** A completed analysis with findings of these probabilities. */
  public static Analysis analysis(
      String uid, String study, Analysis.Status status, double... probabilities) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      Mask mask = mask(5 + i, 6 + i, 4000 + i);
      findings.add(
          new Finding(
              uid + ".7." + (i + 1),
              "Glioma " + (i + 1),
              "Glioma",
              new Code("SCT", "393564001", "Glioma"),
              new Code("SCT", "12738006", "Brain"),
              new Code("SCT", "49755003", "Morphologically abnormal structure"),
              probabilities[i],
              new Region.Solid(
                  mask,
                  3 * GRID.voxelMl(),
                  27.5,
                  new Vec3(1.5, -2, 40),
                  new Vec3(0, -4, 30),
                  new Vec3(3, 0, 50))));
    }
    return new Analysis(
        uid,
        study,
        List.of(study + ".1"),
        "P1",
        "MR",
        new Provenance(
            "brain-mri-glioma",
            "1.0.0",
            "Glioma on brain MRI",
            "ab".repeat(32),
            "cpu",
            "0.1",
            Instant.parse("2026-11-23T10:00:00Z"),
            Duration.ofMillis(1234)),
        status,
        status == Analysis.Status.COMPLETED ? null : "not a brain",
        false,
        Map.of("glioma", 0.97),
        Map.of("villusToCryptRatio", new Measurement(3.1, "1")),
        findings,
        List.of());
  }
}
