package org.fovea.dicom.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.UID;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.fovea.common.Progress;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Source;
import org.fovea.dicom.Study;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Provenance;
import org.fovea.finding.SolidMeasurer;
import org.fovea.imaging.geometry.Grid;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.imaging.volume.Mask;
import org.fovea.imaging.volume.Volume;

/** Small made-up studies, masks and analyses. */
final class ResultFixtures {
  static final Code GLIOMA = new Code("SCT", "393564001", "Glioma");
  static final Code BRAIN = new Code("SCT", "12738006", "Brain");
  static final Code ABNORMAL = new Code("SCT", "49755003", "Morphologically Abnormal Structure");
  static final Provenance PROVENANCE =
      new Provenance(
          "brain-mri-glioma",
          "1.0.0",
          "Glioma on brain MRI",
          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "cpu",
          "1.0.0",
          Instant.parse("2026-11-23T10:00:00Z"),
          Duration.ofMillis(1234));

  private ResultFixtures() {}

  static Grid axial(int columns, int rows, int slices) {
    return new Grid(
        new Vec3(-120.5, -110.25, 10),
        new Vec3(1, 0, 0),
        new Vec3(0, 1, 0),
        new Vec3(0, 0, 1),
        0.9375,
        0.9375,
        5,
        columns,
        rows,
        slices);
  }

  /** Writes one MR series on a grid and reads it as a study. */
  static Study study(Path folder, Grid grid, String characterSet, String name) throws IOException {
    Files.createDirectories(folder);
    String study = Uids.create();
    String series = Uids.create();
    String frame = Uids.create();
    for (int k = 0; k < grid.slices(); k++) {
      Attributes a = new Attributes();
      a.setString(Tag.SpecificCharacterSet, VR.CS, characterSet);
      a.setString(Tag.SOPClassUID, VR.UI, UID.MRImageStorage);
      a.setString(Tag.SOPInstanceUID, VR.UI, Uids.create());
      a.setString(Tag.StudyInstanceUID, VR.UI, study);
      a.setString(Tag.SeriesInstanceUID, VR.UI, series);
      a.setString(Tag.FrameOfReferenceUID, VR.UI, frame);
      a.setString(Tag.StudyDate, VR.DA, "20260102");
      a.setString(Tag.StudyTime, VR.TM, "101112");
      a.setString(Tag.AccessionNumber, VR.SH, "A1");
      a.setString(Tag.StudyID, VR.SH, "7");
      a.setString(Tag.PatientName, VR.PN, name);
      a.setString(Tag.PatientID, VR.LO, "P-1");
      a.setString(Tag.PatientBirthDate, VR.DA, "19700203");
      a.setString(Tag.PatientSex, VR.CS, "F");
      a.setString(Tag.Modality, VR.CS, "MR");
      a.setString(Tag.SeriesDescription, VR.LO, "AX FLAIR");
      a.setInt(Tag.SeriesNumber, VR.IS, 2);
      a.setInt(Tag.InstanceNumber, VR.IS, k + 1);
      Vec3 p = grid.toPatient(0, 0, k);
      Vec3 c = grid.columnAxis();
      Vec3 r = grid.rowAxis();
      a.setString(Tag.ImagePositionPatient, VR.DS, Elements.decimals(p.x(), p.y(), p.z()));
      a.setString(
          Tag.ImageOrientationPatient,
          VR.DS,
          Elements.decimals(c.x(), c.y(), c.z(), r.x(), r.y(), r.z()));
      a.setString(
          Tag.PixelSpacing, VR.DS, Elements.decimals(grid.rowSpacingMm(), grid.columnSpacingMm()));
      a.setString(Tag.SliceThickness, VR.DS, "4.5");
      a.setInt(Tag.Rows, VR.US, grid.rows());
      a.setInt(Tag.Columns, VR.US, grid.columns());
      a.setInt(Tag.SamplesPerPixel, VR.US, 1);
      a.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
      a.setInt(Tag.BitsAllocated, VR.US, 16);
      a.setInt(Tag.BitsStored, VR.US, 12);
      a.setInt(Tag.HighBit, VR.US, 11);
      a.setInt(Tag.PixelRepresentation, VR.US, 0);
      a.setBytes(Tag.PixelData, VR.OW, new byte[2 * grid.rows() * grid.columns()]);
      write(folder.resolve("IM" + k + ".dcm"), a);
    }
    List<Study> studies = new FileStudyReader().read(List.of(folder), Progress.none()).studies();
    return studies.getFirst();
  }

  static void write(Path file, Attributes object) throws IOException {
    try (ImageOutputStream out =
        new ImageOutputStream(Files.newOutputStream(file), UID.ExplicitVRLittleEndian)) {
      out.writeDataset(object.createFileMetaInformation(UID.ExplicitVRLittleEndian), object);
    }
  }

  static Mask box(Grid grid, int i0, int i1, int j0, int j1, int k0, int k1) {
    BitSet bits = new BitSet();
    for (int k = k0; k <= k1; k++) {
      for (int j = j0; j <= j1; j++) {
        bits.set(grid.index(i0, j, k), grid.index(i1, j, k) + 1);
      }
    }
    return new Mask(grid, bits);
  }

  static Finding finding(int number, Mask mask, double probability) {
    return new Finding(
        Uids.create(),
        "Glioma " + number,
        "Glioma",
        GLIOMA,
        BRAIN,
        ABNORMAL,
        probability,
        SolidMeasurer.measure(mask));
  }

  static Heatmap heatmap(Grid grid, long seed) {
    Random random = new Random(seed);
    float[] values = new float[grid.size()];
    for (int a = 0; a < values.length; a++) {
      values[a] = random.nextFloat();
    }
    return new Heatmap(
        "glioma", Heatmap.Quantity.PROBABILITY, new Volume(grid, values), 0.4375123456789);
  }

  static Analysis analysis(Study study, List<Finding> findings, List<Heatmap> maps) {
    return analysis(study, findings, maps, false, null);
  }

  static Analysis analysis(
      Study study, List<Finding> findings, List<Heatmap> maps, boolean overridden, String reason) {
    List<String> series = new ArrayList<>();
    study.series().stream()
        .filter(s -> !s.stacks().isEmpty())
        .forEach(s -> series.add(s.seriesInstanceUid()));
    return new Analysis(
        Uids.create(),
        study.studyInstanceUid(),
        series,
        "P-1",
        "MR",
        PROVENANCE,
        Analysis.Status.COMPLETED,
        reason,
        overridden,
        Map.of("glioma", 0.97),
        Map.of(),
        findings,
        maps);
  }

  /** A file as the study reader would list it. */
  static Instance instance(Path file) throws Exception {
    ObjectFile object = ObjectFile.header(new org.fovea.dicom.SourceOpener(), Source.file(file));
    Attributes a = object.dataset();
    return new Instance(
        Source.file(file),
        a.getString(Tag.SOPInstanceUID, ""),
        a.getString(Tag.SOPClassUID, ""),
        object.transferSyntaxUid(),
        a.getString(Tag.SeriesInstanceUID, ""),
        a.getString(Tag.StudyInstanceUID, ""),
        a.getInt(Tag.InstanceNumber, 0),
        a.getInt(Tag.NumberOfFrames, 0),
        a.getInt(Tag.Columns, 0),
        a.getInt(Tag.Rows, 0),
        "");
  }
}
